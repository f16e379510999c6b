// Tables as other programs and people write them: tests/shell/program/tables.
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/data/dataset.h"
#include "tests/shell/program/read_tables.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

TextTable open(const std::string& name) {
  std::ifstream file(std::string(PURR_TABLES) + "/" + name, std::ios::binary);
  REQUIRE(file);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  auto table = read_text_file(name, bytes_of(bytes), bytes.size());
  INFO(name);
  if (!table) FAIL(describe(table.error()));
  return std::move(*table);
}

TablesRead read(const std::vector<std::string>& names) {
  std::vector<TextTable> files;
  for (const std::string& name : names) files.push_back(open(name));
  return combine_tables(files);
}

std::shared_ptr<const Table> table_of(const std::string& name) {
  const TablesRead all = read({name});
  INFO(name);
  for (const Error& error : all.errors) FAIL(describe(error));
  return all.data.table;
}

std::array<std::string, 2> classes_of(const std::string& name) {
  const auto parts = choose_columns(*table_of(name), usual_data(DataSource::table));
  INFO(name);
  REQUIRE(parts);
  return parts->class_names;
}

TEST_CASE("forms of one table read to the same numbers", "[shell][unit]") {
  const auto plain = table_of("ok.csv");
  CHECK(plain->rows == 200);
  for (const char* name : {"first_comment_title.csv", "pipe.csv", "sep_comma.csv",
                           "sep_semicolon.csv", "trailing_comma.csv", "minus_u2212.csv"}) {
    const auto table = table_of(name);
    INFO(name);
    CHECK(table->names == plain->names);
    CHECK(table->values == plain->values);
  }
  const auto noted = table_of("quoted_nl_field.csv");
  const auto blanks = table_of("space.txt");
  CHECK(noted->rows == 200);
  CHECK(blanks->rows == 200);
  for (int row = 0; row < 200; ++row) {
    CHECK(noted->at(row, 0) == plain->at(row, 0));
    CHECK(noted->at(row, 3) == plain->at(row, 3));
    CHECK(blanks->at(row, 1) == plain->at(row, 1));
  }
}

TEST_CASE("encodings keep two classes apart", "[shell][unit]") {
  const auto plain = table_of("utf8_yesno.csv");
  for (const char* name : {"gbk_yesno.csv", "sjis.csv"}) {
    INFO(name);
    CHECK(table_of(name)->values == plain->values);
  }
  CHECK(table_of("gbk_yesno.csv")->names == plain->names);
  CHECK(classes_of("gbk_yesno.csv") == classes_of("utf8_yesno.csv"));
  CHECK(classes_of("sjis.csv") == std::array<std::string, 2>{"否", "良"});
  const auto long_names = classes_of("long_labels_zh.csv");
  CHECK(long_names[0].ends_with("低"));
  CHECK(long_names[1].ends_with("高"));
  CHECK(codes_of(read({"gbk_yesno.csv"}).notes) ==
        std::vector{Errc::table_read, Errc::table_guessed_encoding});
}

TEST_CASE("formatted numbers are numbers", "[shell][unit]") {
  const auto first = [](const char* name, int column) { return table_of(name)->at(0, column); };
  CHECK(first("thousands.csv", 0) == 82088);
  CHECK(first("thousands.csv", 1) == 1307);
  CHECK(first("euro.csv", 0) == 82088.38);
  CHECK(first("euro.csv", 1) == 1307.4);
  CHECK(first("dollar.csv", 0) == 33.21);
  for (const char* name : {"thousands.csv", "euro.csv", "dollar.csv"}) {
    INFO(name);
    CHECK(codes_of(read({name}).notes) == std::vector{Errc::table_read, Errc::table_notation});
  }
}

TEST_CASE("missing values are counted, and nothing else changes", "[shell][unit]") {
  CHECK(table_of("na.csv")->values == table_of("na-clean.csv")->values);
  const TablesRead marks = read({"missing_q.csv"});
  CHECK(marks.data.table->rows == 198);
  CHECK(marks.notes[1] == Error{Errc::table_left_out_missing, {"2", "nuclei", "9", "?"}});
  const TablesRead empty = read({"missing_empty.csv"});
  CHECK(empty.notes[1].args[2] == "19");
  CHECK(empty.notes[1].args[1] == "chol");
  CHECK(read({"1e308.csv"}).errors.at(0).code == Errc::table_values_too_large);
  CHECK(read({"emptyfields.csv"}).errors.at(0).code == Errc::table_empty_field);
  CHECK(table_of("deepfloat.csv")->rows == 10);
  CHECK(table_of("bidi.csv")->rows == 20);
}

TEST_CASE("the label is found by its values", "[shell][unit]") {
  const TableReport survived = read({"survived.csv"}).reports.at(0);
  CHECK(survived.label == "Survived");
  CHECK(survived.columns[0].role == ColumnRole::identifier);
  CHECK(read({"label_first.csv"}).reports.at(0).label == "diagnosis");
  CHECK(classes_of("label_first.csv") == std::array<std::string, 2>{"B", "M"});
}

TEST_CASE("two features are a table, and points as well", "[shell][unit]") {
  for (const char* name : {"salary.csv", "exam.csv"}) {
    INFO(name);
    const TablesRead all = read({name});
    REQUIRE(all.data.table);
    REQUIRE(all.data.train_points);
    CHECK(all.data.train_points->count() == all.data.table->rows);
    DatasetBuilder builder;
    builder.bring(all.data);
    std::vector<Error> notes;
    REQUIRE(builder.start(usual_data(DataSource::table), notes));
    REQUIRE(builder.advance());
    const auto set = builder.take();
    CHECK(set->train.is_standardised());
    CHECK(set->test.count == all.data.table->rows / 5);
  }
  CHECK(table_of("salary.csv")->names ==
        std::vector<std::string>{"EstimatedSalary", "Age", "Purchased"});
}

TEST_CASE("files called train and test are one table", "[shell][unit]") {
  const TablesRead all = read({"ok_train.csv", "ok_test.csv"});
  CHECK(all.data.table->rows == 200);
  CHECK(all.data.table->test_rows == 50);
  CHECK(all.reports.at(0).test_file == "ok_test.csv");
}

}  // namespace
}  // namespace purr::shell

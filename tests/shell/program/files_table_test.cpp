#include <algorithm>
#include <string>
#include <vector>

#include "engine/data/dataset.h"
#include "tests/shell/program/read_tables.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"

namespace purr::shell {
namespace {

std::shared_ptr<const Table> read(const std::string& text) {
  const auto table = read_one("t.csv", text);
  INFO(text);
  if (!table) FAIL(describe(table.error()));
  REQUIRE(is_whole(*table->table));
  return table->table;
}

TableReport report_on(const std::string& text) {
  const auto table = read_one("t.csv", text);
  INFO(text);
  REQUIRE(table.has_value());
  return table->report;
}

Error error_of(const std::string& text) {
  const auto table = read_one("t.csv", text);
  INFO(text);
  REQUIRE_FALSE(table.has_value());
  return table.error();
}

std::string rows_of(int count, const std::string& header, const std::string& first,
                    const std::string& second) {
  std::string text = header;
  for (int i = 0; i < count; ++i) text += i % 2 == 0 ? first : second;
  return text;
}

TEST_CASE("a table is read in every dialect", "[shell][unit]") {
  const std::vector<std::string> dialects{
      "age,weight,kind\n1.5,2,cat\n3,-4e-1,dog\n",
      "age;weight;kind\r\n1,5;2;cat\r\n3;-0,4;dog",
      "\xEF\xBB\xBF# pets\nage\tweight\tkind\n\n1.5\t+2\t\"cat\"\n3\t-.4\tdog\n",
      "sep=;\r\nage;weight;kind\r\n1.5;2;cat\r\n3;-.4;dog\r\n",
      "\"sep=|\"\nage|weight|kind\n1.5|2|cat\n3|-.4|dog\n",
      "age,weight,kind,\n1.5,2,cat,\n3,-.4,dog,\n",
      "age,weight,kind\n1.5,2,cat,\n3,-.4,dog,\n",
      "age  weight kind\n1.5  2      cat\n 3   -.4    dog\n",
      "Our pets\n\nage,weight,kind\n1.5,2,cat\n3,-.4,dog\n\x1A",
      "age,weight,\"kind\"\r1.5,2,cat\r3,-.4,dog\r"};
  for (const std::string& text : dialects) {
    const auto table = read(text);
    INFO(text);
    CHECK(table->names == std::vector<std::string>{"age", "weight", "kind"});
    CHECK(table->rows == 2);
    CHECK(table->values == std::vector<double>{1.5, 2, 0, 3, -0.4, 1});
    CHECK(table->words[0].empty());
    CHECK(table->words[2] == std::vector<std::string>{"cat", "dog"});
  }
  const auto bare = read("1,2,0\n3,4,1\n");
  CHECK(bare->names == std::vector<std::string>{"x1", "x2", "x3"});
  CHECK(bare->rows == 2);
}

TEST_CASE("quotes hold separators, line ends and quotes", "[shell][unit]") {
  const auto table = read("\"a;b\",\"note\nof two lines\"\n\"x, \"\"y\"\"\",1\nz,2\n");
  CHECK(table->names == std::vector<std::string>{"a;b", "note of two lines"});
  CHECK(table->words[0] == std::vector<std::string>{"x, \"y\"", "z"});
  // The line of a row is where it begins.
  CHECK(error_of("a,b\n\"1\n\n2\",3\n4\n") == Error{Errc::table_row, {"5", "t.csv", "1", "2"}});
  // A quote that is never closed is a character.
  CHECK(read("size,label\n\"5,0\n6,1\n")->rows == 2);
}

TEST_CASE("what is no table is said with its line", "[shell][unit]") {
  CHECK(error_of("a,b\n1,2\n3\n") == Error{Errc::table_row, {"3", "t.csv", "1", "2"}});
  CHECK(error_of("1,2,0\n1,2,3,1\n") == Error{Errc::table_row, {"2", "t.csv", "4", "3"}});
  CHECK(error_of("a,b\n1,\n") == Error{Errc::table_empty_field, {"2", "t.csv", "b"}});
  CHECK(error_of("").code == Errc::table_no_rows);
  CHECK(error_of("# only\n# remarks\n").code == Errc::table_no_separator);
  CHECK(error_of("word\nmore\n").code == Errc::table_no_separator);
  CHECK(error_of("Dear reader,\n\nthis is no table.\n").code == Errc::table_no_separator);
  CHECK(error_of("a,b\n").code == Errc::table_no_rows);
  std::string wide = "1";
  for (int i = 0; i < 300; ++i) wide += ",1";
  CHECK(error_of(wide).code == Errc::table_too_large);
  std::string words = "name,y\n";
  for (int i = 0; i < 1200; ++i) words += "w" + std::to_string(i) + ",1\n";
  CHECK(error_of(words) == Error{Errc::table_words, {"name", "t.csv"}});
  CHECK(error_of(std::string(kMaxTextBytes + 1, '1')) ==
        Error{Errc::file_too_large, {"t.csv", "17", "16"}});
}

TEST_CASE("a column has one notation, which its own or the file's fields decide", "[shell][unit]") {
  const auto first_column = [](const std::string& text) {
    const auto table = read(text);
    std::vector<double> values;
    for (int row = 0; row < table->rows; ++row) values.push_back(table->at(row, 0));
    return values;
  };
  using Values = std::vector<double>;
  CHECK(first_column("a,y\n\"1,234\",0\n\"12,345,678\",1\n") == Values{1234, 12345678});
  CHECK(first_column("a,y\n\"1,5\",0\n\"2,25\",1\n") == Values{1.5, 2.25});
  CHECK(first_column("a;y\n1.234,5;0\n12;1\n") == Values{1234.5, 12});
  CHECK(first_column("a;y\n1,234;0\n1,5;1\n") == Values{1.234, 1.5});
  CHECK(first_column("a;b;y\n1.234;0,5;0\n2.500;1,5;1\n") == Values{1234, 2500});
  CHECK(first_column("a;y\n1.234;0\n2.5;1\n") == Values{1.234, 2.5});
  CHECK(first_column("a\ty\n1 234,5\t0\n12\t1\n") == Values{1234.5, 12});
  CHECK(first_column("a\ty\n1\u202F234\t0\n1\u00A0000\t1\n") == Values{1234, 1000});
  CHECK(first_column("a,y\n1'234.5,0\n12,1\n") == Values{1234.5, 12});
  CHECK(first_column("a,y\n50%,0\n12.5 %,1\n") == Values{0.5, 0.125});
  CHECK(first_column("a,y\n$3,0\n-$4.5,1\n(5),0\n") == Values{3, -4.5, -5});
  CHECK(first_column("a,y\n3 \u20AC,0\n\u00A54,1\n") == Values{3, 4});
  CHECK(first_column("a,y\n\u22123.5,0\n\uFF11\uFF12\uFF0E\uFF15,1\n") == Values{-3.5, 12.5});
  CHECK(first_column("a,y\n1e-400,0\n-2E2,1\n") == Values{0, -200});
  // Dates, versions and telephone numbers are words.
  CHECK(read("a,y\n2020-01-02,0\n2021-02-03,1\n")->words[0].size() == 2);
  CHECK(read("a,y\n1.2.3,0\n1.2.4,1\n")->words[0].size() == 2);
  const TableReport report = report_on("a;y\n1.234,5;0\n12;1\n");
  CHECK(report.columns[0].written == "1.234,5");
  CHECK(report.columns[0].written_value == 1234.5);
  CHECK(report_on("a,y\n1.5,0\n2,1\n").columns[0].written.empty());
}

TEST_CASE("rows without a value are left out and counted by column and reason", "[shell][unit]") {
  for (const std::string mark : {"?", "NA", "NaN", "null", "-", "#N/A", "inf", "", "N/A", "None"}) {
    INFO(mark);
    const auto read = read_one("t.csv", rows_of(20, "a,y\n", "1.5,0\n", "2.5,1\n") + mark + ",1\n");
    REQUIRE(read.has_value());
    CHECK(read->table->rows == 20);
    CHECK(read->table->words[0].empty());
    REQUIRE(read->report.left_out.size() == 1);
    const RowsLeftOut& left = read->report.left_out[0];
    CHECK(left.kind == MissingKind::mark);
    CHECK(left.count == 1);
    CHECK(left.column == "a");
    CHECK(left.first_line == 22);
    CHECK(left.example == mark);
    CHECK(codes_of(report_notes(read->report)) ==
          std::vector{Errc::table_read, Errc::table_left_out_missing});
  }
  // Words among many different numbers, and numbers that are too large.
  std::string text = "a,y\n";
  for (int i = 0; i < 40; ++i) text += std::to_string(i) + "," + std::to_string(i % 2) + "\n";
  const TableReport report = report_on(text + "high,1\n1e31,0\n1e400,0\n");
  CHECK(report.rows == 40);
  REQUIRE(report.left_out.size() == 2);
  CHECK(report.left_out[0].kind == MissingKind::not_number);
  CHECK(report.left_out[0].example == "high");
  CHECK(report.left_out[1].kind == MissingKind::too_large);
  CHECK(report.left_out[1].count == 2);
  // Among few different numbers words are categories: nothing is left out.
  const auto codes = read(rows_of(20, "a,y\n", "1,0\n", "2,1\n") + "3+,1\n");
  CHECK(codes->words[0] == std::vector<std::string>{"1", "2", "3+"});
  CHECK(codes->rows == 21);
  // A dash is a word among words.
  CHECK(read(rows_of(6, "a,y\n", "1,-\n", "2,+\n"))->words[1] ==
        std::vector<std::string>{"+", "-"});
}

TEST_CASE("a column that would cost too many rows is left out instead", "[shell][unit]") {
  std::string text = "a,cabin,y\n";
  for (int i = 0; i < 20; ++i) {
    text += std::to_string(i % 7) + (i < 11 ? ",," : ",C85,") + std::to_string(i % 2) + "\n";
  }
  const auto read = read_one("t.csv", text);
  REQUIRE(read.has_value());
  CHECK(read->table->names == std::vector<std::string>{"a", "y"});
  CHECK(read->table->rows == 20);
  CHECK(read->report.columns[1].role == ColumnRole::mostly_missing);
  CHECK(codes_of(report_notes(read->report)) ==
        std::vector{Errc::table_read, Errc::table_column_missing});
}

TEST_CASE("values that cannot be computed with are refused by column and line", "[shell][unit]") {
  CHECK(error_of("1e308,-1e308,0\n-1e308,1e308,1\n") ==
        Error{Errc::table_values_too_large, {"x1", "t.csv", "1", "1e308"}});
}

TEST_CASE("columns are chosen by name, by number, or by their values", "[data][unit]") {
  const auto table = read("y,age,weight\nno,1,10\nyes,2,20\nno,3,30\nyes,4,40\n");
  DataSpec spec = usual_data(DataSource::table);
  auto parts = choose_columns(*table, spec);
  REQUIRE(parts.has_value());
  CHECK(parts->label == 0);
  CHECK(parts->features == std::vector{1, 2});
  CHECK(parts->class_names == std::array<std::string, 2>{"no", "yes"});
  spec.columns = {2};
  CHECK(choose_columns(*table, spec)->features == std::vector{2});
  spec.label_column = 1;  // four different ages
  CHECK(choose_columns(*table, spec).error().code == Errc::table_label);
  spec = usual_data(DataSource::table);
  spec.columns = {0};
  CHECK(choose_columns(*table, spec).error().code == Errc::table_columns);
  const auto usual_label = [](const std::string& text) {
    const auto chosen = choose_columns(*read(text), usual_data(DataSource::table));
    return chosen ? chosen->label : -1;
  };
  // Without such a name: the last column, if it has two values, else one of 0 and 1, else any.
  CHECK(usual_label("1,5,7\n2,6,9\n3,7,7\n") == 2);
  CHECK(usual_label("survived,sex,fare\n0,m,7.5\n1,f,8.5\n1,m,9.5\n") == 0);
  CHECK(usual_label("sex,age,fare\nm,1,7.5\nf,2,8.5\nm,3,9.5\n") == 0);
  CHECK(usual_label("class,done,fare\n1,0,7.5\n2,1,8.5\n3,1,9.5\n") == 1);
  CHECK(choose_columns(*read("1,5\n2,6\n3,7\n"), usual_data(DataSource::table)).error().code ==
        Errc::table_no_label);
  // One class only is still one of 0 and 1.
  const auto ones = choose_columns(*read("1,7,1\n2,8,1\n3,9,1\n"), usual_data(DataSource::table));
  REQUIRE(ones);
  CHECK(ones->label == 2);
  CHECK(ones->label_values == std::array<double, 2>{0.0, 1.0});
}

TEST_CASE("columns that only number or name the rows are no features", "[data][unit]") {
  const auto features = [](const std::string& text, DataSpec spec = usual_data(DataSource::table)) {
    const auto parts = choose_columns(*read(text), spec);
    REQUIRE(parts.has_value());
    return parts->features;
  };
  CHECK(features("PassengerId,y,fare\n892,0,7\n893,1,8\n900,1,8\n") == std::vector{2});
  CHECK(features("id,a,y\n3,1,0\n1,2,1\n2,2,1\n") == std::vector{1});
  CHECK(features(",a,y\n3,1,0\n1,2,1\n2,2,1\n") == std::vector{0, 1});    // no name, does not count
  CHECK(features("id,a,y\n3,1,0\n3,2,1\n2,2,1\n") == std::vector{0, 1});  // not different
  CHECK(features("a,y\n1,0\n2,1\n3,1\n") == std::vector{0});
  CHECK(features("id,y\n1,0\n2,1\n3,1\n") == std::vector{0});  // there is no other
  DataSpec chosen = usual_data(DataSource::table);
  chosen.columns = {0};
  CHECK(features("id,a,y\n3,1,0\n1,2,1\n2,2,1\n", chosen) == std::vector{0});
  std::string named = "name,a,y\n";
  std::string counted;
  for (int i = 0; i < 30; ++i) {
    const std::string rest = "," + std::to_string(i % 5) + "," + std::to_string(i % 2) + "\n";
    named += "n" + std::to_string(i) + rest;
    counted += std::to_string(i + 1) + rest;
  }
  CHECK(features(named) == std::vector{1});
  CHECK(features(counted) == std::vector{1});
  // R writes no name above the row names.
  CHECK(read("a,y\n1,5,0\n2,6,1\n3,7,0\n")->names == std::vector<std::string>{"x1", "a", "y"});
}

TEST_CASE("labels are compared whole, and stay different on the screen", "[data][unit]") {
  const std::string alike(60, 'x');
  const auto parts =
      choose_columns(*read("a,y\n1," + alike + "1\n2," + alike + "2\n3," + alike + "1\n"),
                     usual_data(DataSource::table));
  REQUIRE(parts.has_value());
  CHECK(parts->class_names[0] != parts->class_names[1]);
  CHECK(parts->class_names[0].size() < 50);
  CHECK(parts->class_names[1].ends_with("2"));
}

TEST_CASE("a table becomes a set that is split and trained on", "[data][unit]") {
  std::string text = "a,b,c,label\n";
  for (int i = 0; i < 40; ++i) {
    text +=
        std::to_string(i) + ",0.5," + std::to_string(40 - i) + "," + (i < 20 ? "0" : "1") + "\n";
  }
  UserData data;
  data.table = read(text);
  DatasetBuilder builder;
  std::vector<Error> notes;
  CHECK(builder.start(usual_data(DataSource::table), notes).error().code == Errc::table_missing);
  builder.bring(data);
  DataSpec spec = usual_data(DataSource::table);
  CHECK(spec.standardise);  // columns have units of their own
  spec.standardise = false;
  spec.test_share = 0.25;
  REQUIRE(builder.start(spec, notes).has_value());
  REQUIRE(builder.advance());
  const auto set = builder.take();
  CHECK(set->train.n_x == 3);
  CHECK(set->train.count == 30);
  CHECK(set->test.count == 10);
  CHECK(set->feature_names == std::vector<std::string>{"a", "b", "c"});
  for (std::size_t i = 0; i < 30; ++i) {
    CHECK(set->train.numbers[3 * i + 1] == 0.5);
    CHECK(set->train.numbers[3 * i] + set->train.numbers[3 * i + 2] == 40.0);
    CHECK((set->train.numbers[3 * i] >= 20) == (set->train_labels[i] == 1));
  }
}

TEST_CASE("a given test set is kept as it is", "[data][unit]") {
  const auto part = [](const char* name, const char* text) {
    auto file = read_text_table(name, bytes_of(text));
    REQUIRE(file.has_value());
    return std::move(*file);
  };
  std::vector<TextTable> files;
  files.push_back(part("my_Test.csv", "a,b,c,y\n9,1,2,cat\n8,1,2,emu\n"));
  files.push_back(part("my_train.csv", "a,b,c,y\n1,1,2,emu\n2,1,2,cat\n3,2,2,emu\n"));
  const TablesRead read = combine_tables(files);
  CHECK(read.errors.empty());
  REQUIRE(read.data.table);
  CHECK(read.data.table->test_rows == 2);
  CHECK(codes_of(read.notes) == std::vector{Errc::table_read, Errc::table_given_test});
  DatasetBuilder builder;
  builder.bring(read.data);
  std::vector<Error> notes;
  DataSpec spec = usual_data(DataSource::table);
  spec.standardise = false;
  REQUIRE(builder.start(spec, notes).has_value());
  REQUIRE(builder.advance());
  const auto set = builder.take();
  CHECK(set->train.numbers == std::vector<double>{1, 1, 2, 2, 1, 2, 3, 2, 2});
  CHECK(set->test.numbers == std::vector<double>{9, 1, 2, 8, 1, 2});
  // The words have one code in both parts.
  CHECK(set->train_labels == std::vector<std::uint8_t>{1, 0, 1});
  CHECK(set->test_labels == std::vector<std::uint8_t>{0, 1});

  // A test set without a header has the training set's.
  files[0] = part("my_Test.csv", "9,1,2,cat\n8,1,2,emu\n");
  CHECK(combine_tables(files).data.table->values == read.data.table->values);
  files[0] = part("my_Test.csv", "a,b,c\n9,1,2\n8,1,2\n");
  const TablesRead other = combine_tables(files);
  REQUIRE(other.errors.size() == 1);
  CHECK(other.errors[0] == Error{Errc::table_other_columns, {"my_Test.csv", "my_train.csv"}});
  CHECK(other.data.table->test_rows == 0);
  files[0] = part("second.csv", "a,b,c,y\n9,1,2,cat\n8,1,2,emu\n");
  CHECK(combine_tables(files).notes[0] == Error{Errc::table_last_used, {"my_train.csv"}});
}

TEST_CASE("spoiled tables give an error or a whole table", "[shell][property]") {
  const std::string good = "age;weight;kind\n1,5;2;\"cat\"\n3;-0,4;dog\n# x\n5;6;cat\n";
  Dice dice(1);
  int read_count = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text =
        dice.one_in(3) ? good.substr(0, static_cast<std::size_t>(dice.below(60))) : good;
    for (int i = dice.below(6); i > 0 && !text.empty(); --i) {
      text[static_cast<std::size_t>(dice.below(static_cast<int>(text.size())))] =
          static_cast<char>(dice.byte());
    }
    const auto table = read_one("t.csv", text);
    if (!table) continue;
    ++read_count;
    REQUIRE(is_whole(*table->table));
    REQUIRE_FALSE(report_json(table->report).empty());
  }
  CHECK(read_count > 300);
}

}  // namespace
}  // namespace purr::shell

#include <string>
#include <vector>

#include "engine/data/dataset.h"
#include "shell/program/files/table_reader.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"

namespace purr::shell {
namespace {

std::shared_ptr<const Table> read(const std::string& text) {
  auto table = read_table("t.csv", text);
  INFO(text);
  REQUIRE(table.has_value());
  REQUIRE(is_whole(**table));
  return *table;
}

Errc error_of(const std::string& text) {
  const auto table = read_table("t.csv", text);
  INFO(text);
  REQUIRE_FALSE(table.has_value());
  return table.error().code;
}

TEST_CASE("a table is read in every dialect", "[shell][unit]") {
  const std::vector<std::string> dialects{
      "age,weight,kind\n1.5,2,cat\n3,-4e-1,dog\n", "age;weight;kind\r\n1,5;2;cat\r\n3;-0,4;dog",
      "\xEF\xBB\xBF# pets\nage\tweight\tkind\n\n1.5\t+2\t\"cat\"\n3\t-.4\tdog\n"};
  for (const std::string& text : dialects) {
    const auto table = read(text);
    CHECK(table->names == std::vector<std::string>{"age", "weight", "kind"});
    CHECK(table->rows == 2);
    CHECK(table->values == std::vector<double>{1.5, 2, 0, 3, -0.4, 1});
    CHECK(table->words[0].empty());
    CHECK(table->words[2] == std::vector<std::string>{"cat", "dog"});
  }
  const auto bare = read("1,2,0\n3,4,1\n");
  CHECK(bare->names == std::vector<std::string>{"x1", "x2", "x3"});
  CHECK(bare->rows == 2);
  const auto quoted = read("a,b\n\"x, \"\"y\"\"\",1\nz,2\n");
  CHECK(quoted->words[0] == std::vector<std::string>{"x, \"y\"", "z"});
}

TEST_CASE("what is no table is said with its line", "[shell][unit]") {
  CHECK(error_of("a,b\n1,2\n3\n") == Errc::table_row);
  CHECK(error_of("a,b\n1,\n") == Errc::table_empty_field);
  CHECK(error_of("") == Errc::csv_no_rows);
  CHECK(error_of("only words\nand more\n") == Errc::csv_no_rows);  // one column
  std::string wide = "1";
  for (int i = 0; i < 300; ++i) wide += ",1";
  CHECK(error_of(wide) == Errc::table_too_large);
  std::string words = "name,y\n";
  for (int i = 0; i < 1200; ++i) words += "w" + std::to_string(i) + ",1\n";
  CHECK(error_of(words) == Errc::table_words);
}

TEST_CASE("columns are chosen by name, by number, or as they stand", "[data][unit]") {
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
  // Without such a name the last column is the label; numbers name the classes.
  const auto numbers = read("1,5,7\n2,6,9\n3,7,7\n");
  parts = choose_columns(*numbers, usual_data(DataSource::table));
  CHECK(parts->label == 2);
  CHECK(parts->class_names == std::array<std::string, 2>{"7", "9"});
  CHECK(choose_columns(*read("1,1\n2,1\n"), usual_data(DataSource::table))->label_values[1] == 1.0);
}

TEST_CASE("a table becomes a set that is split and trained on", "[data][unit]") {
  std::string text = "a,b,c,label\n";
  for (int i = 0; i < 40; ++i) {
    text +=
        std::to_string(i) + ",0.5," + std::to_string(40 - i) + "," + (i < 20 ? "0" : "1") + "\n";
  }
  BroughtData data;
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
    const auto table = read_table("t.csv", text);
    if (!table) continue;
    ++read_count;
    REQUIRE(is_whole(**table));
  }
  CHECK(read_count > 300);
}

}  // namespace
}  // namespace purr::shell

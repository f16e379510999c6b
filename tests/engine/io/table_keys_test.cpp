// Choices about a table that are kept by the names of its columns.
#include <string>
#include <vector>

#include "engine/data/dataset.h"
#include "engine/data/table.h"
#include "engine/io/defaults.h"
#include "engine/io/experiment.h"
#include "tests/support/catch.h"

namespace purr {
namespace {

/// Age, Port (C, Q, S), Class (1, 2, 3), Survived (no, yes).
Table passengers() {
  Table table;
  table.names = {"Age", "Port", "Class", "Survived"};
  table.words = {{}, {"C", "Q", "S"}, {}, {"no", "yes"}};
  table.values = {22, 2, 3, 0, 38, 0, 1, 1, 26, 1, 3, 1, 35, 2, 1, 0, 28, 2, 2, 1, 54, 0, 3, 0};
  table.rows = 6;
  return table;
}

DataSpec spec_of(const std::string& settings) {
  const Reading reading = read_experiment("data=table&" + settings);
  CHECK(reading.notes.empty());
  return reading.experiment.data;
}

TEST_CASE("columns of a table are chosen by their names", "[io][data][unit]") {
  const Table table = passengers();
  auto parts = choose_columns(table, spec_of("label=Survived&features=Class,Age"));
  REQUIRE(parts.has_value());
  CHECK(parts->label == 3);
  CHECK(parts->features == std::vector{0, 2});
  CHECK(parts->notes.empty());
  // The name goes before the number, and numbers still hold without a name.
  parts = choose_columns(table, spec_of("label=Survived&label_column=1&columns=1"));
  REQUIRE(parts.has_value());
  CHECK(parts->label == 3);
  CHECK(parts->features == std::vector{1});
  CHECK(choose_columns(table, spec_of("label_column=3&columns=0,1"))->features ==
        std::vector{0, 1});
}

TEST_CASE("a name that a table does not have is noted, and the default is used",
          "[io][data][unit]") {
  const auto parts =
      choose_columns(passengers(), spec_of("label=Alive&features=Cabin,Age&class_one=perhaps"));
  REQUIRE(parts.has_value());
  CHECK(parts->label == 3);
  CHECK(parts->features == std::vector{0});
  CHECK(parts->notes == std::vector<Error>{{Errc::table_label_missing, {"Alive"}},
                                           {Errc::table_class_missing, {"Survived", "perhaps"}},
                                           {Errc::table_name_missing, {"Cabin"}}});
  // Where no chosen feature is there, all are used.
  CHECK(choose_columns(passengers(), spec_of("features=Cabin"))->features == std::vector{0, 1, 2});
}

TEST_CASE("the value that is class 1 can be chosen", "[io][data][unit]") {
  CHECK(choose_columns(passengers(), spec_of("label=Survived"))->class_names ==
        std::array<std::string, 2>{"no", "yes"});
  CHECK(choose_columns(passengers(), spec_of("label=Survived&class_one=no"))->class_names ==
        std::array<std::string, 2>{"yes", "no"});
  DatasetBuilder builder;
  builder.bring({.table = std::make_shared<const Table>(passengers())});
  std::vector<Error> notes;
  DataSpec spec = spec_of("label=Survived&class_one=no&test_share=0");
  REQUIRE(builder.start(spec, notes).has_value());
  REQUIRE(builder.advance());
  int ones = 0;
  const auto set = builder.take();
  for (const std::uint8_t label : set->train_labels) ones += label;
  CHECK(ones == 3);
}

TEST_CASE("each value of a one-hot column becomes an input of 0 or 1", "[data][unit]") {
  DatasetBuilder builder;
  builder.bring({.table = std::make_shared<const Table>(passengers())});
  std::vector<Error> notes;
  DataSpec spec = spec_of("label=Survived&one_hot=Port,Class&test_share=0&standardise=0");
  REQUIRE(builder.start(spec, notes).has_value());
  REQUIRE(builder.advance());
  const auto set = builder.take();
  CHECK(notes.empty());
  CHECK(set->feature_names == std::vector<std::string>{"Age", "Port = C", "Port = Q", "Port = S",
                                                       "Class = 1", "Class = 2", "Class = 3"});
  REQUIRE(set->train.n_x == 7);
  for (int i = 0; i < set->train.count; ++i) {
    const double* x = &set->train.numbers[static_cast<std::size_t>(7 * i)];
    CHECK(x[1] + x[2] + x[3] == 1.0);
    CHECK(x[4] + x[5] + x[6] == 1.0);
    if (x[0] == 26.0) CHECK((x[2] == 1.0 && x[6] == 1.0));
  }
}

TEST_CASE("a column of many values stays one input, with a note", "[data][unit]") {
  Table table;
  table.names = {"a", "y"};
  table.words = {{}, {}};
  for (int row = 0; row < 40; ++row) {
    table.values.push_back(row);
    table.values.push_back(row % 2);
  }
  table.rows = 40;
  const DataSpec spec = spec_of("one_hot=a");
  std::vector<Error> notes;
  const auto parts = choose_columns(table, spec);
  REQUIRE(parts.has_value());
  CHECK(table_inputs(table, *parts, spec, notes).size() == 1);
  CHECK(notes == std::vector<Error>{{Errc::table_one_hot_many, {"a", "32"}}});
}

TEST_CASE("names with commas, backslashes, blanks and Chinese letters survive a link",
          "[io][unit]") {
  Experiment experiment = default_experiment();
  change_source(experiment, DataSource::table);
  experiment.data.label = "生存 & 状态=1";
  experiment.data.features = {"a,b", "back\\slash", "x 2", "年龄", "50 %"};
  experiment.data.one_hot = {"a,b"};
  const std::string link = write_experiment(experiment);
  CAPTURE(link);
  CHECK(link.find_first_of(" &=") == link.find('='));  // nothing that would part the value
  const Reading reading = read_experiment(link);
  CHECK(reading.notes.empty());
  CHECK(reading.experiment == experiment);
  // On a command line the same names stand as they are.
  const Reading typed = read_experiment(std::vector<std::string>{
      "v=2", "data=table", "label=生存 & 状态=1", R"(features=a\,b,back\\slash, x 2,年龄,50 %,x 2)",
      R"(one_hot=a\,b)"});
  CHECK(typed.experiment == experiment);
}

TEST_CASE("a list of names that is too long is refused with a note", "[io][unit]") {
  std::string names;
  for (int i = 0; i < 400; ++i) names += "column_" + std::to_string(i) + ",";
  const Reading reading = read_experiment("data=table&features=" + names);
  REQUIRE(reading.notes.size() == 1);
  CHECK(reading.notes[0].code == Errc::bad_names);
  CHECK(reading.experiment.data.features.empty());
}

}  // namespace
}  // namespace purr

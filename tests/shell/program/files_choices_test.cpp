// What a user decides about the reading of a table, and tables that come in two drops.
#include <map>
#include <string>
#include <vector>

#include "shell/program/files/table_summary.h"
#include "tests/shell/program/read_tables.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

TableSource source_of(std::string_view name, std::string_view text) {
  const auto file = read_text_table(name, bytes_of(text));
  REQUIRE(file.has_value());
  return combine_tables({*file}).source;
}

TablesRead read_by(std::string_view text, const TableOptions& options, const DataSpec& spec = {}) {
  const auto bytes = bytes_of(text);
  TableSource source{.files = {{"t.csv", std::make_shared<const std::vector<std::uint8_t>>(
                                             bytes.begin(), bytes.end())}},
                     .options = options};
  return read_source(source, spec);
}

DataSpec chosen(std::string label, std::vector<std::string> features) {
  DataSpec spec{.source = DataSource::table};
  spec.label = std::move(label);
  spec.features = std::move(features);
  return spec;
}

/// Twenty rows; `age` is missing in every fourth, `cabin` in all but every fourth.
std::string with_gaps() {
  std::string text = "fare,age,cabin,y\n";
  for (int row = 0; row < 20; ++row) {
    text += std::to_string(10 + row) + "," + (row % 4 == 0 ? "" : std::to_string(30 + row)) + "," +
            (row % 4 == 1 ? std::to_string(row) : "") + "," + (row % 2 == 0 ? "no" : "yes") + "\n";
  }
  return text;
}

const ColumnReport& column_of(const TableReport& report, std::string_view name) {
  for (const ColumnReport& column : report.columns) {
    if (column.name == name) return column;
  }
  FAIL("no column " << name);
  return report.columns[0];
}

TEST_CASE("a column that is not chosen costs no rows", "[shell][unit]") {
  TablesRead read = read_by(with_gaps(), {});
  REQUIRE(read.data.table);
  CHECK(read.data.table->rows == 15);
  CHECK(column_of(read.reports[0], "cabin").role == ColumnRole::mostly_missing);

  read = read_by(with_gaps(), {}, chosen("y", {"fare"}));
  REQUIRE(read.data.table);
  CHECK(read.data.table->rows == 20);
  CHECK(column_of(read.reports[0], "age").role == ColumnRole::not_chosen);
  CHECK(read.reports[0].left_out.empty());

  // A choice that belongs to another table changes nothing.
  read = read_by(with_gaps(), {}, chosen("y", {"weight"}));
  CHECK(read.data.table->rows == 15);
}

TEST_CASE("a column that is chosen by name is kept, however many rows it costs", "[shell][unit]") {
  std::string text = "a,b,y\n";
  for (int row = 0; row < 20; ++row) {
    text += std::to_string(row) + "," + (row % 20 < 9 ? "NA" : std::to_string(row)) + "," +
            std::to_string(row % 2) + "\n";
  }
  CHECK(column_of(read_by(text, {}).reports[0], "b").role == ColumnRole::mostly_missing);
  const TablesRead read = read_by(text, {}, chosen("y", {"a", "b"}));
  REQUIRE(read.data.table);
  CHECK(read.data.table->rows == 11);
  CHECK(column_of(read.reports[0], "b").role == ColumnRole::feature);
}

TEST_CASE("encoding, separator, decimal mark and type can be decided", "[shell][unit]") {
  // "ä" of Windows-1252, read as Windows-1251 where that is asked for.
  const std::string bytes = "name,y\n\xE4,1\nb,0\n";
  CHECK(read_by(bytes, {.encoding = "Windows-1252"}).data.table->words[0] ==
        std::vector<std::string>{"b", "ä"});
  CHECK(read_by(bytes, {.encoding = "Windows-1251"}).data.table->words[0] ==
        std::vector<std::string>{"b", "д"});
  CHECK(read_by(bytes, {.encoding = "UTF-8"}).errors[0].code == Errc::text_encoding);

  const std::string both = "a;b,y\n1;2,0\n3;4,1\n";
  CHECK(read_by(both, {.separator = ';'}).data.table->names ==
        std::vector<std::string>{"a", "b,y"});
  CHECK(read_by(both, {.separator = ','}).data.table->names ==
        std::vector<std::string>{"a;b", "y"});
  CHECK(read_by(both, {.separator = '|'}).errors[0].code == Errc::table_no_separator);

  const std::string open = "a;y\n1,234;0\n5,678;1\n";
  CHECK(read_by(open, {}).reports[0].is_decimal_guessed);
  CHECK(read_by(open, {.decimal = DecimalMark::comma}).data.table->at(0, 0) == 1.234);
  const TablesRead thousands = read_by(open, {.decimal = DecimalMark::point});
  CHECK(thousands.data.table->at(0, 0) == 1234.0);
  CHECK_FALSE(thousands.reports[0].is_decimal_guessed);

  // A few numbers among words become a column of numbers where the user says so.
  const std::string mixed = "a,y\n1,0\n2,1\n3,0\n4,1\n5,0\nunknown,1\n";
  CHECK(column_of(read_by(mixed, {}).reports[0], "a").is_words);
  const TablesRead numbers = read_by(mixed, {.types = {{"a", ColumnType::numbers}}});
  REQUIRE(numbers.data.table);
  CHECK(numbers.data.table->rows == 5);
  CHECK(numbers.reports[0].left_out[0].kind == MissingKind::not_number);
  CHECK(column_of(read_by("a,y\n1,0\n2,1\n", {.types = {{"a", ColumnType::words}}}).reports[0], "a")
            .words == std::vector<std::string>{"1", "2"});
}

TEST_CASE("the report shows the first rows as they are written", "[shell][unit]") {
  const TableReport report = read_by(with_gaps(), {}).reports[0];
  REQUIRE(report.sample.size() == 8);
  CHECK(report.sample[0].fields == std::vector<std::string>{"10", "", "", "no"});
  CHECK(report.sample[0].line == 2);
  CHECK(report.sample[0].is_left_out);
  CHECK_FALSE(report.sample[1].is_left_out);
}

TEST_CASE("a training and a test table that come one after the other are one table",
          "[shell][unit]") {
  const TableSource train = source_of("shop_train.csv", "a,b,y\n1,2,0\n2,3,1\n3,4,0\n");
  const TableSource test = source_of("shop_test.csv", "a,b,y\n9,8,1\n");
  for (const TableSource& both : {joined(train, test), joined(test, train)}) {
    REQUIRE(both.files.size() == 2);
    CHECK(both.files[0].name == "shop_train.csv");
    const TablesRead read = read_source(both, {});
    REQUIRE(read.data.table);
    CHECK(read.data.table->rows == 4);
    CHECK(read.data.table->test_rows == 1);
    CHECK(codes_of(read.notes) == std::vector{Errc::table_read, Errc::table_given_test});
  }
  // Two tables of which none is a test set are two tables; a pair is complete.
  CHECK(joined(train, source_of("other.csv", "a,b,y\n1,2,0\n2,3,1\n")).files.empty());
  CHECK(joined(joined(train, test), test).files.empty());
}

TEST_CASE("the report follows the choice without reading again", "[shell][unit]") {
  const TablesRead read = read_by("id,port,y\n1,C,no\n2,S,yes\n3,C,yes\n4,Q,no\n", {});
  REQUIRE(read.data.table);
  TableReport report = read.reports[0];
  CHECK(column_of(report, "id").role == ColumnRole::identifier);
  DataSpec spec = chosen("y", {"id", "port"});
  spec.one_hot = {"port"};
  spec.class_one = "no";
  describe_choice(*read.data.table, spec, report);
  CHECK(column_of(report, "id").role == ColumnRole::feature);
  CHECK(column_of(report, "port").is_one_hot);
  CHECK(column_of(report, "port").values == std::vector<std::string>{"C", "Q", "S"});
  CHECK(report.class_names[1] == "no");
  CHECK(report.class_values[0] == "yes");
}

}  // namespace
}  // namespace purr::shell

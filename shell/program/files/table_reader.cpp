#include "shell/program/files/table_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/printable.h"
#include "shell/program/files/table_columns.h"
#include "shell/program/files/table_rows.h"
#include "shell/program/files/table_summary.h"

namespace purr::shell {
namespace {

/// The column that spoils the most rows, and its first such row.
std::pair<std::size_t, std::size_t> worst_column(const std::vector<Column>& columns) {
  std::size_t worst = 0;
  for (std::size_t c = 1; c < columns.size(); ++c) {
    if (columns[c].missing > columns[worst].missing) worst = c;
  }
  const auto first =
      std::ranges::find_if(columns[worst].values, [](double value) { return std::isnan(value); });
  return {worst, static_cast<std::size_t>(first - columns[worst].values.begin())};
}

}  // namespace

Result<TableRead> make_table(const TextTable& train, const TextTable* test,
                             const TableOptions& options, const DataSpec& spec) {
  const std::size_t count = train.rows.columns;
  const bool train_header = has_header(train.rows);
  const bool test_header = test != nullptr && has_header(test->rows);
  // One of the two may lack the header.
  const bool takes_test_names = !train_header && test_header;
  const std::vector<std::string> names =
      column_names(takes_test_names ? test->rows : train.rows, train_header || test_header);
  const bool has_other_names =
      train_header && test_header && column_names(test->rows, test_header) != names;
  if (test != nullptr && (test->rows.columns != count || has_other_names)) {
    return fail(Errc::table_other_columns, {test->name, train.name});
  }
  const TableRows rows(train, test, train_header, test_header);
  const bool is_header_alone =
      train.rows.rows() == 1 && std::ranges::all_of(train.rows.fields, is_header_word);
  if (rows.train_count() == 0 || is_header_alone) return fail(Errc::table_no_rows, {train.name});
  ColumnsAsked asked{.options = options, .chosen = {}};
  if (!spec.label.empty() && !spec.features.empty()) {
    asked.chosen = spec.features;
    asked.chosen.push_back(spec.label);
  }
  // Of another table no column is there: then none was chosen.
  const bool has_label = std::ranges::find(names, spec.label) != names.end();
  const bool has_feature = std::ranges::any_of(spec.features, [&](const std::string& name) {
    return std::ranges::find(names, name) != names.end();
  });
  if (!has_label || !has_feature) asked.chosen.clear();
  const std::vector<Column> columns = read_columns(rows, names, train.rows.separator, asked);

  auto table = std::make_shared<Table>();
  std::vector<const Column*> kept;
  for (std::size_t c = 0; c < count; ++c) {
    if (!columns[c].is_kept()) continue;
    kept.push_back(&columns[c]);
    table->names.push_back(names[c]);
    table->words.push_back(columns[c].words);
  }
  const auto complain_about_missing = [&]() -> std::unexpected<Error> {
    const auto [c, row] = worst_column(columns);
    const std::string line = std::to_string(rows.line(row));
    const std::string field = printable(rows.at(row, c), kShownField);
    if (columns[c].kinds[row] == MissingKind::too_large && !columns[c].is_words) {
      return fail(Errc::table_values_too_large, {names[c], train.name, line, field});
    }
    return fail(Errc::table_empty_field, {line, train.name, names[c]});
  };
  if (kept.size() < 2) {
    const auto many = std::ranges::find(columns, ColumnRole::too_many_words, &Column::role);
    if (many == columns.end()) return complain_about_missing();
    const auto c = static_cast<std::size_t>(many - columns.begin());
    return fail(Errc::table_words, {names[c], train.name});
  }
  int test_rows = 0;
  for (std::size_t row = 0; row < rows.count(); ++row) {
    const auto has_value = [row](const Column* column) { return !std::isnan(column->values[row]); };
    if (!std::ranges::all_of(kept, has_value)) continue;
    for (const Column* column : kept) table->values.push_back(column->values[row]);
    ++table->rows;
    test_rows += row >= rows.train_count() ? 1 : 0;
  }
  if (2 * static_cast<std::size_t>(table->rows) < rows.count() || table->rows == test_rows) {
    return complain_about_missing();
  }
  if (table->rows > Table::kMaxRows) {
    return fail(Errc::table_too_large,
                {train.name, std::to_string(Table::kMaxRows), std::to_string(Table::kMaxColumns)});
  }
  table->test_rows = test_rows;

  TableRead read{.table = table, .report = summarise(train, test, rows, columns, names, options)};
  read.report.has_header = train_header;
  read.report.rows = table->rows;
  read.report.test_rows = test_rows;
  describe_choice(*table, spec, read.report);
  return read;
}

TablePoints points_of(const Table& table) {
  if (table.columns() != 3) return {};
  if (std::ranges::any_of(table.words, [](const auto& words) { return !words.empty(); })) return {};
  for (int row = 0; row < table.rows; ++row) {
    if (table.at(row, 2) != 0.0 && table.at(row, 2) != 1.0) return {};
  }
  const auto part = [&](int first, int last) -> std::shared_ptr<const PointSet> {
    if (first == last) return nullptr;
    auto points = std::make_shared<PointSet>();
    for (int row = first; row < last; ++row) {
      points->xy.push_back(table.at(row, 0));
      points->xy.push_back(table.at(row, 1));
      points->labels.push_back(table.at(row, 2) == 1.0 ? 1 : 0);
    }
    return points;
  };
  const int train_rows = table.rows - table.test_rows;
  return {part(0, train_rows), part(train_rows, table.rows)};
}

}  // namespace purr::shell

#include "shell/program/files/table_summary.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/core/printable.h"

namespace purr::shell {
namespace {

constexpr std::size_t kSampleRows = 8;

std::vector<RowsLeftOut> count_left_out(const TableRows& rows, const std::vector<Column>& columns,
                                        const std::vector<std::string>& names) {
  std::vector<RowsLeftOut> all;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const Column& column = columns[c];
    if (!column.is_kept()) continue;
    std::map<MissingKind, RowsLeftOut> of_kind;
    for (std::size_t row = 0; row < rows.count(); ++row) {
      if (!std::isnan(column.values[row])) continue;
      RowsLeftOut& left = of_kind[column.kinds[row]];
      if (left.count++ > 0) continue;
      left.column = names[c];
      left.kind = column.kinds[row];
      left.example = printable(rows.at(row, c), kShownField);
      left.first_line = rows.line(row);
    }
    for (auto& [kind, left] : of_kind) all.push_back(std::move(left));
  }
  return all;
}

ColumnReport report_of(const Column& column, const std::string& name) {
  ColumnReport report{.name = name,
                      .role = column.role,
                      .is_words = column.is_words,
                      .different = static_cast<int>(column.different),
                      .missing = static_cast<int>(column.missing),
                      .written = column.written,
                      .written_value = column.written_value,
                      .has_numbers = column.has_numbers};
  if (column.role == ColumnRole::too_many_words) return report;
  for (const std::string& word : column.words) report.words.push_back(printable(word, kShownField));
  return report;
}

std::vector<SampleRow> first_rows(const TableRows& rows, const std::vector<Column>& columns) {
  std::vector<SampleRow> sample;
  for (std::size_t row = 0; row < std::min(rows.count(), kSampleRows); ++row) {
    SampleRow& one = sample.emplace_back();
    one.line = rows.line(row);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      one.fields.push_back(printable(rows.at(row, c), kShownField));
      one.is_left_out |= columns[c].is_kept() && std::isnan(columns[c].values[row]);
    }
  }
  return sample;
}

/// The sign before decimals of all columns together.
void summarise_decimals(const std::vector<Column>& columns, TableReport& report) {
  for (const Column& column : columns) {
    if (column.decimal == DecimalMark::none) continue;
    const bool is_first = report.decimal == DecimalMark::none;
    report.decimal =
        is_first || report.decimal == column.decimal ? column.decimal : DecimalMark::both;
    report.is_decimal_guessed |= column.is_decimal_guessed;
  }
}

}  // namespace

TableReport summarise(const TextTable& train, const TextTable* test, const TableRows& rows,
                      const std::vector<Column>& columns, const std::vector<std::string>& names,
                      const TableOptions& options) {
  TableReport report;
  report.file = train.name;
  if (test != nullptr) report.test_file = test->name;
  report.encoding = encoding_name(train.encoding);
  report.is_encoding_guessed = train.is_encoding_guessed;
  report.separator = train.rows.separator;
  report.is_separator_named = train.rows.is_separator_named;
  report.title_lines = train.rows.title_lines;
  report.first_title = train.rows.first_title;
  report.rows_in_file = static_cast<int>(rows.count());
  report.left_out = count_left_out(rows, columns, names);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    report.columns.push_back(report_of(columns[c], names[c]));
  }
  report.sample = first_rows(rows, columns);
  summarise_decimals(columns, report);
  if (options.decimal != DecimalMark::none) report.decimal = options.decimal;
  return report;
}

void describe_choice(const Table& table, const DataSpec& spec, TableReport& report) {
  report.label.clear();
  report.class_names[0].clear();
  report.class_names[1].clear();
  const auto parts = choose_columns(table, spec);
  std::vector<TableInput> inputs;
  if (parts) {
    std::vector<Error> notes;
    inputs = table_inputs(table, *parts, spec, notes);
    report.label = table.names[static_cast<std::size_t>(parts->label)];
    for (std::size_t k = 0; k < 2; ++k) {
      report.class_names[k] = parts->class_names[k];
      report.class_values[k] =
          printable(value_text(table, parts->label, parts->label_values[k]), Table::kMaxValueBytes);
    }
  }
  for (ColumnReport& column : report.columns) {
    column.is_one_hot = false;
    column.values.clear();
    const auto place = std::ranges::find(table.names, column.name);
    if (place == table.names.end()) continue;
    const auto c = static_cast<int>(place - table.names.begin());
    const auto is_among = [c](const std::vector<int>& some) {
      return std::ranges::find(some, c) != some.end();
    };
    column.role = !parts                         ? ColumnRole::feature
                  : c == parts->label            ? ColumnRole::label
                  : is_among(parts->features)    ? ColumnRole::feature
                  : is_among(parts->identifiers) ? ColumnRole::identifier
                                                 : ColumnRole::not_chosen;
    for (const TableInput& input : inputs) {
      if (input.column != c || !input.is_one_hot) continue;
      column.is_one_hot = true;
      column.values.push_back(printable(value_text(table, c, input.value), kShownField));
    }
  }
}

}  // namespace purr::shell

#include "shell/app/user_table.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "shell/program/files/table_summary.h"
#include "shell/program/files/text_encoding.h"

namespace purr::shell {
namespace {

/// Choices that decide which rows can be used.
auto columns_of(const DataSpec& spec) { return std::tie(spec.label, spec.features); }

auto choices_of(const DataSpec& spec) {
  return std::tie(spec.label, spec.features, spec.class_one, spec.one_hot, spec.label_column,
                  spec.columns);
}

/// A report of a table that did not come from a file.
TableReport plain_report(const Table& table) {
  TableReport report;
  report.rows = report.rows_in_file = table.rows;
  report.test_rows = table.test_rows;
  for (int c = 0; c < table.columns(); ++c) {
    ColumnReport& column = report.columns.emplace_back();
    const auto place = static_cast<std::size_t>(c);
    column.name = table.names[place];
    column.words = table.words[place];
    column.is_words = !column.words.empty();
    column.has_numbers = !column.is_words;
    column.different = static_cast<int>(different_values(table, c, kMaxOneHot).size());
  }
  return report;
}

}  // namespace

void UserTable::take(TableSource source, std::shared_ptr<const Table> table,
                     const std::vector<TableReport>& reports, const DataSpec& spec,
                     TableView& view) {
  source_ = std::move(source);
  table_ = std::move(table);
  view = {.is_there = true, .is_rereadable = !source_.files.empty()};
  view.report = reports.empty() ? plain_report(*table_) : reports.front();
  view.options = view.wanted = source_.options;
  for (int i = 0; i < kTextEncodingCount; ++i) {
    view.encodings.emplace_back(encoding_name(static_cast<TextEncoding>(i)));
  }
  show(spec, view);
}

std::optional<TablesRead> UserTable::join(const TableSource& source, const DataSpec& spec) const {
  const TableSource both = joined(source_, source);
  if (!table_ || both.files.empty()) return std::nullopt;
  TablesRead read = read_source(both, spec);
  if (!read.errors.empty() || !read.data.table || read.data.table->test_rows == 0) {
    return std::nullopt;
  }
  read.source.is_dropped = both.is_dropped;
  return read;
}

std::optional<UserData> UserTable::follow(const DataSpec& spec, TableView& view) {
  if (!table_) return std::nullopt;
  const bool has_other_options = view.wanted != view.options;
  if (!has_other_options && choices_of(spec) == choices_of(spec_)) return std::nullopt;
  const bool has_missing =
      std::ranges::any_of(view.report.columns, [](const auto& c) { return c.missing > 0; });
  const bool changes_rows = has_missing && columns_of(spec) != columns_of(spec_);
  view.options = view.wanted;
  if (source_.files.empty() || (!has_other_options && !changes_rows)) {
    show(spec, view);
    return std::nullopt;
  }
  spec_ = spec;
  source_.options = view.options;
  TablesRead read = read_source(source_, spec);
  if (!read.data.table) {
    view.error = read.errors.front();
    return std::nullopt;
  }
  view.error.reset();
  view.report = std::move(read.reports.front());
  const bool is_same = *read.data.table == *table_;
  table_ = read.data.table;
  show(spec, view);
  if (is_same) return std::nullopt;
  return std::move(read.data);
}

void UserTable::show(const DataSpec& spec, TableView& view) {
  spec_ = spec;
  describe_choice(*table_, spec, view.report);
  view.left_out = left_out_notes(view.report);
}

}  // namespace purr::shell

#include "shell/program/files/table_sets.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace purr::shell {
namespace {

TableSource source_of(const TextTable& train, const TextTable* test, const TableOptions& options) {
  TableSource source{.files = {}, .options = options};
  if (!train.bytes || (test != nullptr && !test->bytes)) return source;
  source.files.push_back({train.name, train.bytes});
  if (test != nullptr) source.files.push_back({test->name, test->bytes});
  if (train.asked_encoding) source.options.encoding = encoding_name(*train.asked_encoding);
  return source;
}

/// Of a table that is a set of points, too, the points are passed beside it.
void take_table(TablesRead& read, TableRead table, bool is_lone_test) {
  TablePoints points = points_of(*table.table);
  if (is_lone_test) std::swap(points.train, points.test);
  read.data.table = std::move(table.table);
  read.data.train_points = std::move(points.train);
  read.data.test_points = std::move(points.test);
  for (Error& note : report_notes(table.report)) read.notes.push_back(std::move(note));
  read.reports.push_back(std::move(table.report));
}

TablesRead read_pair(const TextTable& train, const TextTable* test, const TableOptions& options,
                     const DataSpec& spec) {
  TablesRead read;
  auto table = make_table(train, test, options, spec);
  if (!table && test != nullptr && table.error().code == Errc::table_other_columns) {
    read.errors.push_back(table.error());
    test = nullptr;
    table = make_table(train, nullptr, options, spec);
  }
  if (!table) {
    read.errors.push_back(table.error());
    return read;
  }
  read.source = source_of(train, test, options);
  take_table(read, std::move(*table), false);
  return read;
}

}  // namespace

bool is_test_name(std::string_view name) {
  constexpr std::string_view kTest = "test";
  const auto found = std::ranges::search(
      name, kTest, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
  return !found.empty();
}

TablesRead combine_tables(const std::vector<TextTable>& files, const DataSpec& spec) {
  // The last file of each kind; a test set needs a training set beside it.
  const TextTable* train = nullptr;
  const TextTable* test = nullptr;
  int trains = 0;
  for (const TextTable& file : files) {
    if (is_test_name(file.name)) {
      test = &file;
    } else {
      train = &file;
      ++trains;
    }
  }
  const bool is_lone_test = train == nullptr && test != nullptr;
  if (is_lone_test) train = std::exchange(test, nullptr);
  if (train == nullptr) return {};
  TablesRead read = read_pair(*train, test, {}, spec);
  if (is_lone_test) std::swap(read.data.train_points, read.data.test_points);
  if (trains > 1) read.notes.insert(read.notes.begin(), {Errc::table_last_used, {train->name}});
  return read;
}

TablesRead read_source(const TableSource& source, const DataSpec& spec) {
  TablesRead read;
  std::vector<TextTable> tables;
  const std::optional<TextEncoding> encoding = find_encoding(source.options.encoding);
  for (const TableFile& file : source.files) {
    auto table = read_text_table(file.name, *file.bytes, encoding, source.options.separator);
    if (!table) {
      read.errors.push_back(table.error());
      return read;
    }
    table->bytes = file.bytes;  // one copy is enough
    tables.push_back(std::move(*table));
  }
  if (tables.empty()) return read;
  return read_pair(tables[0], tables.size() > 1 ? &tables[1] : nullptr, source.options, spec);
}

TableSource joined(const TableSource& before, const TableSource& now) {
  if (before.files.size() != 1 || now.files.size() != 1) return {};
  const bool was_test = is_test_name(before.files[0].name);
  if (was_test == is_test_name(now.files[0].name)) return {};
  TableSource both{.files = {before.files[0], now.files[0]},
                   .options = before.options,
                   .is_dropped = now.is_dropped};
  if (was_test) std::swap(both.files[0], both.files[1]);
  return both;
}

}  // namespace purr::shell

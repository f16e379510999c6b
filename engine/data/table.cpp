#include "engine/data/table.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/printable.h"

namespace purr {
namespace {

std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

/// How many different values a column has, counted up to 3.
int count_values(const Table& table, int column) {
  std::array<double, 2> found{};
  int count = 0;
  for (int row = 0; row < table.rows; ++row) {
    const double value = table.at(row, column);
    if (std::find(found.begin(), found.begin() + count, value) != found.begin() + count) continue;
    if (count == 2) return 3;
    found[static_cast<std::size_t>(count++)] = value;
  }
  return count;
}

bool is_of_zeros_and_ones(const Table& table, int column) {
  for (int row = 0; row < table.rows; ++row) {
    if (table.at(row, column) != 0.0 && table.at(row, column) != 1.0) return false;
  }
  return table.words[static_cast<std::size_t>(column)].empty();
}

std::string lower_case(std::string_view name) {
  std::string lower;
  for (const char letter : name) {
    lower += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return lower;
}

bool is_label_name(std::string_view name) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"label", "class", "target", "y", "标签", "类别", "分类", "目标"});
  return std::find(kNames.begin(), kNames.end(), lower_case(name)) != kNames.end();
}

/// −1 where every column has more than two values.
int usual_label(const Table& table) {
  std::vector<int> counts;
  for (int c = 0; c < table.columns(); ++c) counts.push_back(count_values(table, c));
  const int last = table.columns() - 1;
  for (const int wanted : {2, 1}) {
    const auto has = [&](int c) { return counts[static_cast<std::size_t>(c)] == wanted; };
    int best = -1;
    for (int c = last; c >= 0; --c) {
      if (has(c) && is_label_name(table.names[static_cast<std::size_t>(c)])) best = c;
    }
    if (best >= 0) return best;
    if (has(last)) return last;
    for (int c = last; c >= 0; --c) {
      if (has(c) && is_of_zeros_and_ones(table, c)) return c;
    }
    for (int c = last; c >= 0; --c) {
      if (has(c)) return c;
    }
  }
  return -1;
}

bool is_identifier_name(std::string_view name) {
  constexpr auto kNames =
      std::to_array<std::string_view>({"id", "index", "no", "no.", "nr", "row", "rowid", "rownames",
                                       "row_names", "unnamed: 0", "#"});
  const std::string lower = lower_case(name);
  if (std::find(kNames.begin(), kNames.end(), lower) != kNames.end()) return true;
  for (const std::string_view end :
       {"Id", "ID", "_id", " id", "-id", ".id", "编号", "序号", "行号"}) {
    if (name.ends_with(end)) return true;
  }
  return false;
}

/// Whether the column has another value in each of the training rows.
bool is_all_different(const Table& table, int column) {
  std::vector<double> values;
  for (int row = 0; row < table.rows - table.test_rows; ++row) {
    values.push_back(table.at(row, column));
  }
  std::sort(values.begin(), values.end());
  return std::adjacent_find(values.begin(), values.end()) == values.end();
}

bool is_counting(const Table& table, int column) {
  for (int row = 1; row < table.rows - table.test_rows; ++row) {
    if (table.at(row, column) != table.at(row - 1, column) + 1.0) return false;
  }
  return true;
}

bool is_identifier(const Table& table, int column) {
  constexpr int kMinRows = 20;  // of fewer rows words may be different by chance
  const std::string& name = table.names[static_cast<std::size_t>(column)];
  const bool is_words = !table.words[static_cast<std::size_t>(column)].empty();
  if (table.rows < 3 || !is_all_different(table, column)) return false;
  if (is_words) return is_identifier_name(name) || table.rows >= kMinRows;
  for (int row = 0; row < table.rows; ++row) {
    if (table.at(row, column) != std::floor(table.at(row, column))) return false;
  }
  if (is_identifier_name(name)) return true;
  return column == 0 && name == "x1" && table.columns() > 2 && table.rows >= kMinRows &&
         is_counting(table, column);
}

/// Two different names that fit on a screen.
std::array<std::string, 2> shown_names(const std::string& zero, const std::string& one) {
  constexpr std::size_t kShownBytes = 40;
  std::array<std::string, 2> shown{printable(zero, kShownBytes), printable(one, kShownBytes)};
  if (shown[0] != shown[1] || zero == one) return shown;
  // Long names that begin alike: from the place where they part.
  std::size_t differs = 0;
  while (differs < zero.size() && differs < one.size() && zero[differs] == one[differs]) ++differs;
  std::size_t from = differs > kShownBytes / 2 ? differs - kShownBytes / 2 : 0;
  while (from < differs && (static_cast<unsigned char>(zero[from]) & 0xC0U) == 0x80U) ++from;
  if (from == 0) return {"0: " + shown[0], "1: " + shown[1]};  // they differ in what is not shown
  return {"…" + printable(std::string_view(zero).substr(from), kShownBytes),
          "…" + printable(std::string_view(one).substr(from), kShownBytes)};
}

/// The columns of these names; a note for each that is not there.
std::vector<int> named_columns(const Table& table, const std::vector<std::string>& names,
                               std::vector<Error>& notes) {
  std::vector<int> columns;
  for (const std::string& name : names) {
    const int column = find_column(table, name);
    if (column >= 0) {
      columns.push_back(column);
    } else {
      notes.push_back({Errc::table_name_missing, {name}});
    }
  }
  return columns;
}

}  // namespace

bool is_whole(const Table& table) {
  if (table.rows < 1 || table.rows > Table::kMaxRows || table.columns() < 2 ||
      table.columns() > Table::kMaxColumns || table.words.size() != table.names.size() ||
      table.values.size() != static_cast<std::size_t>(table.rows) * table.names.size() ||
      table.test_rows < 0 || table.test_rows >= table.rows) {
    return false;
  }
  return std::all_of(table.values.begin(), table.values.end(),
                     [](double value) { return std::fabs(value) <= Table::kMaxValue; });
}

int find_column(const Table& table, std::string_view name) {
  // Names of tables are cut to what is shown; a longer one means what it begins with.
  const std::string shown = printable(name, Table::kMaxNameBytes);
  for (int c = 0; c < table.columns(); ++c) {
    const std::string& candidate = table.names[static_cast<std::size_t>(c)];
    if (candidate == name || candidate == shown) return c;
  }
  return -1;
}

std::vector<double> different_values(const Table& table, int column, std::size_t limit) {
  std::set<double> values;
  for (int row = 0; row < table.rows && values.size() <= limit; ++row) {
    values.insert(table.at(row, column));
  }
  return {values.begin(), values.end()};
}

std::string value_text(const Table& table, int column, double value) {
  const std::vector<std::string>& words = table.words[static_cast<std::size_t>(column)];
  if (words.empty()) return short_number(value);
  const auto place = static_cast<std::size_t>(std::max(0.0, value));
  return place < words.size() ? words[place] : "–";
}

Result<TableParts> choose_columns(const Table& table, const DataSpec& spec) {
  TableParts parts;
  const int named = spec.label.empty() ? -1 : find_column(table, spec.label);
  if (!spec.label.empty() && named < 0) {
    parts.notes.push_back({Errc::table_label_missing, {spec.label}});
  }
  const bool has_number = spec.label_column >= 0 && spec.label_column < table.columns();
  parts.label = named >= 0 ? named : has_number ? spec.label_column : usual_label(table);
  if (parts.label < 0) return fail(Errc::table_no_label);
  std::vector<double> values = different_values(table, parts.label, 2);
  const std::string& name = table.names[static_cast<std::size_t>(parts.label)];
  if (values.size() > 2) return fail(Errc::table_label, {name});
  if (values.size() == 1) {
    // One class only: which one it is, 0 and 1 say themselves.
    const bool is_one = values[0] == 1.0;
    values = is_one ? std::vector<double>{0.0, 1.0} : std::vector<double>{values[0], values[0] + 1};
  }
  if (!spec.class_one.empty()) {
    const auto is_meant = [&](double value) {
      return printable(value_text(table, parts.label, value), Table::kMaxValueBytes) ==
             spec.class_one;
    };
    if (is_meant(values[0])) {
      std::swap(values[0], values[1]);
    } else if (!is_meant(values[1])) {
      parts.notes.push_back({Errc::table_class_missing, {name, spec.class_one}});
    }
  }
  parts.label_values = {values[0], values[1]};
  for (std::size_t k = 0; k < 2; ++k) {
    parts.class_names[k] = value_text(table, parts.label, values[k]);
  }
  parts.class_names = shown_names(parts.class_names[0], parts.class_names[1]);
  for (int c = 0; c < table.columns(); ++c) {
    if (c != parts.label && is_identifier(table, c)) parts.identifiers.push_back(c);
  }
  const auto contains = [](const std::vector<int>& columns, int column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  const bool are_all_identifiers =
      static_cast<int>(parts.identifiers.size()) + 1 == table.columns();
  if (are_all_identifiers) parts.identifiers.clear();
  std::vector<int> chosen = spec.columns;
  if (!spec.features.empty()) chosen = named_columns(table, spec.features, parts.notes);
  const bool has_choice = !chosen.empty();
  std::erase(chosen, parts.label);
  for (int c = 0; c < table.columns(); ++c) {
    if (c == parts.label) continue;
    const bool is_wanted = has_choice ? contains(chosen, c) : !contains(parts.identifiers, c);
    if (is_wanted) parts.features.push_back(c);
  }
  if (parts.features.empty()) return fail(Errc::table_columns, {name});
  return parts;
}

std::vector<TableInput> table_inputs(const Table& table, const TableParts& parts,
                                     const DataSpec& spec, std::vector<Error>& notes) {
  const std::vector<int> one_hot = named_columns(table, spec.one_hot, notes);
  std::vector<TableInput> inputs;
  for (const int c : parts.features) {
    const std::string& name = table.names[static_cast<std::size_t>(c)];
    std::vector<double> values;
    if (std::find(one_hot.begin(), one_hot.end(), c) != one_hot.end()) {
      values = different_values(table, c, kMaxOneHot);
      if (values.size() > kMaxOneHot) {
        notes.push_back({Errc::table_one_hot_many, {name, std::to_string(kMaxOneHot)}});
        values.clear();
      }
    }
    if (values.empty()) inputs.push_back({.column = c, .name = name});
    for (const double value : values) {
      inputs.push_back(
          {.column = c,
           .is_one_hot = true,
           .value = value,
           .name = name + " = " + printable(value_text(table, c, value), Table::kMaxNameBytes)});
    }
  }
  return inputs;
}

}  // namespace purr

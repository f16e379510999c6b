#include "engine/data/table.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
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

Result<TableParts> choose_columns(const Table& table, const DataSpec& spec) {
  TableParts parts;
  const bool is_chosen = spec.label_column >= 0 && spec.label_column < table.columns();
  parts.label = is_chosen ? spec.label_column : usual_label(table);
  if (parts.label < 0) return fail(Errc::table_no_label);
  std::vector<double> values;
  for (int row = 0; row < table.rows && values.size() <= 2; ++row) {
    const double value = table.at(row, parts.label);
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }
  const std::string& name = table.names[static_cast<std::size_t>(parts.label)];
  if (values.size() > 2) return fail(Errc::table_label, {name});
  std::sort(values.begin(), values.end());
  if (values.size() == 1) {
    // One class only: which one it is, 0 and 1 say themselves.
    const bool is_one = values[0] == 1.0;
    values = is_one ? std::vector<double>{0.0, 1.0} : std::vector<double>{values[0], values[0] + 1};
  }
  parts.label_values = {values[0], values[1]};
  const std::vector<std::string>& words = table.words[static_cast<std::size_t>(parts.label)];
  for (std::size_t k = 0; k < 2; ++k) {
    const auto place = static_cast<std::size_t>(std::max(0.0, values[k]));
    parts.class_names[k] =
        !words.empty() ? (place < words.size() ? words[place] : "–") : short_number(values[k]);
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
  for (int c = 0; c < table.columns(); ++c) {
    if (c == parts.label) continue;
    const bool is_wanted =
        spec.columns.empty() ? !contains(parts.identifiers, c) : contains(spec.columns, c);
    if (is_wanted) parts.features.push_back(c);
  }
  if (parts.features.empty()) return fail(Errc::table_columns, {name});
  return parts;
}

}  // namespace purr

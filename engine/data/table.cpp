#include "engine/data/table.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace purr {
namespace {

std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

int usual_label(const Table& table) {
  for (const std::string_view wished : {"label", "class", "target", "y"}) {
    for (int c = 0; c < table.columns(); ++c) {
      std::string name = table.names[static_cast<std::size_t>(c)];
      for (char& letter : name) {
        letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
      }
      if (name == wished) return c;
    }
  }
  return table.columns() - 1;
}

}  // namespace

bool is_whole(const Table& table) {
  if (table.rows < 1 || table.rows > Table::kMostRows || table.columns() < 2 ||
      table.columns() > Table::kMostColumns || table.words.size() != table.names.size() ||
      table.values.size() != static_cast<std::size_t>(table.rows) * table.names.size()) {
    return false;
  }
  return std::all_of(table.values.begin(), table.values.end(),
                     [](double value) { return value > -1e12 && value < 1e12; });
}

Result<TableParts> choose_columns(const Table& table, const DataSpec& spec) {
  TableParts parts;
  const bool is_chosen = spec.label_column >= 0 && spec.label_column < table.columns();
  parts.label = is_chosen ? spec.label_column : usual_label(table);
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
  for (int c = 0; c < table.columns(); ++c) {
    if (c == parts.label) continue;
    const bool is_wanted =
        spec.columns.empty() ||
        std::find(spec.columns.begin(), spec.columns.end(), c) != spec.columns.end();
    if (is_wanted) parts.features.push_back(c);
  }
  if (parts.features.empty()) return fail(Errc::table_columns, {name});
  return parts;
}

}  // namespace purr

#include "shell/program/files/table_rows.h"

#include <algorithm>
#include <set>

#include "engine/core/printable.h"
#include "engine/data/table.h"
#include "shell/program/files/missing_marks.h"
#include "shell/program/files/number_format.h"

namespace purr::shell {

bool is_header_word(std::string_view field) {
  return !field.empty() && !is_missing_number(field) && !is_number(field);
}

bool has_header(const DelimitedText& text) {
  if (text.has_row_names) return true;
  if (text.rows() < 2) return false;
  constexpr std::size_t kLookedAt = 1000;
  const std::size_t rows = std::min(text.rows(), kLookedAt);
  bool is_all_words = true;
  bool has_word = false;
  for (std::size_t c = 0; c < text.columns; ++c) {
    const std::string_view top = text.at(0, c);
    const bool is_word = is_header_word(top);
    has_word = has_word || is_word;
    is_all_words = is_all_words && (is_word || top.empty());
    if (!is_word) continue;
    std::size_t numbers = 0;
    std::size_t words = 0;
    for (std::size_t row = 1; row < rows; ++row) {
      const std::string_view field = text.at(row, c);
      if (is_number(field)) {
        ++numbers;
      } else if (!is_missing_number(field)) {
        ++words;
      }
    }
    if (numbers > words) return true;
  }
  return has_word && is_all_words;
}

std::vector<std::string> column_names(const DelimitedText& text, bool header) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (std::size_t c = 0; c < text.columns; ++c) {
    const std::string_view given = header ? text.at(0, c) : std::string_view{};
    std::string name =
        given.empty() ? "x" + std::to_string(c + 1) : printable(given, Table::kMaxNameBytes);
    for (int again = 2; taken.contains(name); ++again) {
      name =
          (given.empty() ? "x" + std::to_string(c + 1) : printable(given, Table::kMaxNameBytes)) +
          " (" + std::to_string(again) + ")";
    }
    taken.insert(name);
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace purr::shell

#include "shell/program/files/missing_marks.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace purr::shell {
namespace {

std::string lower_case(std::string_view text) {
  std::string lower;
  for (const char c : text) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

}  // namespace

bool is_missing_mark(std::string_view field) {
  if (field.empty() || field == "?") return true;
  if (field.size() > 4) return false;
  constexpr std::array<std::string_view, 6> kMarks{"na", "n/a", "nan", "null", "#n/a", "n.a."};
  return std::ranges::find(kMarks, lower_case(field)) != kMarks.end();
}

bool is_missing_number(std::string_view field) {
  if (is_missing_mark(field)) return true;
  if (field.size() > 9) return false;
  constexpr auto kMarks = std::to_array<std::string_view>(
      {"-",     "--",     "---",   ".",        "..",        "none",   "nil",     "missing",
       "inf",   "+inf",   "-inf",  "infinity", "-infinity", "-nan",   "#div/0!", "#value!",
       "#ref!", "#name?", "#num!", "#null!",   "\u2013",    "\u2014", "\u65E0",  "\u7F3A\u5931"});
  return std::ranges::find(kMarks, lower_case(field)) != kMarks.end();
}

}  // namespace purr::shell

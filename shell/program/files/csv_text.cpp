#include "shell/program/files/csv_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace purr::shell {

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find_first_of("\r\n");
  const std::string_view line = rest.substr(0, end);
  if (end == std::string_view::npos) {
    rest = {};
  } else {
    rest.remove_prefix(end + (rest.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  return line;
}

char separator_of(std::string_view line) {
  for (const char candidate : {'\t', ';'}) {
    if (line.find(candidate) != std::string_view::npos) return candidate;
  }
  return ',';
}

std::optional<double> read_number(std::string_view field, bool has_decimal_comma) {
  if (field.starts_with('+')) field.remove_prefix(1);
  std::array<char, 64> digits{};
  if (field.empty() || field.size() > digits.size()) return std::nullopt;
  std::ranges::copy(field, digits.begin());
  if (has_decimal_comma) std::replace(digits.begin(), digits.end(), ',', '.');
  double value = 0.0;
  const char* end = digits.data() + field.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace purr::shell

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

constexpr std::string_view kMinus = "\u2212";  // as wide as a plus, unlike the hyphen

/// Digits of a finite, non-negative number with exactly `decimals` places.
std::string digits_of(double magnitude, int decimals) {
  char buffer[400];  // the largest double has 309 digits before the point
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, magnitude,
                                 std::chars_format::fixed, std::clamp(decimals, 0, 20))
                       .ptr;
  return {buffer, end};
}

void separate_thousands(std::string& digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t at = point; at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
}

std::string not_finite(double value) {
  if (std::isnan(value)) return "NaN";
  return value < 0 ? std::string(kMinus) + "∞" : "∞";
}

/// A finite number in scientific notation with `digits` significant digits: 1.5e20.
std::string scientific(double value, int digits) {
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::abs(value),
                                 std::chars_format::scientific, digits - 1)
                       .ptr;
  const std::string text(buffer, end);
  const std::size_t e = text.find('e');
  std::string mantissa = text.substr(0, e);
  if (mantissa.find('.') != std::string::npos) {
    mantissa.erase(mantissa.find_last_not_of('0') + 1);
    if (mantissa.back() == '.') mantissa.pop_back();
  }
  const int exponent = std::atoi(text.c_str() + e + 1);
  return (value < 0 ? std::string(kMinus) : "") + mantissa + "e" + std::to_string(exponent);
}

/// Width-shifted digits and punctuation, as Chinese input methods type them, and the signs and
/// spaces of typography, as plain ASCII. Spaces are removed.
std::string plain_ascii(std::string_view typed) {
  static constexpr std::pair<std::string_view, char> kSame[] = {
      {"\u2212", '-'}, {"．", '.'}, {"，", ','},     {"。", '.'},     {"－", '-'},    {"＋", '+'},
      {"\u00a0", ' '}, {"　", ' '}, {"\u2009", ' '}, {"\u202f", ' '}, {"\u2007", ' '}};
  std::string result;
  while (!typed.empty()) {
    const auto known = std::ranges::find_if(
        kSame, [&](const auto& pair) { return typed.starts_with(pair.first); });
    if (known != std::end(kSame)) {
      result.push_back(known->second);
      typed.remove_prefix(known->first.size());
    } else if (typed.size() >= 3 && typed.starts_with("\xEF\xBC") && typed[2] >= '\x90' &&
               typed[2] <= '\x99') {
      result.push_back(static_cast<char>('0' + (typed[2] - '\x90')));  // U+FF10 to U+FF19
      typed.remove_prefix(3);
    } else {
      result.push_back(typed.front());
      typed.remove_prefix(1);
    }
  }
  std::erase(result, ' ');
  std::erase(result, '\'');
  return result;
}

/// "1,234,567" or "1,234": groups of three after a first group of one to three that is not zero.
bool is_grouped(std::string_view digits, char separator) {
  const std::size_t first = digits.find(separator);
  if (first == 0 || first > 3 || first == std::string_view::npos || digits[0] == '0') return false;
  for (std::size_t at = first; at < digits.size(); at += 4) {
    if (digits[at] != separator || digits.size() - at < 4) return false;
    for (std::size_t i = 1; i <= 3; ++i) {
      if (digits[at + i] < '0' || digits[at + i] > '9') return false;
    }
  }
  return true;
}

}  // namespace

std::string number(double value, int digits) {
  if (!std::isfinite(value)) return not_finite(value);
  if (value == 0.0) return "0";
  digits = std::clamp(digits, 1, 17);
  const double magnitude = std::abs(value);
  const std::string sign = value < 0 ? std::string(kMinus) : "";
  if (magnitude < 1e-4 || magnitude >= 1e15) return scientific(value, digits);
  // All integer digits are shown; the rest of `digits` are decimals.
  const int before = static_cast<int>(std::floor(std::log10(magnitude))) + 1;
  std::string text = digits_of(magnitude, std::max(0, digits - before));
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  separate_thousands(text);
  return sign + text;
}

std::string fixed(double value, int decimals, bool sign) {
  if (!std::isfinite(value)) return not_finite(value);
  constexpr double kHuge = 1e8;  // from here on only the order of magnitude is readable
  if (std::abs(value) >= kHuge) return (sign && value > 0 ? "+" : "") + scientific(value, 3);
  std::string text = digits_of(std::abs(value), decimals);
  // A value that rounds to zero is shown with a plus.
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  separate_thousands(text);
  if (value < 0 && !zero) return std::string(kMinus) + text;
  return sign ? "+" + text : text;
}

std::optional<double> parse_number(std::string_view typed, bool integer) {
  if (typed.size() > 64) return std::nullopt;
  std::string text = plain_ascii(typed);
  std::string_view body = text;
  if (body.starts_with('-') || body.starts_with('+')) body.remove_prefix(1);
  const auto commas = std::ranges::count(body, ',');
  const auto points = std::ranges::count(body, '.');

  char thousands = 0;
  if (commas > 0 && points > 0) {
    thousands = body.rfind(',') < body.rfind('.') ? ',' : '.';
  } else if (commas > 1 || (commas == 1 && integer && is_grouped(body, ','))) {
    thousands = ',';
  } else if (points > 1 || (points == 1 && integer && is_grouped(body, '.'))) {
    thousands = '.';
  }
  if (thousands != 0) {
    const char decimal = thousands == ',' ? '.' : ',';
    if (!is_grouped(body.substr(0, body.find(decimal)), thousands)) return std::nullopt;
    std::erase(text, thousands);
  }
  std::ranges::replace(text, ',', '.');

  // strtod also reads hexadecimal, "nan" and "infinity", which are not valid settings.
  if (text.empty() || text.find_first_not_of("0123456789.+-eE") != std::string::npos) {
    return std::nullopt;
  }
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (end != text.c_str() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace purr::shell

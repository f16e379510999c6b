#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/core/number_text.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

constexpr std::string_view kMinus = "\u2212";  // as wide as a plus, unlike the hyphen

/// Digits of a finite, non-negative number with exactly `decimals` places.
std::string digits_of(double magnitude, int decimals) {
  return fixed_text(magnitude, std::clamp(decimals, 0, 20));
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

constexpr std::string_view kSuperscripts[] = {"\u2070", "\u00B9", "\u00B2", "\u00B3", "\u2074",
                                              "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
constexpr std::string_view kSuperscriptMinus = "\u207B";

/// "10⁻⁷".
std::string power_of_ten(int exponent) {
  std::string text = "10";
  if (exponent < 0) text += kSuperscriptMinus;
  for (const char digit : std::to_string(std::abs(exponent))) {
    text += kSuperscripts[static_cast<std::size_t>(digit - '0')];
  }
  return text;
}

/// The magnitude of a finite number, rounded to `digits` significant digits.
struct Rounded {
  std::string mantissa;  // "1.50"
  int exponent = 0;      // of ten
};

Rounded rounded(double value, int digits) {
  const std::string text = scientific_text(std::abs(value), digits - 1);
  const std::size_t e = text.find('e');
  return {text.substr(0, e), std::atoi(text.c_str() + e + 1)};
}

void drop_trailing_zeros(std::string& digits) {
  if (digits.find('.') == std::string::npos) return;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
}

std::string sign_of(double value, bool shows_plus) {
  return value < 0 ? std::string(kMinus) : shows_plus ? "+" : "";
}

/// A finite number as a power of ten, without trailing zeros: 1.5×10²⁰, 10⁻⁸.
std::string scientific(double value, int digits) {
  auto [mantissa, exponent] = rounded(value, digits);
  drop_trailing_zeros(mantissa);
  const std::string factor = mantissa == "1" ? std::string() : mantissa + "×";
  return sign_of(value, false) + factor + power_of_ten(exponent);
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

/// Superscripts in `typed` as "^-7", and the signs of multiplication as '*'.
std::string without_superscripts(std::string_view typed) {
  std::string result;
  bool is_raised = false;
  while (!typed.empty()) {
    std::string_view taken = typed.substr(0, 1);
    std::string raised;
    if (typed.starts_with(kSuperscriptMinus)) {
      taken = kSuperscriptMinus;
      raised = "-";
    }
    for (std::size_t digit = 0; digit < std::size(kSuperscripts); ++digit) {
      if (!typed.starts_with(kSuperscripts[digit])) continue;
      taken = kSuperscripts[digit];
      raised = std::to_string(digit);
    }
    if (!raised.empty() && !is_raised) result += '^';
    is_raised = !raised.empty();
    if (is_raised) {
      result += raised;
    } else if (typed.starts_with("×") || typed.starts_with("·")) {
      taken = typed.substr(0, 2);
      result += '*';
    } else {
      result += taken;
    }
    typed.remove_prefix(taken.size());
  }
  return result;
}

/// "2.5*10^-7" and "10^-7" as "2.5e-7" and "1e-7".
void read_power(std::string& text) {
  const std::size_t power = text.find("10^");
  if (power == std::string::npos) return;
  if (power > 0 && text[power - 1] == '*') {
    text.replace(power - 1, 4, "e");
  } else if (power == 0 || (power == 1 && (text[0] == '-' || text[0] == '+'))) {
    text.replace(power, 3, "1e");
  }
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
  if (magnitude < 1e-4 || magnitude >= 1e15) return scientific(value, digits);
  // All integer digits are shown; the rest of `digits` are decimals.
  const int before = static_cast<int>(std::floor(std::log10(magnitude))) + 1;
  std::string text = digits_of(magnitude, std::max(0, digits - before));
  drop_trailing_zeros(text);
  // Counts are asked for with no decimals; a value below one half is not 0.
  if (text == "0") return significant(value, digits);
  separate_thousands(text);
  return sign_of(value, false) + text;
}

std::string significant(double value, int digits, bool sign) {
  if (!std::isfinite(value)) return not_finite(value);
  if (value == 0.0) return "0";
  digits = std::clamp(digits, 1, 17);
  const auto [mantissa, exponent] = rounded(value, digits);
  if (exponent < -4 || exponent >= 6) {
    return sign_of(value, sign) + mantissa + "×" + power_of_ten(exponent);
  }
  std::string text = digits_of(std::abs(value), std::max(0, digits - 1 - exponent));
  separate_thousands(text);
  return sign_of(value, sign) + text;
}

std::string probability(double value) {
  if (!(value > 0.5 && value < 1.0)) return significant(value);
  int decimals = 3;
  while (decimals < 17 && digits_of(value, decimals).front() == '1') ++decimals;
  return digits_of(value, decimals);
}

std::string percent(double share, int decimals) {
  if (!std::isfinite(share)) return not_finite(share);
  const double value = 100.0 * share;
  if (value == 0.0 || value == 100.0) return digits_of(value, 0);
  const auto is_misleading = [](const std::string& text) {
    return text.find_first_not_of("0.") == std::string::npos ||
           (text.starts_with("100") && text.find_first_not_of("0.", 3) == std::string::npos);
  };
  constexpr int kMaxDecimals = 12;
  std::string text = digits_of(std::abs(value), decimals);
  while (is_misleading(text) && decimals < kMaxDecimals) {
    text = digits_of(std::abs(value), ++decimals);
  }
  if (is_misleading(text)) return significant(value);
  return sign_of(value, false) + text;
}

std::string fixed(double value, int decimals, bool sign) {
  if (!std::isfinite(value)) return not_finite(value);
  constexpr double kHuge = 1e8;  // from here on only the order of magnitude is readable
  if (std::abs(value) >= kHuge) return (sign && value > 0 ? "+" : "") + scientific(value, 3);
  std::string text = digits_of(std::abs(value), decimals);
  if (value != 0.0 && text.find_first_not_of("0.") == std::string::npos) {
    return significant(value, std::clamp(decimals, 1, 3), sign);
  }
  separate_thousands(text);
  return sign_of(value, sign) + text;
}

std::string every_digit(double value) {
  if (!std::isfinite(value)) return not_finite(value);
  if (value == 0.0) return "0";
  const double magnitude = std::abs(value);
  if (magnitude < 1e-4 || magnitude >= 1e15) {
    const std::string text = shortest_text(magnitude, NumberForm::scientific);
    const std::size_t e = text.find('e');
    return sign_of(value, false) + text.substr(0, e) + "×" +
           power_of_ten(std::atoi(text.c_str() + e + 1));
  }
  std::string text = shortest_text(magnitude, NumberForm::fixed);
  separate_thousands(text);
  return sign_of(value, false) + text;
}

std::optional<double> parse_number(std::string_view typed, bool integer) {
  if (typed.size() > 64) return std::nullopt;
  std::string text = plain_ascii(without_superscripts(typed));
  read_power(text);
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

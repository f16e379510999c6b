#include "shell/program/files/number_format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

namespace purr::shell {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Replacement {
  std::string_view from;
  std::string_view to;
};

#include "shell/program/files/number_characters.def"

std::string to_ascii(std::string_view field) {
  std::string plain;
  while (!field.empty()) {
    if (static_cast<unsigned char>(field[0]) < 0x80) {
      plain += field[0];
      field.remove_prefix(1);
      continue;
    }
    // Full-width digits U+FF10 … U+FF19.
    if (field.size() >= 3 && field.starts_with("\xEF\xBC") &&
        static_cast<unsigned char>(field[2]) >= 0x90 &&
        static_cast<unsigned char>(field[2]) <= 0x99) {
      plain += static_cast<char>('0' + (static_cast<unsigned char>(field[2]) - 0x90));
      field.remove_prefix(3);
      continue;
    }
    const auto found = std::ranges::find_if(
        kReplacements, [&](const Replacement& r) { return field.starts_with(r.from); });
    if (found == kReplacements.end()) {
      plain += field[0];
      field.remove_prefix(1);
    } else {
      plain += found->to;
      field.remove_prefix(found->from.size());
    }
  }
  return plain;
}

void trim_blanks(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
}

bool take_currency(std::string_view& text) {
  for (const std::string_view sign : kCurrencies) {
    const bool is_in_front = text.starts_with(sign);
    if (!is_in_front && !text.ends_with(sign)) continue;
    is_in_front ? text.remove_prefix(sign.size()) : text.remove_suffix(sign.size());
    trim_blanks(text);
    return true;
  }
  return false;
}

/// Takes blanks or apostrophes between groups of three digits out; false where they stand
/// elsewhere.
bool join_groups(std::string_view text, std::string& joined) {
  joined.clear();
  char between = 0;
  std::size_t digits = 0;  // since the last mark
  bool is_whole = true;    // before a decimal sign or an exponent
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ' || c == '\'') {
      if (!is_whole || digits == 0 || digits > 3 || (between != 0 && (c != between || digits != 3)))
        return false;
      between = c;
      digits = 0;
      continue;
    }
    if (is_digit(c)) {
      ++digits;
    } else {
      if (between != 0 && is_whole && digits != 3) return false;
      if (c == '.' || c == ',' || c == 'e' || c == 'E') is_whole = false;
    }
    joined += c;
  }
  return between == 0 || !is_whole || digits == 3;
}

/// A sign, then digits with points and commas, then perhaps an exponent.
struct Shape {
  std::string_view mantissa;  // without the sign
  bool is_valid = false;
};

Shape shape_of(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    std::string_view power = text.substr(exponent + 1);
    if (power.starts_with('+') || power.starts_with('-')) power.remove_prefix(1);
    if (power.empty() || !std::ranges::all_of(power, is_digit)) return {};
    text = text.substr(0, exponent);
  }
  bool has_digit = false;
  for (const char c : text) {
    if (!is_digit(c) && c != '.' && c != ',') return {};
    has_digit = has_digit || is_digit(c);
  }
  return {text, has_digit};
}

/// Whether `mark` separates groups of three digits in the part before a decimal sign.
bool is_grouped(std::string_view whole, char mark) {
  std::size_t digits = 0;
  bool is_first = true;
  for (const char c : whole) {
    if (c != mark) {
      if (!is_digit(c)) return false;
      ++digits;
      continue;
    }
    if (is_first ? digits < 1 || digits > 3 : digits != 3) return false;
    is_first = false;
    digits = 0;
  }
  return is_first || digits == 3;
}

/// The value of an ASCII number with a decimal point.
std::optional<double> parse_point_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  // from_chars alone would take "inf" and "nan" too.
  if (digits.empty() || (!is_digit(digits[0]) && digits[0] != '.')) return std::nullopt;
  double value = 0.0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (stop != end) return std::nullopt;
  if (error == std::errc::result_out_of_range) {
    const std::size_t exponent = text.find_first_of("eE");
    const bool is_tiny = exponent != std::string_view::npos
                             ? text.substr(exponent + 1).starts_with('-')
                             : digits[0] == '0' || digits[0] == '.';
    const double size = is_tiny ? 0.0 : std::numeric_limits<double>::infinity();
    return text.starts_with('-') ? -size : size;
  }
  if (error != std::errc{}) return std::nullopt;
  return value;
}

}  // namespace

std::optional<PlainNumber> plain_number(std::string_view field) {
  // Words are the usual other case: no digit, no number.
  const bool may_be = std::ranges::any_of(field, [](char c) {
    return is_digit(c) || static_cast<unsigned char>(c) == 0xEF;  // or a full-width one
  });
  constexpr std::size_t kMaxDressed = 64;
  if (!may_be) return std::nullopt;
  if (shape_of(field).is_valid) return PlainNumber{std::string(field), false, false};
  if (field.size() > kMaxDressed) return std::nullopt;

  PlainNumber number{.was_dressed = true};
  const std::string ascii = to_ascii(field);
  std::string_view text = ascii;
  trim_blanks(text);
  bool is_negative = false;
  if (text.starts_with('(') && text.ends_with(')')) {
    is_negative = true;
    text = text.substr(1, text.size() - 2);
    trim_blanks(text);
  }
  const auto take_sign = [&] {
    if (!text.starts_with('-') && !text.starts_with('+')) return;
    is_negative = is_negative != text.starts_with('-');
    text.remove_prefix(1);
    trim_blanks(text);
  };
  take_sign();
  if (text.ends_with('%')) {
    number.is_percent = true;
    text.remove_suffix(1);
    trim_blanks(text);
  } else if (take_currency(text)) {
    take_sign();
  }
  std::string joined;
  if (!join_groups(text, joined)) return std::nullopt;
  if (joined.starts_with('-') || joined.starts_with('+') || !shape_of(joined).is_valid) {
    return std::nullopt;
  }
  number.text = (is_negative ? "-" : "") + joined;
  return number;
}

NumberEvidence number_evidence(std::string_view field) {
  NumberEvidence evidence;
  const auto number = plain_number(field);
  if (!number) return evidence;
  const std::string_view text = shape_of(number->text).mantissa;
  const bool has_exponent = number->text.find_first_of("eE") != std::string::npos;
  const auto commas = std::ranges::count(text, ',');
  const auto points = std::ranges::count(text, '.');
  const std::size_t comma = text.rfind(',');
  const std::size_t point = text.rfind('.');
  // One mark: 1,234 may be either; 12,34 and 1234,567 and 0,123 may not.
  const auto is_open = [&](std::size_t at) {
    const std::size_t after = text.size() - at - 1;
    return !has_exponent && after == 3 && at >= 1 && at <= 3 && text[0] != '0';
  };
  if (commas == 0 && points == 0) {
    evidence.is_number = true;
  } else if (commas == 0 && points == 1) {
    evidence.is_number = true;
    (is_open(point) ? evidence.is_open_point : evidence.has_point) = true;
  } else if (points == 0 && commas == 1) {
    evidence.is_number = true;
    (is_open(comma) ? evidence.is_open_comma : evidence.has_comma) = true;
  } else if (points == 0) {
    evidence.is_number = evidence.groups_comma = is_grouped(text, ',');
  } else if (commas == 0) {
    evidence.is_number = evidence.groups_point = is_grouped(text, '.');
  } else if (points == 1 && comma < point) {
    evidence.is_number = is_grouped(text.substr(0, point), ',');
    evidence.has_point = evidence.groups_comma = evidence.is_number;
  } else if (commas == 1 && point < comma) {
    evidence.is_number = is_grouped(text.substr(0, comma), '.');
    evidence.has_comma = evidence.groups_point = evidence.is_number;
  }
  return evidence;
}

bool is_number(std::string_view field) { return number_evidence(field).is_number; }

std::optional<double> number_value(std::string_view field, NumberFormat format) {
  auto number = plain_number(field);
  if (!number) return std::nullopt;
  std::string& text = number->text;
  if (format.is_mixed) std::ranges::replace(text, '.', ',');
  const char decimal = format.has_decimal_comma || format.is_mixed ? ',' : '.';
  const char group = decimal == ',' ? '.' : ',';
  if (text.find(group) != std::string::npos) {
    if (!format.has_grouping) return std::nullopt;
    std::string_view whole = shape_of(text).mantissa;
    whole = whole.substr(0, whole.find(decimal));
    if (!is_grouped(whole, group)) return std::nullopt;
    std::erase(text, group);
  }
  if (std::ranges::count(text, decimal) > 1) return std::nullopt;
  std::ranges::replace(text, ',', '.');
  const auto value = parse_point_number(text);
  if (!value) return std::nullopt;
  return number->is_percent ? *value / 100.0 : *value;
}

}  // namespace purr::shell

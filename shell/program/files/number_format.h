#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace purr::shell {

/// How a column writes its numbers.
struct NumberFormat {
  bool has_decimal_comma = false;
  bool has_grouping = false;  ///< the other sign of point and comma separates thousands
  bool is_mixed = false;      ///< both signs are decimal, each in other rows
  bool operator==(const NumberFormat&) const = default;
};

/// What a field tells about the two signs.
struct NumberEvidence {
  bool is_number = false;      ///< in one of the formats
  bool has_point = false;      ///< a decimal point for certain: 1.5, 1,234.5
  bool has_comma = false;      ///< a decimal comma for certain: 1,5, 1.234,5
  bool groups_comma = false;   ///< thousands separated by commas for certain: 1,234,567
  bool groups_point = false;   ///< thousands separated by points for certain
  bool is_open_comma = false;  ///< 1,234: one or the other
  bool is_open_point = false;  ///< 1.234
};

/// A number without what surrounds it: "−1 234,5 %" is sign, digits and a percent sign. Blanks and
/// apostrophes between groups of three digits are taken off; signs of currency and "%" at its ends
/// too; full-width characters become ASCII; brackets around it mean minus. None for other text.
struct PlainNumber {
  std::string text{};  ///< digits, points, commas, sign, exponent
  bool is_percent = false;
  bool was_dressed = false;  ///< something other than sign, digits, point, exponent was there
};
std::optional<PlainNumber> plain_number(std::string_view field);

NumberEvidence number_evidence(std::string_view field);

/// Whether the field is a number in any of the formats.
bool is_number(std::string_view field);

/// The value of a field; a percentage is divided by 100. None where it is not a number in this
/// format. May be infinite: 1e400.
std::optional<double> number_value(std::string_view field, NumberFormat format);

}  // namespace purr::shell

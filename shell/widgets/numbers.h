// Numbers as text and text as numbers. Draws nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace purr::shell {

// How a number is shown depends on what it is. A setting or a count: `number`. A measured value:
// `significant`, or `probability` and `percent` for shares of one. `fixed` where the places of
// several numbers must agree, such as the labels of an axis. None of them shows as 0, 1 or 100 %
// what is not. Thousands are separated by a comma, as both languages do. Powers of ten have the
// superscripts of Unicode, which text.h draws as raised digits. What other programs read (files,
// JSON, links) is not written by these functions.

/// A setting or a count. 12345.6 -> "12,346", 0.0075 -> "0.0075", 1e-8 -> "10⁻⁸": at most `digits`
/// significant digits behind the point, integer digits always, no trailing zeros. NaN and infinity
/// are "NaN" and "∞".
[[nodiscard]] std::string number(double value, int digits = 4);

/// A measured value with `digits` significant digits: 0.4 -> "0.400", 0.00239 -> "0.00239",
/// 2e11 -> "2.00×10¹¹". Powers of ten below 0.0001 and from a million on; "0" for exactly 0.
/// @param sign  a positive value gets a plus.
[[nodiscard]] std::string significant(double value, int digits = 3, bool sign = false);

/// A probability as `significant`, with as many nines as it takes not to reach 1: "0.99996".
[[nodiscard]] std::string probability(double value);

/// A share from 0 to 1 in percent, without its sign: 0.784 -> "78.4". More than `decimals` places
/// where it would round to 0 or 100: 0.9996 -> "99.96".
[[nodiscard]] std::string percent(double share, int decimals = 1);

/// Exactly `decimals` places, with the sign always shown when `sign` is true. A value that would
/// round to zero is shown as `significant` does.
[[nodiscard]] std::string fixed(double value, int decimals, bool sign = false);

/// As few digits as name this double and no other.
[[nodiscard]] std::string every_digit(double value);

/// Reads a number as users type it: "0.01", "0,01", "1e-3", "1,000", "1 000", " 12 ",
/// "2.5×10⁻⁷".
/// A single comma is a decimal comma unless exactly three digits follow a non-zero group and the
/// value is an integer one (`integer`).
[[nodiscard]] std::optional<double> parse_number(std::string_view typed, bool integer = false);

}  // namespace purr::shell

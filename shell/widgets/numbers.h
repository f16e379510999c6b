// Numbers as text and text as numbers. Draws nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace purr::shell {

/// 12345.6 -> "12,346", 0.0075 -> "0.0075", 1e-7 -> "1e-7": at most `digits` significant digits
/// behind the point, integer digits always, no trailing zeros, thousands separated. NaN and
/// infinity are "NaN" and "∞".
[[nodiscard]] std::string number(double value, int digits = 4);

/// Exactly `decimals` places, with the sign always shown when `sign` is true.
[[nodiscard]] std::string fixed(double value, int decimals, bool sign = false);

/// Reads a number as users type it: "0.01", "0,01", "1e-3", "1,000", "1 000", " 12 ".
/// A single comma is a decimal comma unless exactly three digits follow a non-zero group and the
/// value is an integer one (`integer`).
[[nodiscard]] std::optional<double> parse_number(std::string_view typed, bool integer = false);

}  // namespace purr::shell

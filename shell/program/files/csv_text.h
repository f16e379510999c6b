#pragma once

#include <optional>
#include <string_view>

/// Shared by the readers of comma-separated text: lines, the separator, numbers.
namespace purr::shell {

/// Without the spaces at both ends.
std::string_view trim(std::string_view text);

/// Takes the first line off `rest`. Lines end with \n, \r\n, or \r (old programs).
std::string_view take_line(std::string_view& rest);

/// A tab where the line has one (a spreadsheet's paste), else a semicolon, else a comma.
char separator_of(std::string_view line);

/// The finite number that is the whole of `field`, which has no spaces at its ends; no value
/// otherwise. With `has_decimal_comma` "2,5" is read like "2.5".
std::optional<double> read_number(std::string_view field, bool has_decimal_comma);

}  // namespace purr::shell

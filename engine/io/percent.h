#pragma once

#include <string>
#include <string_view>

namespace purr {

/// Text of a link as it was meant: %XX becomes its byte; a percent sign that encodes nothing stays.
std::string percent_decode(std::string_view text);
/// Everything but letters, digits and -._~ as %XX (RFC 3986).
std::string percent_encode(std::string_view text);

}  // namespace purr

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace purr {

/// Returns untrusted text in a form that is safe to show: valid UTF-8 without control characters.
/// Bytes that are not part of a character become "?"; text longer than `limit` bytes ends in "…".
std::string printable(std::string_view text, std::size_t limit = 60);

}  // namespace purr

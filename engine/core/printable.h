#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace purr {

/// Text of unknown origin as a message may show it: valid UTF-8 without control characters, where a
/// byte that belongs to no character becomes "?", and cut with "…" after `limit` bytes.
std::string printable(std::string_view text, std::size_t limit = 60);

}  // namespace purr

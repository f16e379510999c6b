#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace purr {

/// The keys and values of a link as they were meant, whatever mail, messengers and word processors
/// made of it: marks behind or in front of it, invisible characters, HTML's `&amp;`, full-width
/// signs, blanks, and characters that were encoded once, twice or three times, = and & too.
///
/// Values of addresses (`is_verbatim`) are only decoded once, as everything else of a sound link
/// is.
/// @param text  what stands behind the # or ? of an address.
std::vector<std::pair<std::string, std::string>> repaired_pairs(
    std::string_view text, bool (*is_verbatim)(std::string_view key));

/// The same for one value, without decoding: full-width signs become ASCII; invisible characters
/// and blanks go.
std::string repaired_value(std::string_view value);

/// Characters that cannot be seen as their names, such as <U+200B>, for messages.
std::string with_visible_characters(std::string_view text);

}  // namespace purr

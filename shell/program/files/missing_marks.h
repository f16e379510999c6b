#pragma once

#include <string_view>

namespace purr::shell {

/// Whether a field means "no value" in every column: empty, ?, NA, NaN, null …
bool is_missing_mark(std::string_view field);

/// Whether it does in a column of numbers; among words "-" or "none" may be words.
bool is_missing_number(std::string_view field);

}  // namespace purr::shell

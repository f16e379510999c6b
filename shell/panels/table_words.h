#pragma once

#include <string>
#include <string_view>

#include "shell/panels/table_choices.h"

/// What the preview of a table says, in the language of the interface.
namespace purr::shell {

std::string separator_words(char separator);
std::string decimal_words(DecimalMark mark);
std::string use_words(ColumnUse use);
/// How a column became numbers, or why it did not: "C = 0, Q = 1 · 2 missing".
std::string coding_words(const ColumnReport& column, const TableReport& report,
                         bool is_standardised);
/// Text of a file with its markup characters made ordinary ones.
std::string literal(std::string_view text);

}  // namespace purr::shell

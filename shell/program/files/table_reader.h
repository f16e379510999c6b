#pragma once

#include <memory>
#include <string_view>

#include "engine/core/result.h"
#include "engine/data/table.h"

namespace purr::shell {

/// Reads a table from text as spreadsheets write and copy it.
///
/// The separator is a tab, a semicolon or a comma, whichever of them the first line has first in
/// this order; with one of the first two a decimal comma is read too. Fields may stand in double
/// quotes, a doubled quote inside is one. The first line is a header where one of its fields is not
/// a number and the second line's field is one, or where all its fields are words and the next
/// line's are not; without a header columns are called x1, x2 …. A column with words in it becomes
/// numbers, the words in the order of the alphabet (so that "no" is 0 and "yes" is 1); a column of
/// more than 1000 different words is refused. Empty lines and lines that begin with # are
/// skipped.
///
/// Errors: table_row where a line has another number of fields than the first or a field is empty,
/// table_words, csv_no_rows, table_too_large.
/// @param name  of the file, for messages.
Result<std::shared_ptr<const Table>> read_table(std::string_view name, std::string_view text);

}  // namespace purr::shell

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace purr::shell {

/// Without the blanks at both ends, no-break ones included.
std::string_view trim(std::string_view text);

/// A text as rows of fields. The fields point into memory that the value owns.
struct DelimitedText {
  std::shared_ptr<const void> memory;
  std::vector<std::string_view> fields;  ///< row by row, quotes taken off
  std::vector<std::size_t> lines;        ///< the number of each row's first line, from 1
  std::size_t columns = 0;
  char separator = ',';             ///< ' ' is any run of blanks
  bool is_separator_named = false;  ///< by a line of the file, or by the caller
  int title_lines = 0;              ///< lines above the table that were skipped
  std::string first_title;          ///< the first of them
  bool has_row_names = false;       ///< the header has no name for the first column, as R writes it

  std::size_t rows() const { return lines.size(); }
  std::string_view at(std::size_t row, std::size_t column) const {
    return fields[row * columns + column];
  }
};

/// Parses text with separators as spreadsheets and statistics programs write it.
///
/// The separator is named by a first line such as `sep=;`, or else it is the one of tab, semicolon,
/// comma, bar and blanks that cuts most rows into the same number of fields, two at least; of equal
/// ones the one whose fields are more often numbers, then the first in this order.
///
/// A field may stand in double quotes; a doubled quote inside is one, and line ends inside belong
/// to the field. Lines end with \n, \r\n or \r. Empty lines, rows of empty fields, and lines that
/// begin with # are skipped, also a control-Z at the end. Lines of fewer fields above the first
/// whole row are titles. Empty fields beyond the last column of the others (trailing separators)
/// are dropped.
///
/// Errors: table_no_rows, table_no_separator, table_row where a row has another number of fields
/// than the others, table_too_large.
/// @param name  of the file, for messages.
/// @param text  UTF-8 without a byte order mark.
/// @param separator  0: detected.
Result<DelimitedText> parse_delimited(std::string_view name, std::string text, std::size_t max_rows,
                                      std::size_t max_columns, char separator = 0);

}  // namespace purr::shell

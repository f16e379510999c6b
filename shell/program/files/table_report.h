#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace purr::shell {

/// Why a field has no value that a row could be used with.
enum class MissingKind : std::uint8_t {
  mark,        ///< empty, or ?, NA, NaN, null, #N/A …
  not_number,  ///< a word in a column of numbers
  too_large,   ///< a number that cannot be computed with
};

/// Rows that were left out for one reason.
struct RowsLeftOut {
  std::string column;
  MissingKind kind = MissingKind::mark;
  int count = 0;
  std::string example;         ///< the field of the first such row
  std::size_t first_line = 0;  ///< its line in the file
};

enum class ColumnRole : std::uint8_t {
  feature,
  label,
  identifier,      ///< numbers or names the rows: not a feature unless it is chosen
  too_many_words,  ///< left out of the table
  mostly_missing,  ///< left out of the table
};

/// How one column was understood.
struct ColumnReport {
  std::string name;
  ColumnRole role = ColumnRole::feature;
  bool is_words = false;
  int different = 0;                 ///< values
  int missing = 0;                   ///< of all rows of the file
  std::vector<std::string> words{};  ///< of a column of words, in the order of their codes 0, 1 …
  std::string written;               ///< a number that was read in another notation: "82.088,38"
  double written_value = 0.0;        ///< what it was read as
};

/// What was understood of a table.
struct TableReport {
  std::string file;
  std::string test_file;  ///< empty where none was given
  std::string encoding;
  bool is_encoding_guessed = false;
  char separator = ',';  ///< ' ' is any run of blanks
  bool has_header = false;
  int title_lines = 0;
  std::string first_title;
  int rows_in_file = 0;  ///< of data
  int rows = 0;          ///< that are used
  int test_rows = 0;     ///< of these, given as a test set
  std::vector<RowsLeftOut> left_out{};
  std::vector<ColumnReport> columns{};
  std::string label;           ///< empty where no column can be one
  std::string class_names[2];  ///< of the label
};

/// The report in sentences: first what was read, then everything that is not plain.
std::vector<Error> report_notes(const TableReport& report);

/// The report as a JSON object, for the page's API and the command line.
std::string report_json(const TableReport& report);

/// The report as lines of text, in English.
std::string report_text(const TableReport& report);

}  // namespace purr::shell

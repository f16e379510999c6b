#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"

/// What was understood of a table, and what the user chose about it. Plain values: the reader
/// (shell/program/files) fills the report, a panel shows it and edits the choices.
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
  not_chosen,      ///< others were chosen as features
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
  bool has_numbers = false;          ///< some of its fields are numbers
  bool is_one_hot = false;           ///< each of `values` is an input of its own, 0 or 1
  std::vector<std::string> values{};  ///< of a column that is one-hot
};

/// One of the first rows.
struct SampleRow {
  std::size_t line = 0;             ///< in its file
  bool is_left_out = false;         ///< a value of it is missing
  std::vector<std::string> fields;  ///< as they are written, cut to what is shown
};

/// The sign before the decimals.
enum class DecimalMark : std::uint8_t { none, point, comma, both };

/// What was understood of a table.
struct TableReport {
  std::string file;
  std::string test_file;  ///< empty where none was given
  std::string encoding;
  bool is_encoding_guessed = false;
  char separator = ',';             ///< ' ' is any run of blanks
  bool is_separator_named = false;  ///< by the file itself or by the user
  DecimalMark decimal = DecimalMark::none;
  bool is_decimal_guessed = false;  ///< as in 1,234, which may be either
  bool has_header = false;
  int title_lines = 0;
  std::string first_title;
  int rows_in_file = 0;  ///< of data
  int rows = 0;          ///< that are used
  int test_rows = 0;     ///< of these, given as a test set
  std::vector<RowsLeftOut> left_out{};
  std::vector<ColumnReport> columns{};
  std::vector<SampleRow> sample{};
  std::string label;            ///< empty where no column can be one
  std::string class_names[2];   ///< of the label
  std::string class_values[2];  ///< as they stand in the table
};

/// What a column is read as, where the user decides.
enum class ColumnType : std::uint8_t { numbers, words };

/// What the user chose about the reading of a table; the rest is detected.
struct TableOptions {
  std::string encoding{};  ///< the name of one (program/files/text_encoding.h); empty: detected
  char separator = 0;      ///< ' ' is any run of blanks; 0: detected
  DecimalMark decimal = DecimalMark::none;    ///< point or comma; none: detected
  std::map<std::string, ColumnType> types{};  ///< of columns, by name
  bool operator==(const TableOptions&) const = default;
};

/// What the preview of a table shows and edits.
struct TableView {
  bool is_there = false;       ///< a table was read
  bool is_rereadable = false;  ///< its files are kept
  TableReport report{};
  std::vector<Error> left_out{};         ///< rows and columns, in sentences
  TableOptions options{};                ///< by which it was read
  TableOptions wanted{};                 ///< as a panel edits them; the App follows
  std::vector<std::string> encodings{};  ///< names of all that can be chosen
  std::optional<Error> error{};  ///< why it cannot be read by `options`; the report is older
};

}  // namespace purr::shell

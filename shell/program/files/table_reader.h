#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/inputs.h"
#include "engine/data/table.h"
#include "shell/program/files/delimited_text.h"
#include "shell/program/files/table_report.h"
#include "shell/program/files/text_encoding.h"

namespace purr::shell {

/// The largest text file that is read.
inline constexpr std::size_t kMaxTextBytes = std::size_t{16} << 20U;

/// A text file as rows of fields, before types are decided.
struct TextTable {
  std::string name;  ///< of the file, as shown
  TextEncoding encoding = TextEncoding::utf8;
  bool is_encoding_guessed = false;
  DelimitedText rows{};
};

/// Decodes and parses one file.
///
/// Errors: file_too_large, and those of decode_text and parse_delimited.
Result<TextTable> read_text_table(std::string_view name, std::span<const std::uint8_t> bytes,
                                  std::optional<TextEncoding> encoding = std::nullopt);

/// The same for a file that may be anything else: what is no text is said by its kind. Text that is
/// no table is file_unknown, unless the name is one of a table.
/// @param file_size  of the whole file; `bytes` may be its first 64 kB where it is too large.
Result<TextTable> read_text_file(std::string_view name, std::span<const std::uint8_t> bytes,
                                 std::uint64_t file_size,
                                 std::optional<TextEncoding> encoding = std::nullopt);

/// A table and what was understood of it.
struct TableRead {
  std::shared_ptr<const Table> table;
  TableReport report;
};

/// Decides header, types and codes, over all rows of all parts together.
///
/// The first row is a header where one of its fields is a word and most fields below are numbers,
/// or where all its fields are words; without one columns are called x1, x2 …. A column is of
/// numbers where all its fields are, apart from marks for missing values (empty, ?, NA, N/A, NaN,
/// null, None,
/// -, #N/A and spreadsheets' errors, inf); a few words among many different numbers count as
/// missing. One notation holds for a column: NumberFormat. Any other column is of words: they
/// become numbers in the order of their UTF-8 bytes ("no" is 0 and "yes" is 1), compared whole.
///
/// Rows with a missing value are left out. A column that would cost two rows in five, or that has
/// more than 1000 different words, is left out instead. The report counts both.
///
/// @param train  the table, or its training set.
/// @param test   a test set with the same columns, or null.
/// Errors: table_other_columns, table_no_rows, table_empty_field where more than half of the rows
/// are incomplete, table_values_too_large, table_words.
Result<TableRead> make_table(const TextTable& train, const TextTable* test = nullptr);

/// The points of a table of exactly two columns of numbers and a last column of 0 and 1: those of
/// the training and of the test set. Null for other tables and for empty parts.
struct TablePoints {
  std::shared_ptr<const PointSet> train;
  std::shared_ptr<const PointSet> test;
};
TablePoints points_of(const Table& table);

/// Whether a file of this name is a test set: the name contains "test" in upper or lower case.
bool is_test_name(std::string_view name);

/// What the text files of one drop come to.
struct TablesRead {
  UserData data;
  std::vector<TableReport> reports;  ///< of the table that is used
  std::vector<Error> notes;
  std::vector<Error> errors;
};

/// Combines the text files of one drop. Two files with equal columns, one of them with "test" in
/// its name, are one table with a given split; of several tables the last one is used, with a note.
/// A table that is also a set of points in the plane is brought as points too; a single file of
/// points named a test set brings test points.
TablesRead combine_tables(const std::vector<TextTable>& files);

}  // namespace purr::shell

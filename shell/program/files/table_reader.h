#pragma once

#include <memory>

#include "engine/core/result.h"
#include "engine/data/inputs.h"
#include "engine/data/table.h"
#include "shell/program/files/table_report.h"
#include "shell/program/files/text_table.h"

namespace purr::shell {

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
/// more than 1000 different words, is left out instead. Where spec.label and spec.features name
/// columns, these are kept for any cost, and the others cost no row. The report counts all of it.
///
/// @param train    the table, or its training set.
/// @param test     a test set with the same columns, or null.
/// @param options  what is not detected because the user decided it.
/// @param spec     the chosen columns, by name.
/// Errors: table_other_columns, table_no_rows, table_empty_field where more than half of the rows
/// are incomplete, table_values_too_large, table_words.
Result<TableRead> make_table(const TextTable& train, const TextTable* test = nullptr,
                             const TableOptions& options = {},
                             const DataSpec& spec = {.source = DataSource::table});

/// The points of a table of exactly two columns of numbers and a last column of 0 and 1: those of
/// the training and of the test set. Null for other tables and for empty parts.
struct TablePoints {
  std::shared_ptr<const PointSet> train;
  std::shared_ptr<const PointSet> test;
};
TablePoints points_of(const Table& table);

}  // namespace purr::shell

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/data_spec.h"

namespace purr {

/// Rows of numbers with names for the columns, as a CSV or an npz holds them.
struct Table {
  static constexpr int kMaxColumns = 256;
  static constexpr int kMaxRows = 1000000;
  /// Squares and sums of such values are finite, and so are the values as floats.
  static constexpr double kMaxValue = 1e30;

  std::vector<std::string> names;  ///< of the columns
  std::vector<double> values;      ///< row by row
  int rows = 0;
  /// For each column of words, the word behind each number; empty for a column of numbers.
  std::vector<std::vector<std::string>> words;
  int test_rows = 0;  ///< the last rows are a given test set; 0: the run splits the table itself

  int columns() const { return static_cast<int>(names.size()); }
  double at(int row, int column) const {
    return values[static_cast<std::size_t>(row) * names.size() + static_cast<std::size_t>(column)];
  }
  bool operator==(const Table&) const = default;
};

/// Whether sizes agree, every value is at most kMaxValue in size, and a row is left for training.
bool is_whole(const Table& table);

/// The columns of a table that a run uses.
struct TableParts {
  int label = 0;                           ///< the column of labels
  std::vector<int> features;               ///< the feature columns
  std::array<double, 2> label_values{};    ///< the values that mean class 0 and class 1
  std::array<std::string, 2> class_names;  ///< for the screen: cleaned, cut, different
  std::vector<int> identifiers;            ///< columns that only name or number the rows
};

/// Chooses columns.
///
/// The label is spec.label_column. Where that is −1, values decide among columns with exactly two
/// of them: one called label, class, target or y; else the last column; else one of 0 and 1; else
/// the last one of two values. Where no column has two values, one of a single value is taken in
/// the same order.
///
/// Features are spec.columns, or where that is empty all others but the identifiers, as long as a
/// feature is left. An identifier has another value in each row and a name such as id or index, or
/// is a column of words that are all different, or a first column without a name that counts.
///
/// Of the label's two values the smaller one is class 0.
///
/// Errors: table_label where the chosen column has more than two values, table_no_label where every
/// column has, table_columns where no feature is left.
Result<TableParts> choose_columns(const Table& table, const DataSpec& spec);

}  // namespace purr

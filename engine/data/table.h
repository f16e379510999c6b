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
  static constexpr int kMostColumns = 256;
  static constexpr int kMostRows = 100000;

  std::vector<std::string> names;  ///< of the columns
  std::vector<double> values;      ///< row by row
  int rows = 0;
  /// For each column of words, the word behind each number; empty for a column of numbers.
  std::vector<std::vector<std::string>> words;

  int columns() const { return static_cast<int>(names.size()); }
  double at(int row, int column) const {
    return values[static_cast<std::size_t>(row) * names.size() + static_cast<std::size_t>(column)];
  }
  bool operator==(const Table&) const = default;
};

/// Whether sizes agree and every value is a finite number.
bool is_whole(const Table& table);

/// The columns of a table that a run uses.
struct TableParts {
  int label = 0;                         ///< the column of labels
  std::vector<int> features;             ///< the feature columns
  std::array<double, 2> label_values{};  ///< the values that mean class 0 and class 1
  std::array<std::string, 2> class_names;
};

/// Chooses columns: the label is spec.label_column, or where that is −1 a column called label,
/// class, target or y, or else the last one; features are spec.columns, or where that is empty all
/// others. Of the label's two values the smaller one is class 0.
///
/// Errors: table_label where the label's column has not exactly two values (or one), table_columns
/// where no feature is left.
Result<TableParts> choose_columns(const Table& table, const DataSpec& spec);

}  // namespace purr

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
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
  /// Readers cut longer names.
  static constexpr std::size_t kMaxNameBytes = 40;
  /// The part of a value that a link names.
  static constexpr std::size_t kMaxValueBytes = 400;

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
  std::vector<Error> notes;                ///< names that were asked for and are not there
};

/// One input of the network.
struct TableInput {
  int column = 0;
  bool is_one_hot = false;  ///< 1 where the column has `value`, else 0; otherwise the number itself
  double value = 0.0;
  std::string name;  ///< "Age", "Embarked = S"

  double of(const Table& table, int row) const {
    const double x = table.at(row, column);
    return is_one_hot ? (x == value ? 1.0 : 0.0) : x;
  }
};

/// The column of this name, or −1.
int find_column(const Table& table, std::string_view name);

/// The different values of a column, ascending; at most `limit` + 1 of them.
std::vector<double> different_values(const Table& table, int column, std::size_t limit);

/// A value as it stands in the table: a word, or a number of six digits.
std::string value_text(const Table& table, int column, double value);

/// Chooses columns.
///
/// The label is spec.label or, where that is no name of a column, spec.label_column. Where that is
/// −1, values decide among columns with exactly two
/// of them: one called label, class, target or y; else the last column; else one of 0 and 1; else
/// the last one of two values. Where no column has two values, one of a single value is taken in
/// the same order.
///
/// Features are spec.features, else spec.columns, or where both are empty all others but the
/// identifiers, as long as a feature is left. An identifier has another value in each row and a
/// name such as id or index, or is a column of words that are all different, or a first column
/// without a name that counts.
///
/// Of the label's two values spec.class_one is class 1, else the larger one.
///
/// Notes: table_label_missing, table_name_missing, table_class_missing.
///
/// Errors: table_label where the chosen column has more than two values, table_no_label where every
/// column has, table_columns where no feature is left.
Result<TableParts> choose_columns(const Table& table, const DataSpec& spec);

/// The inputs that the features of `parts` become: one each, or one for each different value of a
/// column of spec.one_hot. A note names a column of more than kMaxOneHot values, which stays one.
std::vector<TableInput> table_inputs(const Table& table, const TableParts& parts,
                                     const DataSpec& spec, std::vector<Error>& notes);

/// The most different values of a column that become inputs.
inline constexpr std::size_t kMaxOneHot = 32;

}  // namespace purr

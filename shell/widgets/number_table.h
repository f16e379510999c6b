// Tables of numbers, each entry tinted by its value.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace purr::shell {

/// One row of a table of numbers.
struct NumberRow {
  std::string_view label;  ///< marked up, such as "dZ^[3]"
  std::span<const double> values;
};

struct NumberTableSpec {
  int digits = 3;  ///< significant ones; fewer, down to 2, where the columns do not fit otherwise
  /// The value drawn in the most saturated colour; 0: the largest of the table.
  double full_scale = 0.0;
  /// Width of the column of labels; 0: as wide as needed.
  float label_width = 0.0F;
  int lit_row = -1, lit_column = -1;  ///< the entry with a ring
  bool is_tinted = true;
  /// What the entry in a row and a column says, in lines with the markup of text.h, its name first:
  /// shown in a bubble under the mouse, the keyboard, or after a tap. Without it entries say
  /// nothing and the keyboard does not reach them.
  std::function<std::string(int row, int column)> words = {};
  int first_column = 0;  ///< number of the first column in the ids of entries, "table/row/column"
};

/// The entry of a table that is under the mouse, or was pressed.
struct CellAt {
  int row = -1, column = -1;
  bool is_pressed = false;
  explicit operator bool() const { return row >= 0; }
};

/// Numbers in mono type, every entry tinted by its sign and size. Columns that do not fit are
/// replaced by one … column.
CellAt number_table(std::string_view id, std::string_view label, std::span<const NumberRow> rows,
                    const NumberTableSpec& spec = {});

}  // namespace purr::shell

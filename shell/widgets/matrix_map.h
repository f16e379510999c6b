// A matrix as a map of colours with its numbers, row and column numbers beside it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "imgui.h"

namespace purr::shell {

/// How many digits the entries of a matrix are shown with.
enum class EntryDigits { two, four, all };

/// An entry of a matrix as it is shown there: four digits, all, or two without the zero before the
/// point (".27", "−.084"), of which at most three behind it: "≈0" is what is smaller.
[[nodiscard]] std::string entry_text(double value, EntryDigits digits);

/// What part of a matrix is in sight. Matrices of the same shape may share it.
struct MatrixScroll {
  ImVec2 at = {0, 0};  ///< pixels from the first column and row
  int seen_row = -1;   ///< the chosen entry that was last brought into sight
  int seen_column = -1;
  bool is_dragging = false;
  ImVec2 press = {0, 0};
};

struct MatrixMapSpec {
  int rows = 0;
  int columns = 0;
  std::span<const double> values{};  ///< row by row
  double factor = 1.0;               ///< numbers are shown times this
  EntryDigits digits = EntryDigits::two;
  double full_scale = 1.0;  ///< the value in the most saturated colour
  int row = 0, column = 0;  ///< the chosen entry, from 0
  float max_height = 320.0F;
  bool is_vector = false;  ///< one column whose chosen entry is that of another matrix's row
};

/// The height that the map takes within `width`, and whether its entries show their numbers: those
/// of large matrices are colours only.
struct MatrixMapSize {
  float height = 0.0F;
  bool has_numbers = true;
};
[[nodiscard]] MatrixMapSize matrix_map_size(const MatrixMapSpec& spec, float width);

/// The width in which all columns of a map with numbers are in sight, each as narrow as can be.
[[nodiscard]] float matrix_map_min_width(const MatrixMapSpec& spec);

/// Draws the map over the available width; what does not fit scrolls below the pinned numbers of
/// rows and columns. A press chooses an entry, a drag or the wheel scrolls, arrow keys walk.
/// @return true when row and column of the chosen entry changed; then they are in `row`, `column`.
bool matrix_map(std::string_view id, std::string_view label, const MatrixMapSpec& spec,
                MatrixScroll& scroll, int& row, int& column);

/// The scale of a map: its ends as text and the colours between them, right-aligned in a box.
void draw_matrix_scale(ImDrawList* list, ImVec2 right_middle, std::string_view low,
                       std::string_view high);

}  // namespace purr::shell

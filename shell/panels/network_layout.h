#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "shell/widgets/places.h"

/// Where the parts of the network drawing stand: plain geometry in points, without drawing. Nothing
/// here needs an ImGui context.
namespace purr::shell {

enum class ColumnKind : std::uint8_t {
  input,
  planes,   ///< the red, green and blue plane of a picture
  weights,  ///< of logistic regression on pictures: w as a picture
  hidden,
  output
};

struct NetworkColumn {
  ColumnKind kind = ColumnKind::input;
  int layer = 0;  ///< from 1, of a hidden column and of the output; else 0
  float x = 0.0F;
  float width = 0.0F;
  float centre() const { return x + width / 2; }
};

/// Columns from left to right: the input first, the output last. All share the same heights.
struct NetworkLayout {
  float head = 0.0F;  ///< top of the column heads
  float foot = 0.0F;  ///< top of the matrix shapes
  Rect body;          ///< where units and pictures stand
  std::vector<NetworkColumn> columns;

  /// The columns of the layers 1 … L; the input's columns are left out.
  std::span<const NetworkColumn> layer_columns() const;
};

/// How much larger units and pictures are drawn in a high card: 1 to 1.6.
float network_growth(float body_height);

/// @param inner             the card below its title row, without its padding.
/// @param hidden_count      hidden layers, 0 for logistic regression.
/// @param has_pictures      the data are pictures, not points or a table.
/// @param min_output_width  of the last column, beside any number of layers.
NetworkLayout network_layout(const Rect& inner, int hidden_count, bool has_pictures,
                             float min_output_width);

/// The units of one layer in rows and columns, centred in their box.
struct UnitGrid {
  int columns = 1;
  int rows = 1;
  int shown = 0;       ///< the first units; fewer than the layer has where the box is too small
  float side = 0.0F;   ///< of one unit
  float pitch = 0.0F;  ///< from one unit to the next
  Rect block;          ///< around all that are shown
  Rect place(int unit) const;
  /// The unit under a point, −1 for none.
  int unit_at(ImVec2 point) const;
};

/// The largest size with which all units fit, in as few columns as that takes.
/// @param box          the space for the units.
/// @param as_pictures  units are drawn as pictures of their weights, else as circles. Circles may
///                     shrink to stay in one column.
UnitGrid unit_grid(int units, const Rect& box, bool as_pictures);

/// Where edges arrive at a column and leave it, one point per unit.
struct EdgeEnds {
  std::vector<ImVec2> left, right;
};

/// Edges end at the sides of the block, so that none crosses a neighbouring unit.
EdgeEnds edge_ends(const UnitGrid& grid);

/// One weight as a line.
struct Edge {
  ImVec2 from, to;
  float strength = 0.0F;  ///< |w| as a part of the largest |w| of the layer, 0 to 1
  bool is_positive = false;
};

/// The edges between two columns, without those too weak to see (less than 8 % of the largest).
/// @param W      of the layer, column-major: unit i of the layer and input j at [j·n_out + i]. May
///               be empty; inputs and units without an end are left out.
/// @param n_out  units of the layer, also those that are not shown.
std::vector<Edge> edges_between(const EdgeEnds& from, const EdgeEnds& to, std::span<const double> W,
                                int n_out);

/// Three overlapping squares, from the top left to the bottom right.
struct PlanesLayout {
  float side = 0.0F;
  std::array<Rect, 3> places;
  EdgeEnds ends;
};
PlanesLayout planes_layout(const NetworkLayout& layout, const NetworkColumn& column);

/// A square picture in the middle of a column.
Rect picture_place(const NetworkLayout& layout, const NetworkColumn& column);

/// The width of words in a type size, both in points.
using MeasureWords = std::function<float(std::string_view words, float size)>;

/// `size`, or a smaller one down to 7.5 if the words are wider than the column: a smaller size
/// loses less than a cut end.
float fitted_size(std::string_view words, float column_width, float size,
                  const MeasureWords& measure);

}  // namespace purr::shell

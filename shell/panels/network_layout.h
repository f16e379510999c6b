#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "imgui.h"
#include "shell/panels/network_grid.h"
#include "shell/widgets/places.h"

/// Where the columns of the network drawing stand: plain geometry in points, without drawing.
/// Nothing here needs an ImGui context.
namespace purr::shell {

enum class ColumnKind : std::uint8_t { input, hidden, output };

struct NetworkColumn {
  ColumnKind kind = ColumnKind::input;
  int layer = 0;  ///< from 1, of a hidden column and of the output; else 0
  float x = 0.0F;
  float width = 0.0F;
  float centre() const { return x + width / 2; }
  float right() const { return x + width; }
};

/// What the columns hold.
struct NetworkContent {
  std::vector<int> hidden{};       ///< units of the hidden layers
  bool has_pictures = false;       ///< the data are pictures, not points or a table
  bool is_compact = false;         ///< without the input, the settings and the words at the output
  float text_scale = 1.0F;         ///< of the theme
  float min_control_width = 0.0F;  ///< of a column with the settings of its layer below it
};

/// Columns from left to right: the input first, the output last. All share the same heights.
struct NetworkLayout {
  Rect body;                  ///< where units and pictures stand
  float foot = 0.0F;          ///< top of the captions
  float bottom = 0.0F;        ///< below the captions
  bool has_controls = false;  ///< there is room for the settings of each layer below it
  bool is_compact = false;
  std::vector<NetworkColumn> columns;

  /// The columns of the layers 1 … L; the input is left out.
  std::span<const NetworkColumn> layer_columns() const;
};

/// @param inner  the space of the drawing, of any size.
NetworkLayout network_layout(const Rect& inner, const NetworkContent& content);

/// The space of a hidden column's units.
Rect units_box(const NetworkLayout& layout, const NetworkColumn& column);

/// The chosen picture, at the left of its column; the arrow to layer 1 has the rest.
Rect picture_place(const NetworkLayout& layout, const NetworkColumn& column);

/// The bar of ŷ.
Rect output_bar(const NetworkLayout& layout, const NetworkColumn& column);

/// Heights of the rows of captions below the columns, for one text scale.
struct CaptionRows {
  float name = 0.0F;     ///< "layer 2"
  float count = 0.0F;    ///< "7 units"
  float chooser = 0.0F;  ///< the activation
  float slider = 0.0F;   ///< with the lock and the cross
  float shape = 0.0F;    ///< "W[2] (7, 20)"
};
CaptionRows caption_rows(float text_scale);

}  // namespace purr::shell

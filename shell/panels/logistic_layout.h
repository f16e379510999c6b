#pragma once

#include <array>

#include "imgui.h"
#include "shell/widgets/places.h"

/// Where the parts of the line of logistic regression stand: picture → planes → x ∗ w = products →
/// Σ
/// + b → σ → ŷ. Plain geometry in points; nothing here needs an ImGui context.
namespace purr::shell {

struct LogisticLayout {
  bool has_columns = false;  ///< planes, x and the products as numbers; there is room for them
  bool is_stacked = false;   ///< Σ, σ and ŷ stand below the pictures
  Rect picture;
  std::array<Rect, 3> planes{};
  Rect x;               ///< the column x
  Rect weights;         ///< w as a picture
  Rect products;        ///< w ∗ x as a picture
  Rect cells;           ///< the products as a column
  ImVec2 sum, sigma;    ///< centres of the circles
  float radius = 0.0F;  ///< of the circles
  Rect bar;
  float right = 0.0F;     ///< of the words beside the bar
  float captions = 0.0F;  ///< their top
  Rect strip;             ///< the words about the chosen pixel
};

/// @param inner          the space of the drawing.
/// @param text_scale     of the theme.
/// @param caption_height  of the two rows below the pictures.
/// @param strip_height   of the words about the chosen pixel.
LogisticLayout logistic_layout(const Rect& inner, float text_scale, float caption_height,
                               float strip_height);

/// The cells of three numbers in the middle of a column of numbers.
std::array<Rect, 3> middle_cells(const Rect& column, float text_scale);

}  // namespace purr::shell

// Pictures with rounded corners, outlined in the colour of their class.
#pragma once

#include <string_view>

#include "imgui.h"
#include "shell/widgets/places.h"

namespace purr::shell {

/// The class of a picture.
enum class TileClass { none, cat, non_cat };

struct TileSpec {
  ImTextureRef texture;
  ImVec2 uv0 = {0, 0}, uv1 = {1, 1};
  ImVec2 size = {34, 34};
  TileClass truth = TileClass::none;  ///< outline in the colour of the class
  bool is_wrong = false;              ///< a small cross at the corner: the prediction is wrong
  bool is_flipped = false;            ///< a small ↔ at the corner: the label is flipped
  bool is_chosen = false;
  bool is_interactive = true;
  float radius = 0.0F;  ///< 0: in proportion to the size
  std::string_view hint = {};
};

/// A picture with rounded corners.
/// @return true when pressed.
bool tile(std::string_view id, std::string_view label, const TileSpec& spec);

/// Draws a picture with rounded corners and an outline without making an item.
void draw_tile(ImDrawList* list, const Rect& place, const TileSpec& spec);

}  // namespace purr::shell

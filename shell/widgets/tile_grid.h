// Many tiles of which some are selected.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "shell/widgets/tile_selection.h"
#include "shell/widgets/tiles.h"

namespace purr::shell {

struct TileGridSpec {
  float side = 56.0F;  ///< of a tile, about; the tiles fill the width
  float gap = 6.0F;
  std::function<TileSpec(int)> tile;      ///< called for the visible ones
  std::function<std::string(int)> words;  ///< what a screen reader and a tooltip say of one
};

/// What a grid keeps between frames.
struct TileGridState {
  TileSelection selection;
  ImVec2 press = {0, 0};
  bool is_boxing = false;    ///< a box is being dragged
  bool is_dragging = false;  ///< the selected tiles are being dragged
  bool was_pressed_selected = false;
};

struct TileGridResult {
  /// The selected tiles are held at the pointer, or were let go in this frame: the caller looks
  /// what lies there.
  bool is_dragging = false;
  bool is_dropped = false;
};

/// A scrolling grid of `count` tiles in `size`. A click selects, with Shift a range, with Ctrl one
/// more; a drag from an unselected tile or a gap draws a box, a drag from a selected tile takes all
/// selected ones along; arrows move, Ctrl+A selects all. A finger flips the tile that it taps and
/// scrolls.
///
/// In the registry it is one number, the current tile ("set" and "step" move, "press" flips it),
/// and a check box of the id with "_current" for that tile.
TileGridResult tile_grid(std::string_view id, std::string_view label, int count, ImVec2 size,
                         TileGridState& state, const TileGridSpec& spec);

}  // namespace purr::shell

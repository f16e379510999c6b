#pragma once

#include <optional>
#include <span>

#include "shell/panels/network_layout.h"
#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// A unit opened at its place into its two halves z and a.
namespace purr::shell {

/// Width and height of the box with z, g and a: 132 × 60 at a text scale of 1.
ImVec2 unit_box_size();

/// Moves the neighbours of the open unit apart and places its box there. Where they cannot, the box
/// gets no place in `state` yet: `draw_unit_box` finds one beside the nodes.
/// @param grids  of every column of `layout`, which has the input unless it is compact.
void make_room_for_open_unit(NetworkState& state, const NetworkLayout& layout,
                             std::span<UnitGrid> grids);

/// The place nearest to `unit` for a box of `size` in `room` that no node covers. Nothing where
/// there is none.
std::optional<Rect> free_place(std::span<const PlacedNode> nodes, const Rect& unit, ImVec2 size,
                               const Rect& room);

/// Draws the halves of the open unit and of the one that is pointed at, where there is a place for
/// them, and the panel of the open one, which has the same numbers: at the right of `whole`, or
/// below the drawing of `layout` where that is compact.
void draw_unit_box(Workbench& bench, NetworkState& state, const NetworkLayout& layout,
                   const Rect& inner, const Rect& whole);

}  // namespace purr::shell

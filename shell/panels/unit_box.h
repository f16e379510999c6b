#pragma once

#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// A unit opened: its two halves z and a at its place, and how z comes about in a panel.
namespace purr::shell {

/// What the panel of the open unit leaves of a drawing; all of it where there is no room beside it:
/// then the panel lies over the drawing.
Rect beside_unit_panel(const Rect& whole);

/// Draws the halves of the unit that is pointed at or open over the drawing in `inner`, and the
/// panel of the open one at the right of `whole`.
void draw_unit_box(Workbench& bench, NetworkState& state, const Rect& inner, const Rect& whole);

/// The curve of an activation with a dot at z.
void draw_activation(ImDrawList* list, const Rect& place, Activation g, double slope, double z);

}  // namespace purr::shell

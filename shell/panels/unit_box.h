#pragma once

#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// A unit opened at its place into its two halves z and a.
namespace purr::shell {

/// Draws the halves of the unit that is pointed at or open over the drawing in `inner`, and the
/// panel of the open one at the right of `whole`.
void draw_unit_box(Workbench& bench, NetworkState& state, const Rect& inner, const Rect& whole);

}  // namespace purr::shell

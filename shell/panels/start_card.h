#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

struct StartCardState {
  int layer = 0;         ///< whose units are being set, from 1; 0: none
  float content = 0.0F;  ///< height of all but the pictures in the last frame
};

/// The few settings of the first view, one below the other: the pictures, the layers, the learning
/// rate, and “Train again”. The controls that the full cards have too keep their ids.
void draw_start_card(Workbench& bench, StartCardState& state, const Rect& place);
/// The same side by side. Returns the height that it takes, at the top left of `place`.
float draw_start_strip(Workbench& bench, StartCardState& state, const Rect& place);

}  // namespace purr::shell

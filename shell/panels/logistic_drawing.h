#pragma once

#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// Logistic regression on pictures as one line, from the pixels to ŷ.
namespace purr::shell {

/// Whether the network is logistic regression on pictures, which has a drawing of its own.
bool is_logistic_on_pictures(const Workbench& bench);

void draw_logistic(Workbench& bench, NetworkState& state, const Rect& inner);

/// Moves the chosen pixel; its pictures are walked with the arrow keys after Enter.
void step_pixel(NetworkState& state, int columns, int rows);

/// Whether a node shows the picture's pixels.
bool has_pixels(const NetworkNode& node);

}  // namespace purr::shell

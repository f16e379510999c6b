#pragma once

#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// Logistic regression on pictures as a line of steps downwards, for a narrow space: planes, the
/// rows of x, w, w ∗ x, Σ + b, σ, ŷ.
namespace purr::shell {

/// The height that the steps need in this width.
float logistic_steps_height(const Workbench& bench, NetworkState& state, float width);

/// @param picture  where the chosen picture stands, above `inner`: the line begins there.
void draw_logistic_steps(Workbench& bench, NetworkState& state, const Rect& inner,
                         const Rect& picture);

}  // namespace purr::shell

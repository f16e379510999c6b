#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// A top bar narrower than this has no room for words.
inline constexpr float kTightBar = 1340.0F;

/// Rewind, step, play, the counter of iterations, and whether each change trains a new run.
void draw_transport(Workbench& bench, const Rect& place);

}  // namespace purr::shell

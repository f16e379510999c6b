#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

struct RunsDialogState {
  float rows_height = 90.0F;  ///< of the list in the last frame, points
};

/// The pinned runs: their names, their numbers, and their settings to return to.
void draw_runs_dialog(Workbench& bench, RunsDialogState& state);

}  // namespace purr::shell

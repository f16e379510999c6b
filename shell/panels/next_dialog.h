#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

struct NextDialogState {
  float content = 0.0F;  ///< height of all runs in the last frame, points
};

/// What to try next: runs of the course in its order, each with a question to find out about.
void draw_next_dialog(Workbench& bench, NextDialogState& state);

/// The width of the link that opens the dialog, points.
float next_link_width();
/// That link, at the cursor.
void draw_next_link(Workbench& bench);

}  // namespace purr::shell

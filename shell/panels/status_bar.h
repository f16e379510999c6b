#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// Solver, speed, stop reason and size of the network, in one line at the bottom.
void draw_status_bar(Workbench& bench, const Rect& place);

}  // namespace purr::shell

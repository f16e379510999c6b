#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// How far the run is and how well it does, in one line at the bottom; on request how it is
/// computed.
void draw_status_bar(Workbench& bench, const Rect& place);

}  // namespace purr::shell

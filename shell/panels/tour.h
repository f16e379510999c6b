#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The tour through the screen; the offer card invites to it. Drawn after all panels:
/// it finds their places in the registry.
void draw_tour(Workbench& bench);

}  // namespace purr::shell

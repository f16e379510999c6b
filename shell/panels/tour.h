#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The tour through the screen, or the invitation to it at the first visit. Drawn after all panels:
/// it finds their places in the registry.
void draw_tour(Workbench& bench);

}  // namespace purr::shell

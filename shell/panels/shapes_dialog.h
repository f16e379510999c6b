#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// A table of the shapes of all matrices.
void draw_shapes_dialog(Workbench& bench);

}  // namespace purr::shell

#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The most confident mistakes, below “Look inside”.
void draw_mistakes_card(Workbench& bench);

}  // namespace purr::shell

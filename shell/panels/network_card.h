#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The network as a drawing, with what can be changed about each layer.
void draw_network_card(Workbench& bench, const Rect& place);

}  // namespace purr::shell

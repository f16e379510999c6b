#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The network on a phone: one card a layer.
void draw_layer_cards(Workbench& bench);

}  // namespace purr::shell

#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The network as a drawing, with what can be changed about each layer.
void draw_network_card(Workbench& bench, const Rect& place);
/// The same on a phone: one card a layer.
void draw_layer_cards(Workbench& bench);
/// A table of the shapes of all matrices.
void draw_shapes_dialog(Workbench& bench);

}  // namespace purr::shell

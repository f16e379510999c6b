#pragma once

#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

namespace purr::shell {

/// The network, centre of the screen: the chosen example through all layers. Each layer can be
/// changed where it stands.
void draw_network_card(Workbench& bench, NetworkState& state, const Rect& place);

/// The drawing without a card into any space from about 200 × 140 points, such as a part of another
/// card on a phone: without the chosen example and without the settings, which stand elsewhere.
void draw_network_compact(Workbench& bench, NetworkState& state, const Rect& place);

}  // namespace purr::shell

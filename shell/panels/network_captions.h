#pragma once

#include "shell/panels/network_layout.h"
#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// The words below the columns of the network, and the settings of each layer. Every label has a
/// box of its own; of its forms it takes the longest that fits, or none.
namespace purr::shell {

/// @return  the layer whose cross was pressed; 0: none.
int draw_captions(Workbench& bench, NetworkState& state, const NetworkLayout& layout);

/// Removes a hidden layer from the settings.
void remove_network_layer(Workbench& bench, int l);

}  // namespace purr::shell

#pragma once

#include "shell/panels/network_layout.h"
#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// The network for the chosen example: input, units, edges, output, captions.
namespace purr::shell {

/// Draws the network into `inner`, which may have any size from about 200 × 140 points. Every part
/// explains itself under the mouse, by keyboard and by touch; a press on a unit opens it.
/// @param is_compact  without the chosen example, the settings of the layers and the words at the
///                    output: for a small space that shows these elsewhere.
void draw_network(Workbench& bench, NetworkState& state, const Rect& inner, bool is_compact);

/// The places of the features of a point or of a row of a table.
UnitGrid feature_grid(int features, const NetworkLayout& layout, const NetworkColumn& column);

}  // namespace purr::shell

#pragma once

#include <string>

#include "shell/panels/network_layout.h"
#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// ŷ of the chosen example as a bar, a number and words.
namespace purr::shell {

/// Where the edges end: the bar, or in a compact drawing a circle.
Rect output_place(const NetworkLayout& layout, const NetworkColumn& column);

void draw_output(const Workbench& bench, NetworkState& state, const NetworkLayout& layout,
                 const NetworkColumn& column);

/// The bar at `bar` with what its ends mean, ŷ, the predicted class and whether it is right, in the
/// width up to `right`.
/// @param rank  of its nodes.
void draw_answer_bar(const Workbench& bench, NetworkState& state, const Rect& bar, float right,
                     int rank);

/// What the chosen example shows: "dog" where that is known, else the name of its class.
std::string example_subject(const Workbench& bench);

}  // namespace purr::shell

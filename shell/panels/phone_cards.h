#pragma once

#include "shell/panels/network_state.h"
#include "shell/panels/workbench.h"

/// What only a phone shows.
namespace purr::shell {

/// The chosen example, what the network says about it in words and as a bar, and the network, at
/// the cursor.
/// @param network_height  of the drawing, points.
void draw_phone_answer_card(Workbench& bench, NetworkState& state, float network_height);

/// The example before and the one after, in a box of this size, at the cursor: `previous_picture`
/// and `next_picture`.
void draw_picture_stepper(Workbench& bench, float width, float height);
/// The width that it needs. Large text leaves out the word between the arrows.
float picture_stepper_width(const Workbench& bench);

}  // namespace purr::shell

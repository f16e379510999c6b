#pragma once

#include <string>

#include "shell/panels/workbench.h"

/// The few controls of the first view, for its card and for a phone. Each is drawn at the cursor.
/// Their ids are within the open card or scope, which is `layers` for the first and `training` for
/// the others, as in the full cards.
namespace purr::shell {

/// The number of hidden layers and of the units of each.
/// @param layer  whose units are being set, from 1; 0: none.
void draw_layers(Workbench& bench, int& layer);
/// The learning rate with what it means.
void draw_rate(Workbench& bench);
/// “Train again” or what else can be done with the run: `width` wide.
void draw_train_button(Workbench& bench, float width, float height);
/// Back to iteration 0: a square.
void draw_rewind_button(Workbench& bench, float side);
/// "2,500 steps, less than a second"
std::string steps_text(const Workbench& bench);

}  // namespace purr::shell

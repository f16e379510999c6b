#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

struct StartCardState {
  int layer = 0;         ///< whose units are being set, from 1; 0: none
  float content = 0.0F;  ///< height of all but the pictures in the last frame
};

/// The few settings of the first view, one below the other: the pictures, the layers, the learning
/// rate, and “Train again”. The controls that the full cards have too keep their ids.
void draw_start_card(Workbench& bench, StartCardState& state, const Rect& place);
/// The same side by side. Returns the height that it takes, at the top left of `place`.
float draw_start_strip(Workbench& bench, StartCardState& state, const Rect& place);

// The parts of the card, for a phone. Their ids are within the open card or scope, which is
// `layers` for the first and `training` for the others.

/// The number of hidden layers and of the units of each, at the cursor.
void draw_layers(Workbench& bench, StartCardState& state);
/// The learning rate with what it means, at the cursor.
void draw_rate(Workbench& bench);
/// “Train again” or what else can be done with the run, at the cursor: `width` wide.
void draw_train_button(Workbench& bench, float width, float height);
/// Back to iteration 0, at the cursor: a square.
void draw_rewind_button(Workbench& bench, float side);
/// "2,500 steps, less than a second"
std::string steps_text(const Workbench& bench);

/// Opens the full cards of the data and the training, or folds them: at the cursor, in the
/// available width. While they are folded it says how many of their settings differ from the usual
/// ones.
void draw_all_settings_row(Workbench& bench);
/// How many settings outside the first view differ from those of the preset, or of the default run.
int changed_settings_count(const Experiment& settings);

}  // namespace purr::shell

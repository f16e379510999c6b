#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

struct TrainingCardState {
  int run_to = 100;  ///< the iteration in “Run to”
};

void draw_training_card(Workbench& bench, TrainingCardState& state);

}  // namespace purr::shell

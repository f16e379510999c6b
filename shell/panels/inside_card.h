#pragma once

#include "shell/panels/distributions_tab.h"
#include "shell/panels/mistakes_tab.h"
#include "shell/panels/workbench.h"

namespace purr::shell {

struct InsideState {
  MistakesState mistakes;
  DistributionsState distributions;
};

/// “Look inside”: one example, the weights, the mistakes, the distributions.
void draw_inside_card(Workbench& bench, InsideState& state);

}  // namespace purr::shell

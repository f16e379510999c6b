#pragma once

#include "shell/panels/mistakes_tab.h"
#include "shell/panels/spread_tab.h"
#include "shell/panels/workbench.h"

namespace purr::shell {

struct InsideState {
  MistakesState mistakes;
  SpreadState spread;
};

/// “Look inside”: one example, the weights, the mistakes, the distributions.
void draw_inside_card(Workbench& bench, InsideState& state);
/// The most confident mistakes, below “Look inside”.
void draw_mistakes_card(Workbench& bench);

}  // namespace purr::shell

#pragma once

#include "shell/panels/plot_cards.h"

namespace purr::shell {

/// “How wrong it is”: the cost of the training set and of the test set, in words.
void draw_cost_card(Workbench& bench, PlotCardsState& state, const Rect& place);

}  // namespace purr::shell

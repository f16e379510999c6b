#pragma once

#include "shell/panels/plot_cards.h"

namespace purr::shell {

/// “How wrong it is”: the cost of the training set and of the test set, in words.
void draw_cost_card(Workbench& bench, PlotCardsState& state, const Rect& place);

/// The links to keep the curve for comparison and to list those that are kept, at the cursor.
/// Within the card or scope `cost`.
void draw_pin_links(Workbench& bench);

}  // namespace purr::shell

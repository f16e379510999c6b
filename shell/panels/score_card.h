#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// “How often it is right”: the accuracies as percentages and bars, and the way to the mistakes.
void draw_score_card(Workbench& bench, const Rect& place);

/// Opens “Look inside” at the mistakes.
void show_mistakes(Workbench& bench);

}  // namespace purr::shell

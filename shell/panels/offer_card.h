#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// Whether there is something to offer: nothing was chosen or declined on an earlier visit, and no
/// run of the course was begun on this one.
bool has_offer(const Workbench& bench);

/// What can be done first: the course's runs in their order, playing, the tour. A choice folds the
/// card for good; while the course's runs are gone through it leads from one to the next.
void draw_offer_card(Workbench& bench, const Rect& place);

}  // namespace purr::shell

#pragma once

#include "shell/panels/mistakes_tab.h"
#include "shell/panels/workbench.h"

namespace purr::shell {

/// The tab of “Look inside” with the chosen example: what the network predicts and why, the values
/// of one layer, one equation at a time.
/// @param mistakes  of the mistakes tab, to which a link leads.
void example_tab(Workbench& bench, MistakesState& mistakes);

}  // namespace purr::shell

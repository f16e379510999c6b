#pragma once

#include "shell/panels/mistakes_tab.h"
#include "shell/panels/workbench.h"

namespace purr::shell {

/// Why the network predicts what it does: which parts of the picture speak for class 1 and which
/// against it and, for a mistake, how other examples of its group fare, with a link to them.
/// Nothing where the data are no pictures.
void example_evidence(Workbench& bench, MistakesState& mistakes);

}  // namespace purr::shell

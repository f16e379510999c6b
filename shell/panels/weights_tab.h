#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The tab of “Look inside” with the weights of one unit of layer 1 as a picture.
void weights_tab(Workbench& bench);

}  // namespace purr::shell

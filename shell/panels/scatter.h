#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The points of the chosen set over the decision boundary, and a button that shows it large. A
/// press chooses a point.
/// @param height  the most that the square may take, points.
void scatter(Workbench& bench, float height);

}  // namespace purr::shell

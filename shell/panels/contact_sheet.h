#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// Pictures with their labels in a grid that scrolls: those that `bench.selection.sheet` passes.
/// One control for all of it, called `picture`: the number of the chosen example.
/// @param height       of the grid, points.
/// @param wanted_side  of a picture; the grid fills its width, so it comes out a little larger.
void contact_sheet(Workbench& bench, float height, float wanted_side);

}  // namespace purr::shell

#pragma once

#include "shell/panels/panels.h"

/// Puts the panels where they belong on this screen.
namespace purr::shell {

/// Draws the panels of `bench.layout`. `width` and `height` are of the surface, in points.
void draw_layout(Workbench& bench, Panels& panels, float width, float height);

}  // namespace purr::shell

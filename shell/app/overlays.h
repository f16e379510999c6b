#pragma once

#include "shell/panels/workbench.h"

/// What appears over or above the panels.
namespace purr::shell {

/// Draws what is wrong with the run, or keeps it from going on, at the top of `column`. Returns the
/// height it takes with the gap below it; 0 where there is none, or where the data card says it.
float draw_failure(Workbench& bench, const Rect& column);

/// Draws the invitation to drop the files that are dragged over the surface, whose size is in
/// points.
void draw_drop_overlay(float width, float height);
/// Draws that files are being read.
void draw_reading_overlay(float width, float height);

}  // namespace purr::shell

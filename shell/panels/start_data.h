#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The data in the first view, at the cursor: a title with the way to other data, the examples in a
/// given height, and a legend that counts them. Its controls have the ids of the card of the data.
/// @param picture_side  of each picture in the sheet, points.
void draw_start_data(Workbench& bench, float height, float picture_side, bool has_legend);

}  // namespace purr::shell

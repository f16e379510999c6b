#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// A length that grows with the text.
float scaled(float length);

/// The columns of the user's table, one below the other: name, first values, use, coding. A change
/// of the use shows in the next frame.
void draw_column_rows(Workbench& bench, float width);

}  // namespace purr::shell

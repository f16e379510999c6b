#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The width that `weights_switch` needs to show its labels in a title row.
float weights_switch_width();
/// What the pictures of the first layer's weights show: what the units have learned, W[1] − W⁰, or
/// all of W[1]. At the cursor.
/// @param width   0: what is left of the row.
/// @param height  0: that of a row of controls; smaller in a title row.
void weights_switch(Workbench& bench, float width = 0.0F, float height = 0.0F);

}  // namespace purr::shell

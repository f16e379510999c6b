#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

struct DataCardState {
  float extra_height = 0.0F;  ///< for the pictures: what a high screen leaves below the left rail
};

/// The source of the data, its pictures or points, and its size.
void draw_data_card(Workbench& bench, DataCardState& state);

}  // namespace purr::shell

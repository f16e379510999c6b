#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

struct DataCardState {
  float extra_height = 0.0F;  ///< for the pictures: what a high screen leaves below the left rail
};

/// The source of the data, its pictures or points, and its size.
void draw_data_card(Workbench& bench, DataCardState& state);

/// The pictures or points of the data, or the invitation to add them where they are missing.
/// Nothing for a table.
/// @param height        points; an invitation may be lower.
/// @param picture_side  of one picture; the sheet fills its width.
/// @return  false if they are missing.
bool draw_examples(Workbench& bench, float height, float picture_side);

}  // namespace purr::shell

#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// Opens the full cards of the data and the training, or folds them: at the cursor, in the
/// available width. While they are folded it says how many of their settings differ from the usual
/// ones.
void draw_all_settings_row(Workbench& bench);
/// How many settings outside the first view differ from those of the preset, or of the default run.
int changed_settings_count(const Experiment& settings);

}  // namespace purr::shell

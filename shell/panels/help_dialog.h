#pragma once

#include "shell/panels/glossary.h"
#include "shell/panels/workbench.h"

namespace purr::shell {

struct HelpDialogState {
  int section = 0;  ///< 0: keys, data and more; 1: the glossary
  GlossaryState glossary{};
  float content_height = 0.0F;  ///< in the last frame, points; 0 before the first
};

void draw_help_dialog(Workbench& bench, HelpDialogState& state);

}  // namespace purr::shell

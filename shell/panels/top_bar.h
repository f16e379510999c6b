#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The name, the presets, the transport (not on a phone), sharing, export, language, theme, help.
void draw_top_bar(Workbench& bench, const Rect& place);

}  // namespace purr::shell

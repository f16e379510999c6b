#pragma once

#include "shell/panels/workbench.h"

namespace purr::shell {

/// Reads the keys that work wherever the focus is, unless a text field takes them: undo and redo,
/// text size, play and pause, one iteration, restart, the example, help. The help dialog lists
/// them. Call once per frame, between ImGui::NewFrame and the panels.
void read_shortcuts(Workbench& bench);

}  // namespace purr::shell

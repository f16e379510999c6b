#pragma once

#include <string>

#include "shell/panels/workbench.h"

namespace purr::shell {

/// The name of the preset as the chooser shows it: "Week 3 · Shallow network, changed: α 0.5".
std::string preset_name(const Experiment& settings);

/// The chooser of presets: the default run first, then the published ones. Where the chosen one has
/// been changed, its list begins with what differs and a way back.
void preset_chooser(Workbench& bench, float width);

}  // namespace purr::shell

#pragma once

#include <string_view>

#include "shell/panels/workbench.h"

/// Changes of the settings that also change what is chosen or shown.
namespace purr::shell {

/// Loads a preset, or the default run for an empty name, and keeps the view settings. Where its
/// files are not loaded, generated data stand in; a toast says so.
void load_preset(Workbench& bench, std::string_view name);
/// Changes to another source of data with its usual settings. The picture sheet shows everything
/// again. A toast says what else a change between pictures and points replaces.
void choose_source(Workbench& bench, DataSource source);

}  // namespace purr::shell

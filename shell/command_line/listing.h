#pragma once

#include <string>

#include "engine/io/experiment.h"

namespace purr::shell {

/// The commands and all settings.
std::string help_text();
/// All settings with their range or choices, their default and what they mean.
std::string keys_text();
/// Name, title and settings of every preset.
std::string presets_text();
/// What follows the page's address to open it with this run.
std::string link_text(const Experiment& experiment);
/// The name, version, commit and SIMD level of the program.
std::string version_text();

}  // namespace purr::shell

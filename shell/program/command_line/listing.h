#pragma once

#include <string>

namespace purr::shell {

/// The commands and all settings.
std::string help_text();
/// All settings with their range or choices, their default and what they mean.
std::string keys_text();
/// Name, title and settings of every preset.
std::string presets_text();

}  // namespace purr::shell

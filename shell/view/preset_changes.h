#pragma once

#include <string>
#include <vector>

#include "engine/io/experiment.h"

namespace purr::shell {

/// A setting that differs from the preset that a run started from.
struct PresetChange {
  std::string words;   ///< with the value in force: "α 0.5"
  std::string before;  ///< the preset's value; may be empty, such as of a list
};

/// What differs from `settings.preset`, in the order of the table of keys; the view does not count.
/// Empty for the default run, which is there to be changed.
std::vector<PresetChange> preset_changes(const Experiment& settings);

/// The preset with the same view.
Experiment without_changes(const Experiment& settings);

}  // namespace purr::shell

#include "shell/view/preset_changes.h"

#include <string_view>

#include "shell/view/pinned_runs.h"

namespace purr::shell {

std::vector<PresetChange> preset_changes(const Experiment& settings) {
  std::vector<PresetChange> changes;
  if (settings.preset.empty()) return changes;
  const Experiment preset = preset_experiment(settings.preset);
  for (const Key& key : keys()) {
    if (std::string_view(key.name) == "preset" || is_view_key(key.name)) continue;
    if (key.get(preset) == key.get(settings)) continue;
    changes.push_back({setting_words(key, settings), key.get(preset)});
  }
  return changes;
}

Experiment without_changes(const Experiment& settings) {
  Experiment preset = preset_experiment(settings.preset);
  preset.view = settings.view;
  return preset;
}

}  // namespace purr::shell

#include "shell/panels/preset_chooser.h"

#include <cstddef>
#include <vector>

#include "shell/panels/settings_edits.h"
#include "shell/view/pinned_runs.h"
#include "shell/view/preset_changes.h"

namespace purr::shell {
namespace {

constexpr std::size_t kMaxListed = 12;  // differences in the list

std::string title_of(const Preset& preset) {
  return current_language() == Language::chinese ? preset.title_chinese : preset.title_english;
}

std::string title_of(std::string_view name) {
  const Preset* preset = find_preset(name);
  return preset == nullptr ? std::string(tr(Text::preset_default)) : title_of(*preset);
}

/// One row of the list.
struct Row {
  std::string label;
  std::string id;
  bool is_enabled = true;
};

/// What differs from the preset, to be read, and a way back.
void add_changes(const Experiment& settings, std::vector<Row>& rows) {
  const std::vector<PresetChange> changes = preset_changes(settings);
  if (changes.empty()) return;
  rows.push_back({tr(Text::preset_changes_head, {title_of(settings.preset)}), "changes", false});
  for (std::size_t i = 0; i < changes.size() && i < kMaxListed; ++i) {
    const std::string before =
        changes[i].before.empty() ? std::string(tr(Text::preset_change_none)) : changes[i].before;
    // "α 0.5" is the name and the value.
    const std::size_t gap = changes[i].words.rfind(' ');
    const bool has_name = gap != std::string::npos;
    rows.push_back({has_name ? tr(Text::preset_change, {changes[i].words.substr(0, gap),
                                                        changes[i].words.substr(gap + 1), before})
                             : changes[i].words,
                    "change_" + std::to_string(i), false});
  }
  if (changes.size() > kMaxListed) rows.push_back({"…", "more_changes", false});
  rows.push_back({std::string(tr(Text::preset_restore)), "restore"});
  rows.push_back({std::string(tr(Text::preset_list_head)), "list", false});
}

}  // namespace

std::string preset_name(const Experiment& settings) {
  const std::string title = title_of(settings.preset);
  if (preset_changes(settings).empty()) return title;
  const std::string words = difference(preset_experiment(settings.preset), settings, 2);
  return tr(Text::preset_changed, {title, words});
}

void preset_chooser(Workbench& bench, float width) {
  std::vector<Row> rows;
  add_changes(bench.settings, rows);
  const bool is_changed = !rows.empty();
  rows.push_back({std::string(tr(Text::preset_default)), "default"});
  int chosen = bench.settings.preset.empty() ? static_cast<int>(rows.size()) - 1 : -1;
  for (const Preset& preset : presets()) {
    if (bench.settings.preset == preset.name) chosen = static_cast<int>(rows.size());
    rows.push_back({title_of(preset), preset.name});
  }
  const std::string name = preset_name(bench.settings);
  if (chosen >= 0) rows[static_cast<std::size_t>(chosen)].label = name;
  std::vector<Choice> choices;
  choices.reserve(rows.size());
  for (const Row& row : rows) {
    choices.push_back({.label = row.label, .id = row.id, .is_enabled = row.is_enabled});
  }
  const int before = chosen;
  if (!chooser("preset", tr(Text::preset), choices, chosen,
               {.has_label = false,
                .width = width,
                .hint = is_changed ? std::string_view(name) : tr(Text::preset_hint)}) ||
      chosen == before || chosen < 0) {
    return;
  }
  const std::string& id = rows[static_cast<std::size_t>(chosen)].id;
  if (id == "restore") {
    bench.settings = without_changes(bench.settings);
  } else {
    load_preset(bench, id == "default" ? "" : id);
  }
}

}  // namespace purr::shell

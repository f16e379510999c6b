#include "shell/panels/all_settings_row.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace purr::shell {

int changed_settings_count(const Experiment& settings) {
  // What the first view shows, and what is not a setting of the run.
  constexpr std::array<std::string_view, 3> kShown{"hidden", "learning_rate", "preset"};
  Experiment usual = preset_experiment(settings.preset);
  if (usual.data.source != settings.data.source) usual.data = usual_data(settings.data.source);
  int count = 0;
  for (const Key& key : keys()) {
    if (is_view_key(key.name) || std::ranges::find(kShown, key.name) != kShown.end()) continue;
    count += key.get(settings) != key.get(usual) ? 1 : 0;
  }
  return count;
}

void draw_all_settings_row(Workbench& bench) {
  bool& is_open = bench.arrangement.shows_all_settings;
  const int changed = is_open ? 0 : changed_settings_count(bench.settings);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  disclosure("all_settings", tr(is_open ? Text::fewer_settings : Text::all_settings), is_open,
             tr(is_open ? Text::fewer_settings_hint : Text::all_settings_hint));
  if (changed == 0) return;
  const std::string words =
      tr(changed == 1 ? Text::setting_changed : Text::settings_changed, {number(changed, 0)});
  registry().add({.id = "all_settings_changed",
                  .role = Role::status,
                  .label = words,
                  .x = at.x,
                  .y = at.y,
                  .width = width,
                  .height = theme().row});
  const float label = measure(tr(Text::all_settings), strong_text()).x + 30;
  TextStyle style = small_text();
  style.colour = theme().accent_text;
  if (measure(words, style).x <= width - label) {
    draw_text_in(ImGui::GetWindowDrawList(), {at.x + label, at.y, width - label, theme().row},
                 words, style, Align::right);
  } else if (bench.layout == Layout::middle) {
    // A strip has no height to spare: the number alone.
    draw_text_in(ImGui::GetWindowDrawList(), {at.x + label, at.y, width - label, theme().row},
                 "(" + number(changed, 0) + ")", style, Align::right);
  } else {
    paragraph(words, style);
  }
}

}  // namespace purr::shell

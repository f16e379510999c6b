#include "shell/panels/layer_settings.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "shell/panels/layer_controls.h"
#include "shell/panels/names.h"

namespace purr::shell {
namespace {

TextStyle name_style() { return {.size = theme().title_size, .weight = Weight::semibold}; }

}  // namespace

float layer_settings_width(const Workbench& bench) {
  constexpr float kMinSlider = 44.0F;
  const float scale = std::max(1.0F, theme().text_scale);
  float width = kMinSlider + 2 * kLayerButton + 10;
  const int hidden_count = static_cast<int>(bench.settings.network.hidden.size());
  for (int l = 1; l <= hidden_count; ++l) {
    const std::string_view name = activation_name(bench.settings.network.hidden_activation(l));
    width = std::max(width, measure(name, name_style()).x + 18 * scale + 4);
  }
  return width;
}

bool draw_layer_settings(Workbench& bench, int l, const Rect& place, const CaptionRows& rows) {
  registry().push_scope("layer" + std::to_string(l));
  ImGui::PushID(l);  // otherwise all sliders share one id, and a drag moves them all
  const Activation g = bench.settings.network.hidden_activation(l);
  const float scale = std::max(1.0F, theme().text_scale);
  const float chooser =
      std::min(place.width, measure(activation_name(g), name_style()).x + 17 * scale);
  begin_region({place.x + (place.width - chooser) / 2, place.y, chooser + 1, rows.chooser}, false);
  activation_chooser(bench, l);
  end_region();
  const float top = place.y + rows.chooser;
  const float buttons = 2 * kLayerButton + 4;
  const float slider = std::min(place.width - buttons - 4, 110.0F);
  const float x = place.x + (place.width - slider - buttons - 4) / 2;
  begin_region({x, top, slider, rows.slider}, false);
  units_slider(bench, l, slider);
  end_region();
  const float y = top + (rows.slider - kLayerButton) / 2;
  begin_region({x + slider + 4, y, kLayerButton, kLayerButton}, false);
  freeze_button(bench, l, kLayerButton);
  end_region();
  begin_region({x + slider + 6 + kLayerButton, y, kLayerButton, kLayerButton}, false);
  const bool removes = remove_button(l, kLayerButton, tr(Text::remove_layer, {std::to_string(l)}));
  end_region();
  ImGui::PopID();
  registry().pop_scope();
  return removes;
}

void draw_output_lock(Workbench& bench, int L, const Rect& place) {
  registry().push_scope("layer" + std::to_string(L));
  ImGui::PushID(L);
  begin_region(place, false);
  freeze_button(bench, L, kLayerButton);
  end_region();
  ImGui::PopID();
  registry().pop_scope();
}

}  // namespace purr::shell

#include "shell/panels/layer_cards.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "shell/panels/layer_controls.h"
#include "shell/panels/names.h"
#include "shell/panels/network_units.h"
#include "shell/panels/weights_switch.h"
#include "shell/view/edits.h"

namespace purr::shell {
namespace {

TextStyle shape_style() {
  TextStyle mono = mono_text();
  mono.colour = theme().dim;
  return mono;
}

/// The controls in the title row of a hidden layer. True when the layer is to be removed.
bool title_row(Workbench& bench, int l, float chooser_width) {
  const Rect title = card_title_space();
  const ImVec2 back = ImGui::GetCursorScreenPos();
  const float middle = title.y + title.height / 2;
  const float row = link_chooser_height();
  const float side = theme().touch ? 44.0F : 28.0F;
  begin_region({title.right() - chooser_width - (theme().touch ? 38.0F : 30.0F) - side,
                middle - row / 2, chooser_width, row},
               false);
  activation_chooser(bench, l);
  end_region();
  begin_region({title.right() - 1.5F * side - 10, middle - side / 2, side, side}, false);
  freeze_button(bench, l, side);
  end_region();
  begin_region({title.right() - side / 2 - 10, middle - side / 2, side, side}, false);
  const bool removes = remove_button(l, side);
  end_region();
  ImGui::SetCursorScreenPos(back);
  return removes;
}

/// True when the layer is to be removed.
bool hidden_card(Workbench& bench, int l) {
  const int units = bench.settings.network.hidden[static_cast<std::size_t>(l - 1)];
  const Activation g = bench.settings.network.hidden_activation(l);
  const float chooser_width = measure(activation_name(g), {.size = theme().title_size}).x + 30;
  const std::string words = tr(Text::layer, {std::to_string(l)}) + " · " + units_text(units);
  begin_card("layer" + std::to_string(l),
             {.title = words, .reserve = chooser_width + (theme().touch ? 82.0F : 58.0F)});
  const bool removes = title_row(bench, l, chooser_width);
  const float width = ImGui::GetContentRegionAvail().x;
  const bool as_pictures = l == 1 && bench.run.is_pictures();
  // Ten pictures fill a row of a phone.
  const float side = as_pictures ? std::clamp((width + 4.0F) / 10.0F, 24.0F, 36.0F) : 25.0F;
  const int per_row = std::max(1, static_cast<int>((width + 4.5F) / side));
  const float height = side * static_cast<float>(std::min(3, (units + per_row - 1) / per_row));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_units(bench, l, units, {at.x, at.y, width, height});
  ImGui::Dummy({width, height});
  space(4);
  if (as_pictures) weights_switch(bench, width);
  units_slider(bench, l, width);
  text(weights_text(l, units, inputs_of_layer(bench, l)), shape_style());
  end_card();
  space(theme().gap - 4);
  return removes;
}

void logistic_card(Workbench& bench) {
  constexpr float kSide = 128.0F;
  begin_card("logistic", {.title = tr(Text::logistic_title)});
  const TileRef tile = bench.textures.weights.get(bench.run, 0);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (tile.ok) {
    draw_tile(ImGui::GetWindowDrawList(), {at.x, at.y, kSide, kSide},
              {.texture = tile.texture,
               .uv0 = tile.uv0,
               .uv1 = tile.uv1,
               .size = {kSide, kSide},
               .radius = 12});
  }
  ImGui::Dummy({kSide, kSide});
  space(4);
  weights_switch(bench);
  end_card();
  space(theme().gap - 4);
}

/// The output layer has no settings but its lock.
void output_card(Workbench& bench, int L) {
  begin_card("layer" + std::to_string(L), {.title = std::string(tr(Text::output)) + " · σ"});
  const ImVec2 back = ImGui::GetCursorScreenPos();
  const float side = theme().touch ? 44.0F : 28.0F;
  const Rect title = card_title_space();
  begin_region({title.right() - side + 8, title.y + title.height / 2 - side / 2, side, side},
               false);
  freeze_button(bench, L, side);
  end_region();
  ImGui::SetCursorScreenPos(back);
  text(weights_text(L, 1, inputs_of_layer(bench, L)), shape_style());
  end_card();
  space(theme().gap - 4);
}

}  // namespace

void draw_layer_cards(Workbench& bench) {
  const int hidden_count = static_cast<int>(bench.settings.network.hidden.size());
  int removed = 0;  // the layer whose cross is pressed
  for (int l = 1; l <= hidden_count; ++l) {
    if (hidden_card(bench, l)) removed = l;
  }
  if (hidden_count == 0 && bench.run.is_pictures()) logistic_card(bench);
  output_card(bench, hidden_count + 1);
  if (removed > 0) remove_layer(bench.settings, removed);
  if (button("add_layer", tr(Text::add_layer), {.icon = Icon::plus, .width = -1})) {
    add_layer(bench.settings);
  }
  space(4);
  if (button("shapes", tr(Text::shapes), {.kind = ButtonKind::outline, .width = -1})) {
    bench.navigation.is_shapes_open = true;
  }
}

}  // namespace purr::shell

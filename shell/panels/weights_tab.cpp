#include "shell/panels/weights_tab.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "shell/panels/weights_switch.h"

namespace purr::shell {

void weights_tab(Workbench& bench) {
  const RunView& run = bench.run;
  const int units = run.first_layer.n_out;
  if (!run.is_pictures() || units == 0) {
    paragraph(tr(Text::weights_none), dim_text());
    return;
  }
  int& unit = bench.selection.weights_unit;
  unit = std::clamp(unit, 0, units - 1);
  const float width = ImGui::GetContentRegionAvail().x;
  const float side = std::min(width, 240.0F);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const TileRef tile = bench.textures.weights.get(run, unit);
  if (tile.ok) {
    draw_tile(ImGui::GetWindowDrawList(), {at.x + (width - side) / 2, at.y, side, side},
              {.texture = tile.texture,
               .uv0 = tile.uv0,
               .uv1 = tile.uv1,
               .size = {side, side},
               .radius = 12});
  }
  ImGui::Dummy({width, side});
  space(6);
  weights_switch(bench, width);
  space(6);
  int counted_unit = unit + 1;
  slider("unit", tr(Text::unit), counted_unit,
         {.min = 1,
          .max = static_cast<double>(std::max(2, units)),
          .is_integer = true,
          .is_enabled = units > 1});
  unit = std::clamp(counted_unit, 1, units) - 1;
  const auto row = static_cast<std::size_t>(unit);
  const auto rows = static_cast<std::size_t>(units);
  double norm = 0.0;
  float largest = 0.0F;
  for (std::size_t j = row; j < run.first_layer.W.size(); j += rows) {
    const float w = run.first_layer.W[j];
    norm += static_cast<double>(w) * static_cast<double>(w);
    largest = std::max(largest, std::fabs(w));
  }
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  paragraph(
      tr(Text::weight_numbers,
         {significant(static_cast<double>(largest)), significant(std::sqrt(norm)),
          row < run.first_layer.b.size() ? significant(static_cast<double>(run.first_layer.b[row]))
                                         : "0"}),
      dim);
  space(4);
  paragraph(
      tr(bench.arrangement.shows_all_weights ? Text::weights_words : Text::weights_learned_words),
      dim);
}

}  // namespace purr::shell

#include "shell/panels/unit_box.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>

#include "shell/panels/network_units.h"
#include "shell/panels/network_words.h"
#include "shell/panels/unit_panel.h"

namespace purr::shell {
namespace {

std::optional<OpenedUnit> unit_of(const Workbench& bench, const NetworkState& state,
                                  const std::optional<NetworkNode>& node) {
  if (!node || node->kind != NodeKind::unit) return std::nullopt;
  OpenedUnit unit{.layer = node->layer, .index = node->index};
  unit.values = traced_layer(bench, node->layer);
  if (unit.values == nullptr || node->index >= static_cast<int>(unit.values->Z.size())) {
    return std::nullopt;
  }
  const bool is_output = node->layer == static_cast<int>(bench.run.trace.layers.size());
  const auto placed =
      std::find_if(state.nodes.begin(), state.nodes.end(), [&](const PlacedNode& it) {
        return it.node == *node ||
               (is_output && (it.node.kind == NodeKind::bar || it.node.kind == NodeKind::answer));
      });
  if (placed == state.nodes.end()) return std::nullopt;
  unit.place = placed->place;
  return unit;
}

/// z, the curve of g with a dot, and a: 132 × 60 at a text scale of 1.
void draw_halves(const Workbench& bench, const OpenedUnit& unit, const Rect& inner) {
  const float scale = theme().text_scale;
  const float cell = 48.0F * scale;
  const float middle_cell = 40.0F;
  const float width = 2 * cell + middle_cell;
  const float height = 26.0F * scale + 30.0F;
  const bool is_picture = are_pictures(bench, unit.layer);
  const float x =
      is_picture ? unit.place.right() + 8 : unit.place.x + unit.place.width / 2 - width / 2;
  const float y = unit.place.y + unit.place.height / 2 - height / 2;
  const Rect box{std::clamp(x, inner.x, std::max(inner.x, inner.right() - width)),
                 std::clamp(y, inner.y, std::max(inner.y, inner.bottom() - height)), width, height};
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_floating_box(list, box, theme().accent, 12);
  const float left = box.x + cell;
  const float right = left + middle_cell;
  for (const float line : {left, right}) {
    list->AddLine({line, box.y + 6}, {line, box.bottom() - 6}, theme().line, 1.0F);
  }
  TextStyle symbol = dim_text();
  symbol.size = theme().title_size;
  const float row = height / 2;
  draw_text_in(list, {box.x, box.y + 2, cell, row}, "z", symbol, Align::centre);
  draw_text_in(list, {right, box.y + 2, cell, row}, "a", symbol, Align::centre);
  draw_text_in(list, {box.x + 2, box.y + row - 3, cell - 4, row}, signed_number(unit.z()),
               value_style(unit.z()), Align::centre);
  draw_text_in(list, {right + 2, box.y + row - 3, cell - 4, row}, short_number(unit.a()),
               value_style(unit.a()), Align::centre);
  draw_activation(list, {left + 6, box.y + 12, middle_cell - 12, height - 24},
                  unit.values->activation, leaky_slope_of(bench), unit.z());
  draw_text(list, {left + 5, box.y + 4}, "g", symbol);
}

}  // namespace

void draw_unit_box(Workbench& bench, NetworkState& state, const Rect& inner, const Rect& whole) {
  const auto pointed = unit_of(bench, state, state.pointed);
  const auto open = unit_of(bench, state, state.open);
  if (const auto& shown = pointed ? pointed : open) draw_halves(bench, *shown, inner);
  if (open) draw_unit_panel(bench, state, *open, whole, inner.width < whole.width);
}

}  // namespace purr::shell

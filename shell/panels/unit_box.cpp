#include "shell/panels/unit_box.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "shell/panels/network_output.h"
#include "shell/panels/network_units.h"
#include "shell/panels/network_words.h"
#include "shell/panels/unit_panel.h"

namespace purr::shell {
namespace {

constexpr float kCurve = 40.0F;  // width of the part with the curve of g

bool are_apart(const Rect& one, const Rect& other, float gap) {
  return one.right() + gap <= other.x || other.right() + gap <= one.x ||
         one.bottom() + gap <= other.y || other.bottom() + gap <= one.y;
}

/// Where a box may lie: on the hidden layers and between them.
Rect room_of(const NetworkLayout& layout) {
  const Rect& body = layout.body;
  float left = body.x;
  float right = body.right();
  for (const NetworkColumn& column : layout.columns) {
    if (column.kind == ColumnKind::input) left = column.right();
    if (column.kind == ColumnKind::output) right = output_place(layout, column).x - 6;
  }
  return {left, body.y, std::max(0.0F, right - left), body.height};
}

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

/// A line from a unit to its box, where they do not touch.
void draw_leader(const Rect& unit, const Rect& box) {
  const ImVec2 from{unit.x + unit.width / 2, unit.y + unit.height / 2};
  const ImVec2 to{std::clamp(from.x, box.x, box.right()), std::clamp(from.y, box.y, box.bottom())};
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  const float radius = unit.width / 2 + 3;
  if (length <= radius) return;
  const ImVec2 edge{from.x + (to.x - from.x) * radius / length,
                    from.y + (to.y - from.y) * radius / length};
  ImGui::GetWindowDrawList()->AddLine(edge, to, theme().accent, 1.8F);
}

/// z, the curve of g with a dot, and a.
void draw_halves(const Workbench& bench, const OpenedUnit& unit, const Rect& box) {
  const float height = box.height;
  const float middle_cell = kCurve;
  const float cell = (box.width - middle_cell) / 2;
  draw_leader(unit.place, box);
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
  const auto value = [&](float x, double number, const std::string& words) {
    TextStyle style = value_style(number);
    while (style.size > 8.0F && measure(words, style).x > cell - 6) style.size -= 0.5F;
    draw_text_in(list, {x + 2, box.y + row - 3, cell - 4, row}, words, style, Align::centre);
  };
  value(box.x, unit.z(), signed_number(unit.z()));
  value(right, unit.a(), short_number(unit.a()));
  draw_activation(list, {left + 6, box.y + 12, middle_cell - 12, height - 24},
                  unit.values->activation, leaky_slope_of(bench), unit.z());
  draw_text(list, {left + 5, box.y + 4}, "g", symbol);
}

}  // namespace

ImVec2 unit_box_size() {
  const float scale = theme().text_scale;
  return {96.0F * scale + kCurve, 26.0F * scale + 30.0F};
}

void make_room_for_open_unit(NetworkState& state, const NetworkLayout& layout,
                             std::span<UnitGrid> grids) {
  state.opened_box = {};
  const auto& open = state.open;
  if (!open || open->kind != NodeKind::unit || layout.is_compact) return;
  const auto at = static_cast<std::size_t>(open->layer);
  if (at + 1 >= grids.size()) return;  // the output has no neighbours
  UnitGrid& grid = grids[at];
  const ImVec2 size = unit_box_size();
  const Rect unit = grid.place(open->index);
  const Rect box{unit.x + unit.width / 2 - size.x / 2, 0, size.x, size.y};
  // Beside the box there must be a gap to the units of the layers next to it.
  constexpr float kGap = 8.0F;
  const Rect room = room_of(layout);
  const auto edge = [&](std::size_t column, bool is_right, float otherwise) {
    const Rect& block = grids[column].block;
    return block.width > 0.0F ? (is_right ? block.right() : block.x) : otherwise;
  };
  const float left = edge(at - 1, true, room.x);
  const float right = edge(at + 1, false, room.right());
  if (box.x < left + kGap || box.right() > right - kGap) return;
  if (!make_room(grid, open->index, size.y + kGap, room)) return;
  const Rect moved = grid.place(open->index);
  state.opened_box = {box.x, moved.y + moved.height / 2 - size.y / 2, size.x, size.y};
}

std::optional<Rect> free_place(std::span<const PlacedNode> nodes, const Rect& unit, ImVec2 size,
                               const Rect& room) {
  constexpr float kStep = 6.0F;
  constexpr float kGap = 4.0F;
  const ImVec2 centre{unit.x + unit.width / 2, unit.y + unit.height / 2};
  const auto count = [&](float length, float taken) {
    return std::max(0, static_cast<int>(std::floor((length - taken) / kStep)) + 1);
  };
  std::optional<Rect> best;
  float nearest = std::numeric_limits<float>::max();
  for (int row = 0; row < count(room.height, size.y); ++row) {
    for (int column = 0; column < count(room.width, size.x); ++column) {
      const Rect box{room.x + kStep * static_cast<float>(column),
                     room.y + kStep * static_cast<float>(row), size.x, size.y};
      const float distance =
          std::hypot(box.x + size.x / 2 - centre.x, 1.5F * (box.y + size.y / 2 - centre.y));
      if (distance >= nearest) continue;
      const bool is_free = std::none_of(nodes.begin(), nodes.end(), [&](const PlacedNode& node) {
        return node.node.kind != NodeKind::edges && !are_apart(box, node.place, kGap);
      });
      if (!is_free) continue;
      nearest = distance;
      best = box;
    }
  }
  return best;
}

void draw_unit_box(Workbench& bench, NetworkState& state, const NetworkLayout& layout,
                   const Rect& inner, const Rect& whole) {
  const auto pointed = unit_of(bench, state, state.pointed);
  const auto open = unit_of(bench, state, state.open);
  // In a small drawing there is room for the panel alone, which says the same.
  if (!layout.is_compact) {
    std::vector<PlacedNode> taken = state.nodes;
    const auto place = [&](const OpenedUnit& unit, const Rect& given) {
      const std::optional<Rect> box =
          given.width > 0.0F ? given
                             : free_place(taken, unit.place, unit_box_size(), room_of(layout));
      if (!box) return Rect{};
      draw_halves(bench, unit, *box);
      taken.push_back({.node = {NodeKind::unit, unit.layer, unit.index}, .place = *box});
      return *box;
    };
    if (open) {
      const Rect box = place(*open, state.opened_box);
      if (box.width > 0.0F) {
        const std::string words =
            "z = " + signed_number(open->z()) + ", a = " + short_number(open->a());
        registry().add({.id = "opened_box",
                        .role = Role::status,
                        .label = "z, g, a",
                        .value = words,
                        .x = box.x,
                        .y = box.y,
                        .width = box.width,
                        .height = box.height});
      }
    }
    const bool is_other =
        pointed && (!open || pointed->layer != open->layer || pointed->index != open->index);
    if (is_other) place(*pointed, {});
  }
  if (!open) return;
  if (layout.is_compact) {
    const float below = inner.bottom() + 8;
    draw_unit_panel(bench, state, *open, {whole.x, below, whole.width, whole.bottom() - below},
                    /*has_own_place=*/true);
  } else {
    draw_unit_panel(bench, state, *open, whole, inner.width < whole.width);
  }
}

}  // namespace purr::shell

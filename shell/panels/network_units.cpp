#include "shell/panels/network_units.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "shell/panels/examples.h"

namespace purr::shell {
namespace {

double largest_of(const std::vector<double>& values) {
  double largest = 0.0;
  for (const double a : values) {
    if (std::isfinite(a)) largest = std::max(largest, std::fabs(a));
  }
  return largest;
}

/// Slanted lines inside a circle or a square: a unit that does not work.
void draw_hatching(ImDrawList* list, const Rect& place, bool is_round, ImU32 colour) {
  const ImVec2 centre{place.x + place.width / 2, place.y + place.height / 2};
  const float r = place.width / 2 - 1.0F;
  constexpr float kStep = 4.5F;
  const float reach = is_round ? r : r * 1.9F;
  for (float d = -reach; d <= reach; d += kStep) {
    // The line x + y = d·√2 around the centre, cut where it leaves the shape.
    float half = is_round ? std::sqrt(std::max(0.0F, r * r - d * d)) : 1.41421F * r - std::fabs(d);
    half = std::max(0.0F, half);
    constexpr float kSlant = 0.70711F;
    const ImVec2 foot{centre.x + d * kSlant, centre.y + d * kSlant};
    list->AddLine({foot.x - half * kSlant, foot.y + half * kSlant},
                  {foot.x + half * kSlant, foot.y - half * kSlant}, colour, 1.2F);
  }
}

void draw_circle(const Rect& place, const UnitLook& look, bool has_value) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 centre{place.x + place.width / 2, place.y + place.height / 2};
  const float radius = place.width / 2;
  const bool is_active = has_value && !look.is_silent;
  const ImU32 ring = is_active ? (look.value > 0 ? theme().cat : theme().non)
                               : mix(theme().line, theme().ink, 0.28F);
  const int segments = radius < 8 ? 16 : 32;
  list->AddCircleFilled(centre, radius, ring, segments);
  list->AddCircleFilled(centre, radius - (radius < 8 ? 0.9F : 1.4F),
                        is_active ? diverging(look.value) : theme().card, segments);
}

void draw_picture(const TileRef& tile, const Rect& place, const UnitLook& look, bool has_value) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float radius = std::clamp(place.width * 0.16F, 3.0F, 12.0F);
  const ImVec2 low{std::round(place.x), std::round(place.y)};
  const ImVec2 high{std::round(place.right()), std::round(place.bottom())};
  // Pale, but still to be recognised: what a silent unit looks for.
  const bool is_pale = has_value && look.is_silent;
  const ImU32 tint = IM_COL32(255, 255, 255, is_pale ? 96 : 255);
  list->AddImageRounded(tile.texture, low, high, tile.uv0, tile.uv1, tint, radius);
  if (!has_value || look.is_silent) return;
  const float width = place.width < 28 ? 1.2F : 2.0F;
  const ImU32 ring = with_alpha(look.value > 0 ? theme().cat : theme().non,
                                0.45F + 0.55F * std::min(1.0F, std::fabs(look.value)));
  list->AddRect({low.x - 1, low.y - 1}, {high.x + 1, high.y + 1}, ring, radius + 1, 0, width);
}

}  // namespace

void draw_idle(const Rect& place, bool is_round) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 edge = mix(theme().line, theme().ink, 0.35F);
  const ImVec2 low{place.x, place.y};
  const ImVec2 high{place.right(), place.bottom()};
  const float radius = is_round ? place.width / 2 : std::clamp(place.width * 0.16F, 3.0F, 12.0F);
  list->AddRectFilled(low, high, theme().soft, radius);
  draw_hatching(list, place, is_round, edge);
  list->AddRect(low, high, edge, radius, 0, 1.2F);
}

bool has_network_trace(const Workbench& bench) {
  const std::size_t layers = bench.settings.network.hidden.size() + 1;
  return bench.run.has_trace_of(chosen_is_test(bench), chosen_example(bench)) &&
         bench.run.trace.layers.size() == layers;
}

const TraceUpdate::Layer* traced_layer(const Workbench& bench, int l) {
  if (!has_network_trace(bench) || l < 1) return nullptr;
  const auto at = static_cast<std::size_t>(l - 1);
  return at < bench.run.trace.layers.size() ? &bench.run.trace.layers[at] : nullptr;
}

std::vector<double> values_before(const Workbench& bench, NetworkState& state, int l) {
  if (l > 1) {
    const TraceUpdate::Layer* layer = traced_layer(bench, l - 1);
    return layer != nullptr ? layer->A : std::vector<double>{};
  }
  if (!bench.run.is_points()) return {};
  return state.inputs.of(bench.run, chosen_is_test(bench), chosen_example(bench));
}

bool are_pictures(const Workbench& bench, int l) { return l == 1 && bench.run.is_pictures(); }

bool is_dead_unit(const Workbench& bench, int l, int unit) {
  return bench.run.is_dead(l, unit + 1);
}

UnitLook unit_look(const Workbench& bench, int l, int unit) {
  UnitLook look;
  look.is_dead = bench.run.is_dead(l, unit + 1);
  const TraceUpdate::Layer* layer = traced_layer(bench, l);
  const auto i = static_cast<std::size_t>(unit);
  if (layer == nullptr || i >= layer->A.size()) return look;
  const double a = layer->A[i];
  look.is_failed =
      !std::isfinite(layer->Z[i]) || (i < layer->b.size() && !std::isfinite(layer->b[i]));
  if (look.is_failed) return look;
  const double largest = largest_of(layer->A);
  look.value = largest > 0.0 ? static_cast<float>(a / largest) : 0.0F;
  constexpr float kSilent = 1e-3F;
  look.is_silent = std::fabs(look.value) < kSilent;
  return look;
}

void draw_unit_at(Workbench& bench, int l, int unit, const Rect& place) {
  const UnitLook look = unit_look(bench, l, unit);
  const bool as_picture = are_pictures(bench, l);
  const bool has_value = has_network_trace(bench);
  if (look.is_failed || look.is_dead) return draw_idle(place, !as_picture);
  if (!as_picture) return draw_circle(place, look, has_value);
  const TileRef tile = bench.textures.weights.thumbnail(bench.run, unit);
  if (tile.ok) {
    draw_picture(tile, place, look, has_value);
  } else {
    ImGui::GetWindowDrawList()->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()},
                                              theme().soft, 6);
  }
}

void choose_unit(Workbench& bench, int l, int unit) {
  Selection& selection = bench.selection;
  selection.unit = unit;
  if (are_pictures(bench, l)) {
    selection.weights_unit = unit;
    bench.navigation.inside_tab = InsideTab::weights;
  } else {
    selection.equation = Equation{EquationKind::A, l};
    bench.navigation.inside_tab = InsideTab::example;
  }
}

void draw_units(Workbench& bench, int l, int units, const Rect& box) {
  const UnitGrid grid = unit_grid(units, box, are_pictures(bench, l));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const int hovered = ImGui::IsWindowHovered() ? grid.unit_at(ImGui::GetIO().MousePos) : -1;
  for (int unit = 0; unit < grid.shown; ++unit) {
    const Rect place = grid.place(unit);
    draw_unit_at(bench, l, unit, place);
    if (unit != hovered) continue;
    list->AddRect({place.x - 1, place.y - 1}, {place.right() + 1, place.bottom() + 1},
                  theme().accent, are_pictures(bench, l) ? 7.0F : grid.side / 2 + 1, 0, 2);
  }
  if (hovered >= 0 && ImGui::IsMouseReleased(ImGuiMouseButton_Left)) choose_unit(bench, l, hovered);
  if (grid.rest() == 0) return;
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  const std::string more = std::to_string(grid.rest());
  std::string words = tr(Text::more_units, {more});
  if (measure(words, dim).x > box.width) words = "+" + more;
  draw_text(list, {box.x + box.width / 2, grid.block.bottom() + 2}, words, dim, Align::centre);
}

}  // namespace purr::shell

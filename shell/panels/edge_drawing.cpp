#include "shell/panels/edge_drawing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

#include "shell/panels/layer_controls.h"
#include "shell/panels/network_units.h"

namespace purr::shell {
namespace {

constexpr float kPale = 0.2F;  // of an edge while another one is pointed at

struct Stroke {
  ImU32 colour = 0;
  float width = 1.0F;
  bool is_dotted = false;
};

ImU32 colour_of(EdgeEffect effect, float strength) {
  switch (effect) {
    case EdgeEffect::raises: return with_alpha(theme().cat, 0.14F + 0.76F * strength);
    case EdgeEffect::lowers: return with_alpha(theme().non, 0.14F + 0.76F * strength);
    case EdgeEffect::failed: return with_alpha(theme().danger, 0.35F);
    case EdgeEffect::none: break;
  }
  return with_alpha(mix(theme().line, theme().ink, 0.3F), 0.3F);
}

Stroke stroke_of(const EdgeLine& line) {
  return {.colour = colour_of(line.effect, line.strength),
          .width = 0.7F + 2.6F * line.strength,
          .is_dotted = line.effect == EdgeEffect::failed};
}

/// Broader than a line, the more so the more weights it stands for.
Stroke stroke_of(const EdgeBundle& bundle) {
  const float many = std::log2(static_cast<float>(std::max(1, bundle.weights)));
  return {.colour = colour_of(bundle.effect, 0.25F * bundle.strength),
          .width = std::min(7.0F, 2.0F + 0.5F * many),
          .is_dotted = bundle.effect == EdgeEffect::failed};
}

void draw_curve(ImDrawList* list, ImVec2 from, ImVec2 to, const Stroke& stroke) {
  // The more a curve rises, the more pieces it takes to look smooth.
  const int pieces = std::clamp(static_cast<int>(6.0F + std::fabs(to.y - from.y) / 14.0F), 6, 20);
  if (!stroke.is_dotted) {
    const float middle = (from.x + to.x) / 2;
    list->AddBezierCubic(from, {middle, from.y}, {middle, to.y}, to, stroke.colour, stroke.width,
                         pieces);
    return;
  }
  constexpr int kDots = 18;
  for (int k = 0; k < kDots; ++k) {
    const float t = static_cast<float>(k) / kDots;
    list->AddLine(edge_point(from, to, t), edge_point(from, to, t + 0.45F / kDots), stroke.colour,
                  std::max(1.1F, stroke.width));
  }
}

/// What is looked at: a unit with its edges, or one edge.
class Attention {
 public:
  explicit Attention(const NetworkState& state)
      : node_(state.pointed ? state.pointed : state.open) {
    if (node_ && node_->kind != NodeKind::unit && node_->kind != NodeKind::edges) node_.reset();
  }
  bool is_anywhere() const { return node_.has_value(); }
  bool is_on(int l, int index, int from_first, int from_count, int to_first, int to_count) const {
    if (!node_) return true;
    const auto has = [&](int first, int count) {
      return node_->index >= first && node_->index < first + count;
    };
    if (node_->kind == NodeKind::edges) return node_->layer == l && node_->index == index;
    return (node_->layer == l && has(to_first, to_count)) ||
           (node_->layer == l - 1 && has(from_first, from_count));
  }
  bool is_on_unit(int l, int unit) const {
    return !node_ || (node_->kind == NodeKind::unit && node_->layer == l && node_->index == unit);
  }

 private:
  std::optional<NetworkNode> node_;
};

/// The ways from the units of a layer in several columns to their ports.
void draw_stubs(const Workbench& bench, const std::vector<Port>& ports, int layer, int shown,
                const Attention& attention) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int unit = 0; unit < std::min(shown, static_cast<int>(ports.size())); ++unit) {
    const Port& port = ports[static_cast<std::size_t>(unit)];
    const UnitLook look = unit_look(bench, layer, unit);
    const bool is_active = has_network_trace(bench) && !look.is_silent && !look.is_failed;
    const EdgeEffect effect = !is_active       ? EdgeEffect::none
                              : look.value > 0 ? EdgeEffect::raises
                                               : EdgeEffect::lowers;
    ImU32 colour = colour_of(effect, 0.5F * std::fabs(look.value));
    if (!attention.is_on_unit(layer, unit)) colour = with_alpha(colour, 2 * kPale);
    list->AddPolyline(port.path.data(), 3, colour, 0, is_active ? 1.2F : 0.8F);
    list->AddRectFilled({port.at().x - 1.2F, port.at().y - 1.2F},
                        {port.at().x + 1.2F, port.at().y + 1.2F}, colour);
  }
}

}  // namespace

void update_edges(const Workbench& bench, NetworkState& state, std::span<const UnitGrid> grids) {
  EdgeKey key{.trace_count = bench.run.trace_count, .has_trace = has_network_trace(bench)};
  for (const UnitGrid& grid : grids) {
    key.units.push_back(grid.units);
    key.shown.push_back(grid.shown);
  }
  if (key == state.edge_key) return;
  state.edge_key = key;
  const int gaps = static_cast<int>(grids.size()) - 1;
  state.edges.clear();
  state.edge_index.resize(static_cast<std::size_t>(std::max(0, gaps)), 0);
  for (int l = 1; l <= gaps; ++l) {
    const UnitGrid& before = grids[static_cast<std::size_t>(l - 1)];
    const UnitGrid& after = grids[static_cast<std::size_t>(l)];
    const TraceUpdate::Layer* layer = traced_layer(bench, l);
    const std::vector<double> a = values_before(bench, state, l);
    EdgeSource source{.n_in = before.units,
                      .n_out = after.units,
                      .shown_in = before.shown,
                      .shown_out = after.shown,
                      .a = a};
    if (layer != nullptr) source.W = layer->W;
    state.edges.push_back(edges_between(source, max_lines_per_gap(gaps)));
    int& index = state.edge_index[static_cast<std::size_t>(l - 1)];
    const EdgeSet& edges = state.edges.back();
    const int count = static_cast<int>(edges.lines.size() + edges.bundles.size());
    index = std::clamp(index, 0, std::max(0, count - 1));
  }
}

void draw_edges(const Workbench& bench, const NetworkState& state, int l) {
  const EdgeSet& edges = state.edges[static_cast<std::size_t>(l - 1)];
  const std::vector<Port>& from = state.ports[static_cast<std::size_t>(l - 1)].out;
  const std::vector<Port>& to = state.ports[static_cast<std::size_t>(l)].in;
  if (from.empty() || to.empty()) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Attention attention(state);
  const int lines = static_cast<int>(edges.lines.size());
  const bool is_from_picture = l == 1 && bench.run.is_pictures();
  const auto faded = [&](Stroke stroke, bool is_on) {
    if (!is_on) stroke.colour = with_alpha(stroke.colour, kPale);
    return stroke;
  };
  int index = lines;
  for (const EdgeBundle& bundle : edges.bundles) {
    const bool is_on = attention.is_on(l, index, bundle.from_first, bundle.from_count,
                                       bundle.to_first, bundle.to_count);
    ++index;
    if (is_from_picture) continue;  // an arrow stands for it
    draw_curve(list, middle_of_ports(from, bundle.from_first, bundle.from_count),
               middle_of_ports(to, bundle.to_first, bundle.to_count),
               faded(stroke_of(bundle), is_on));
  }
  // What stands out lies over the rest.
  for (const bool is_front : {false, true}) {
    if (is_front && !attention.is_anywhere()) break;
    for (int k = 0; k < lines; ++k) {
      const EdgeLine& line = edges.lines[static_cast<std::size_t>(k)];
      const bool is_on = attention.is_on(l, k, line.from, 1, line.to, 1);
      if (attention.is_anywhere() && is_on != is_front) continue;
      Stroke stroke = stroke_of(line);
      if (is_dead_unit(bench, l - 1, line.from) || is_dead_unit(bench, l, line.to)) {
        // Nothing passes there any more.
        stroke = {colour_of(EdgeEffect::none, 0.0F), 1.1F, true};
      }
      if (attention.is_anywhere() && is_on) {
        stroke.width = std::max(stroke.width, 1.3F);
        stroke.colour = line.effect == EdgeEffect::none
                            ? with_alpha(mix(theme().line, theme().ink, 0.5F), 0.8F)
                            : colour_of(line.effect, 0.5F + 0.5F * line.strength);
      }
      draw_curve(list, from[static_cast<std::size_t>(line.from)].at(),
                 to[static_cast<std::size_t>(line.to)].at(), faded(stroke, is_on));
    }
  }
  const std::vector<int>& shown = state.edge_key.shown;
  const auto at = static_cast<std::size_t>(l);
  if (l > 1) draw_stubs(bench, from, l - 1, shown[at - 1], attention);
  if (at + 1 < shown.size() && !is_from_picture) {
    draw_stubs(bench, to, l, shown[at], attention);
  }
}

Rect edges_place(const NetworkState& state, int l) {
  const std::vector<Port>& from = state.ports[static_cast<std::size_t>(l - 1)].out;
  const std::vector<Port>& to = state.ports[static_cast<std::size_t>(l)].in;
  if (from.empty() || to.empty()) return {};
  float left = from[0].at().x;
  float right = to[0].at().x;
  float top = from[0].at().y;
  float bottom = top;
  for (const std::vector<Port>* ports : {&from, &to}) {
    for (const Port& port : *ports) {
      top = std::min(top, port.at().y);
      bottom = std::max(bottom, port.at().y);
    }
  }
  constexpr float kMargin = 6.0F;
  if (right - left < 4.0F) {
    const float middle = (left + right) / 2;
    left = middle - 2.0F;
    right = middle + 2.0F;
  }
  return {left + 1, top - kMargin, right - left - 2, bottom - top + 2 * kMargin};
}

void draw_arrow(ImVec2 from, ImVec2 to) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = (from.y + to.y) / 2;
  list->AddLine({from.x, y}, {to.x, y}, theme().dim, 1.2F);
  list->AddLine({to.x - 5, y - 4.0F}, {to.x, y}, theme().dim, 1.2F);
  list->AddLine({to.x - 5, y + 4.0F}, {to.x, y}, theme().dim, 1.2F);
}

}  // namespace purr::shell

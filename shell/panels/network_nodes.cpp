#include "shell/panels/network_nodes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "shell/panels/logistic_drawing.h"
#include "shell/panels/network_words.h"

namespace purr::shell {
namespace {

constexpr float kNearEdge = 6.0F;  // points from a curve at which the pointer is on it

bool is_over(const Rect& place, ImVec2 point) {
  return point.x >= place.x && point.x < place.right() && point.y >= place.y &&
         point.y < place.bottom();
}

float middle_of(const Rect& place) { return place.y + place.height / 2; }

/// The line or bundle of layer `l` under a point; −1 for none.
int edge_at(const NetworkState& state, int l, ImVec2 point) {
  const auto at = static_cast<std::size_t>(l - 1);
  if (at >= state.edges.size() || at + 1 >= state.ports.size()) return -1;
  const EdgeSet& edges = state.edges[at];
  const std::vector<Port>& from = state.ports[at].out;
  const std::vector<Port>& to = state.ports[at + 1].in;
  if (from.empty() || to.empty()) return -1;
  float nearest = kNearEdge * kNearEdge;
  int found = -1;
  int index = 0;
  for (const EdgeLine& line : edges.lines) {
    const float d = edge_distance_squared(from[static_cast<std::size_t>(line.from)].at(),
                                          to[static_cast<std::size_t>(line.to)].at(), point);
    // Of lines that lie over each other the strongest is meant.
    if (d < nearest - 2.0F * line.strength) {
      nearest = d;
      found = index;
    }
    ++index;
  }
  if (found >= 0) return found;
  for (const EdgeBundle& bundle : edges.bundles) {
    const float d =
        edge_distance_squared(middle_of_ports(from, bundle.from_first, bundle.from_count),
                              middle_of_ports(to, bundle.to_first, bundle.to_count), point);
    if (d < nearest) {
      nearest = d;
      found = index;
    }
    ++index;
  }
  return found;
}

int edge_count(const NetworkState& state, int l) {
  const auto at = static_cast<std::size_t>(l - 1);
  if (at >= state.edges.size()) return 0;
  return static_cast<int>(state.edges[at].lines.size() + state.edges[at].bundles.size());
}

/// One step of the keyboard from the node that has it.
void walk(NetworkState& state, Direction way) {
  NetworkNode& here = state.current;
  if (state.is_walking_pixels && has_pixels(here) && state.logistic.numbers.is_known()) {
    step_pixel(state,
               way == Direction::right  ? 1
               : way == Direction::left ? -1
                                        : 0,
               way == Direction::down ? 1
               : way == Direction::up ? -1
                                      : 0);
    return;
  }
  const bool is_vertical = way == Direction::up || way == Direction::down;
  if (here.kind == NodeKind::edges && is_vertical) {
    const int index = here.index + (way == Direction::down ? 1 : -1);
    const int count = edge_count(state, here.layer);
    if (count > 0 && index >= 0 && index < count) {
      here.index = index;
      state.edge_index[static_cast<std::size_t>(here.layer - 1)] = index;
    }
    return;
  }
  if (const auto next = next_node(state.nodes, here, way)) state.current = *next;
}

/// The node that Tab stops at must be one that is drawn.
void keep_current(NetworkState& state) {
  const auto is_there = [&](const PlacedNode& placed) {
    return is_same_stop(placed.node, state.current);
  };
  if (state.nodes.empty() || std::any_of(state.nodes.begin(), state.nodes.end(), is_there)) return;
  const auto unit = std::find_if(state.nodes.begin(), state.nodes.end(), [](const PlacedNode& it) {
    return it.node.kind == NodeKind::unit;
  });
  state.current = (unit == state.nodes.end() ? state.nodes.front() : *unit).node;
}

}  // namespace

bool is_same_stop(const NetworkNode& one, const NetworkNode& other) {
  if (one.kind == NodeKind::edges) return other.kind == NodeKind::edges && one.layer == other.layer;
  return one == other;
}

std::optional<NetworkNode> next_node(std::span<const PlacedNode> nodes, const NetworkNode& from,
                                     Direction way) {
  const auto here = std::find_if(nodes.begin(), nodes.end(), [&](const PlacedNode& placed) {
    return is_same_stop(placed.node, from);
  });
  if (here == nodes.end()) return std::nullopt;
  const PlacedNode* best = nullptr;
  const bool is_vertical = way == Direction::up || way == Direction::down;
  const bool is_forward = way == Direction::right || way == Direction::down;
  float least = 0.0F;
  for (const PlacedNode& it : nodes) {
    if (&it == &*here) continue;
    const float down = middle_of(it.place) - middle_of(here->place);
    const float across = it.place.x + it.place.width / 2 - here->place.x - here->place.width / 2;
    float cost = 0.0F;
    if (is_vertical) {
      // Within a column of the drawing; in a layer of several columns, straight down first.
      if (it.rank != here->rank || (is_forward ? down < 1.0F : down > -1.0F)) continue;
      cost = std::fabs(down) + 2.0F * std::fabs(across);
    } else if (it.rank == here->rank) {
      // The neighbour in the same row of the same layer.
      const bool is_beside = std::fabs(down) < it.place.height / 2;
      if (!is_beside || (is_forward ? across < 1.0F : across > -1.0F)) continue;
      cost = std::fabs(across);
    } else {
      const int ranks = is_forward ? it.rank - here->rank : here->rank - it.rank;
      if (ranks < 1) continue;
      cost = 1e5F * static_cast<float>(ranks) + std::fabs(down) + 0.5F * std::fabs(across);
    }
    if (best != nullptr && cost >= least) continue;
    best = &it;
    least = cost;
  }
  if (best == nullptr) return std::nullopt;
  return best->node;
}

std::string node_id(const NetworkNode& node) {
  const std::string layer = std::to_string(node.layer);
  const std::string index = std::to_string(node.index + 1);
  switch (node.kind) {
    case NodeKind::input: return "input/" + index;
    case NodeKind::edges: return "edges/" + layer;
    case NodeKind::unit: return "unit/" + layer + "/" + index;
    case NodeKind::rest: return "rest/" + layer;
    case NodeKind::caption: return "caption/" + layer;
    case NodeKind::shape: return "shape/" + layer;
    case NodeKind::bar: return "bar";
    case NodeKind::answer: return "answer";
    case NodeKind::plane: return "plane/" + index;
    case NodeKind::x_row: return "x/" + index;
    case NodeKind::weights: return "w";
    case NodeKind::products: return "products";
    case NodeKind::product: return "product/" + index;
    case NodeKind::sum: return "sum";
    case NodeKind::z: return "z";
    case NodeKind::sigma: return "sigma";
  }
  return {};
}

std::optional<NetworkNode> node_items(Workbench& bench, NetworkState& state) {
  keep_current(state);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const NetworkNode current = state.current;
  std::optional<NetworkNode> pressed;
  std::optional<NetworkNode> hovered;
  std::optional<NetworkNode> focused;
  std::optional<Direction> way;
  registry().push_scope("node");
  for (const PlacedNode& placed : state.nodes) {
    NetworkNode node = placed.node;
    const bool is_current = is_same_stop(node, current);
    bool is_under = true;
    if (node.kind == NodeKind::edges) {
      int& shown = state.edge_index[static_cast<std::size_t>(node.layer - 1)];
      const int edge = is_over(placed.place, mouse) ? edge_at(state, node.layer, mouse) : -1;
      is_under = edge >= 0;
      if (is_under) shown = edge;
      node.index = shown;
    }
    const bool was_pointed = state.pointed && is_same_stop(*state.pointed, node);
    const std::string words =
        is_current || was_pointed ? node_words(bench, state, node).plain_text() : std::string();
    const PartState it = part({.id = node_id(node),
                               .label = node_name(bench, node),
                               .words = words,
                               .place = placed.place,
                               .is_current = is_current,
                               .is_under = is_under,
                               .radius = placed.radius});
    if (it.is_hovered) hovered = node;
    if (it.is_shown_focused) focused = node;
    if (it.is_focused || it.walk) state.current = node;
    if (it.walk) way = it.walk;
    if (it.is_pressed) {
      pressed = node;
      state.current = node;
    }
  }
  if (way) {
    walk(state, *way);
    const auto next = std::find_if(
        state.nodes.begin(), state.nodes.end(),
        [&](const PlacedNode& placed) { return is_same_stop(placed.node, state.current); });
    if (next != state.nodes.end()) focus_part(node_id(next->node), next->place);
    want_redraw();
  }
  registry().pop_scope();
  const std::optional<NetworkNode> pointed = hovered ? hovered : focused;
  // What is new here says its words in the next frame.
  if (pointed != state.pointed || state.current != current) want_redraw();
  state.pointed = pointed;
  return pressed;
}

}  // namespace purr::shell

#include "shell/panels/network_drawing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "shell/panels/edge_drawing.h"
#include "shell/panels/examples.h"
#include "shell/panels/layer_settings.h"
#include "shell/panels/network_captions.h"
#include "shell/panels/network_nodes.h"
#include "shell/panels/network_output.h"
#include "shell/panels/network_units.h"
#include "shell/panels/network_words.h"
#include "shell/panels/unit_box.h"
#include "shell/panels/unit_panel.h"

namespace purr::shell {
namespace {

/// One frame of the drawing.
struct Drawing {
  Workbench& bench;
  NetworkState& state;
  NetworkLayout layout;
  std::vector<UnitGrid> grids{};  ///< of every column from the input to the output
};

/// The units of every column.
void place_grids(Drawing& drawing) {
  Workbench& bench = drawing.bench;
  const NetworkLayout& layout = drawing.layout;
  // The input of a small drawing stands elsewhere.
  if (layout.is_compact) drawing.grids.push_back({.units = bench.run.input_count()});
  for (const NetworkColumn& column : layout.columns) {
    switch (column.kind) {
      case ColumnKind::input:
        drawing.grids.push_back(bench.run.is_points()
                                    ? feature_grid(bench.run.feature_count(), layout, column)
                                    : UnitGrid{.units = bench.run.input_count()});
        break;
      case ColumnKind::hidden: {
        const std::vector<int>& hidden = bench.settings.network.hidden;
        const int units = hidden[static_cast<std::size_t>(column.layer - 1)];
        drawing.grids.push_back(
            unit_grid(units, units_box(layout, column), are_pictures(bench, column.layer)));
        break;
      }
      case ColumnKind::output: drawing.grids.push_back({.units = 1, .shown = 1}); break;
    }
  }
  make_room_for_open_unit(drawing.state, layout, drawing.grids);
}

/// Where edges begin and end at each column.
void place_ports(Drawing& drawing) {
  const NetworkLayout& layout = drawing.layout;
  std::vector<Ports>& ports = drawing.state.ports;
  ports.clear();
  const auto grid = [&]() -> const UnitGrid& { return drawing.grids[ports.size()]; };
  if (layout.is_compact) {
    // The numbers of the chosen example come from the left.
    const float middle = layout.body.y + layout.body.height / 2;
    ports.push_back({.in = {}, .out = {port_at({layout.body.x, middle})}});
  }
  for (const NetworkColumn& column : layout.columns) {
    switch (column.kind) {
      case ColumnKind::input:
        if (drawing.bench.run.is_points()) {
          ports.push_back(ports_of(grid()));
        } else {
          const Rect picture = picture_place(layout, column);
          ports.push_back(
              {.in = {}, .out = {port_at({picture.right() + 2, picture.y + picture.height / 2})}});
        }
        break;
      case ColumnKind::hidden: ports.push_back(ports_of(grid())); break;
      case ColumnKind::output: {
        const Rect bar = output_place(layout, column);
        ports.push_back({.in = {port_at({bar.x - 2, bar.y + bar.height / 2})}, .out = {}});
        break;
      }
    }
  }
  // Edges of an opened unit end at its box.
  const Rect& box = drawing.state.opened_box;
  const auto& open = drawing.state.open;
  if (!open || box.width <= 0.0F) return;
  Ports& opened = ports[static_cast<std::size_t>(open->layer)];
  const auto unit = static_cast<std::size_t>(open->index);
  const float middle = box.y + box.height / 2;
  opened.in[unit] = port_at({box.x - 2, middle});
  opened.out[unit] = port_at({box.right() + 2, middle});
}

void draw_picture(Drawing& drawing, const NetworkColumn& column) {
  Workbench& bench = drawing.bench;
  const RunView& run = bench.run;
  const bool of_test = chosen_is_test(bench);
  const int example = chosen_example(bench);
  const Rect place = picture_place(drawing.layout, column);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const TileRef tile = bench.textures.pictures.get(run, of_test, example);
  if (tile.ok) {
    draw_tile(list, place,
              {.texture = tile.texture,
               .uv0 = tile.uv0,
               .uv1 = tile.uv1,
               .size = {place.width, place.width},
               .truth = run.label(of_test, example) != 0 ? TileClass::cat : TileClass::none,
               .radius = 12});
  } else {
    list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().soft, 12);
  }
  drawing.state.nodes.push_back({.node = {NodeKind::input, 0, 0}, .place = place, .radius = 12});
}

/// The arrow from the picture to layer 1, with how many numbers it stands for, and the bracket that
/// says that they reach every unit.
void draw_input_arrow(Drawing& drawing) {
  const NetworkState& state = drawing.state;
  const ImVec2 from = state.ports[0].out[0].at();
  const Rect& block = drawing.grids[1].block;
  const float bracket = block.x - 12;
  if (drawing.layout.is_compact || bracket - from.x < 14) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_arrow({from.x + 6, from.y}, {bracket - 5, from.y});
  const ImU32 colour = mix(theme().line, theme().ink, 0.35F);
  const ImVec2 points[]{{bracket + 5, block.y},
                        {bracket, block.y},
                        {bracket, block.bottom()},
                        {bracket + 5, block.bottom()}};
  list->AddPolyline(points, 4, colour, 0, 1.2F);
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  const std::string lines[]{number(drawing.bench.run.input_count(), 12),
                            std::string(tr(Text::network_numbers))};
  const float room = bracket - from.x - 8;
  if (std::max(measure(lines[0], dim).x, measure(lines[1], dim).x) > room) return;
  draw_text(list, {(from.x + bracket) / 2, from.y - dim.size * 1.7F}, "a^[0]", dim, Align::centre);
  float y = from.y + 8;
  for (const std::string& words : lines) {
    draw_text(list, {(from.x + bracket) / 2, y}, words, dim, Align::centre);
    y += dim.size * 1.25F;
  }
}

void draw_features(Drawing& drawing, const NetworkColumn& column) {
  const UnitGrid& grid = drawing.grids[0];
  const std::vector<double> x = values_before(drawing.bench, drawing.state, 1);
  ImDrawList* list = ImGui::GetWindowDrawList();
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  for (int k = 0; k < grid.shown; ++k) {
    const Rect place = grid.place(k);
    const ImVec2 centre{place.x + grid.side / 2, place.y + grid.side / 2};
    const auto at = static_cast<std::size_t>(k);
    const double value = at < x.size() ? x[at] : 0.0;
    draw_unit(list, centre, grid.side / 2, static_cast<float>(std::clamp(value / 4.0, -1.0, 1.0)));
    const std::string symbol = "x_{" + std::to_string(k + 1) + "}";
    const float room = place.x - 4 - column.x;
    std::string words = at < x.size() ? symbol + " " + signed_number(value) : symbol;
    if (measure(words, dim).x > room) words = symbol;
    if (measure(words, dim).x <= room) {
      draw_text(list, {place.x - 4, centre.y - dim.size * 0.6F}, words, dim, Align::right);
    }
    drawing.state.nodes.push_back(
        {.node = {NodeKind::input, 0, k}, .place = place, .radius = grid.side / 2});
  }
}

/// "and 12 more", where some units have no place.
void draw_rest(Drawing& drawing, const UnitGrid& grid, int layer, const NetworkColumn& column) {
  if (grid.rest() <= 0 || grid.shown == 0) return;
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  const std::string more = std::to_string(grid.rest());
  std::string words = tr(Text::more_units, {more});
  const float room = column.width - 18;
  if (measure(words, dim).x > room) words = "+" + more;
  // Among many narrow layers the number of units in the caption has to do.
  if (measure(words, dim).x > column.width) return;
  const float width = measure(words, dim).x;
  const Rect place{grid.block.x + grid.block.width / 2 - width / 2, grid.block.bottom() + 2, width,
                   dim.size * 1.25F};
  draw_text_in(ImGui::GetWindowDrawList(), place, words, dim, Align::centre);
  drawing.state.nodes.push_back(
      {.node = {NodeKind::rest, layer, grid.rest()}, .rank = 2 * layer, .place = place});
}

void draw_layer(Drawing& drawing, const NetworkColumn& column) {
  const int l = column.layer;
  const UnitGrid& grid = drawing.grids[static_cast<std::size_t>(l)];
  NetworkState& state = drawing.state;
  const float radius = are_pictures(drawing.bench, l) ? 8.0F : grid.side / 2;
  for (int unit = 0; unit < grid.shown; ++unit) {
    const Rect place = grid.place(unit);
    draw_unit_at(drawing.bench, l, unit, place);
    const NetworkNode node{NodeKind::unit, l, unit};
    if (state.pointed == node || state.open == node) {
      ImGui::GetWindowDrawList()->AddRect({place.x - 2, place.y - 2},
                                          {place.right() + 2, place.bottom() + 2}, theme().accent,
                                          radius + 2, 0, 2);
    }
    state.nodes.push_back({.node = node, .rank = 2 * l, .place = place, .radius = radius});
  }
  draw_rest(drawing, grid, l, column);
}

void place_edges(Drawing& drawing) {
  const int gaps = static_cast<int>(drawing.state.edges.size());
  for (int l = 1; l <= gaps; ++l) {
    const Rect place = edges_place(drawing.state, l);
    if (place.width <= 0) continue;
    drawing.state.nodes.push_back(
        {.node = {NodeKind::edges, l, 0}, .rank = 2 * l - 1, .place = place});
  }
}

NetworkContent content_of(const Workbench& bench, bool is_compact) {
  // The first view keeps the settings of a layer behind its caption.
  constexpr float kNever = 1e6F;
  const float min_width = is_compact                             ? 0.0F
                          : bench.arrangement.shows_all_settings ? layer_settings_width(bench)
                                                                 : kNever;
  return {.hidden = bench.settings.network.hidden,
          .has_pictures = !bench.run.is_points() && is_pictures(bench.settings.data.source),
          .is_compact = is_compact,
          .text_scale = theme().text_scale,
          .min_control_width = min_width};
}

/// A press opens a unit, or closes it again; a press on the input looks inside the example; a press
/// on a caption that has no settings below it shows those of its layer.
void take_press(Drawing& drawing, const NetworkNode& node) {
  NetworkState& state = drawing.state;
  if (node.kind == NodeKind::unit) {
    state.open = state.open == node ? std::nullopt : std::optional(node);
    const int hidden_count = static_cast<int>(drawing.bench.settings.network.hidden.size());
    if (node.layer <= hidden_count) choose_unit(drawing.bench, node.layer, node.index);
  } else if (node.kind == NodeKind::input && !drawing.layout.is_compact) {
    // At middle width the inside takes the place of the drawing; a finger reads what it taps first.
    const bool by_finger = ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;
    if (by_finger && drawing.bench.layout == Layout::middle) return;
    look_inside(drawing.bench, InsideTab::example);
  } else if (node.kind == NodeKind::bar || node.kind == NodeKind::answer) {
    const NetworkNode output{NodeKind::unit, static_cast<int>(drawing.grids.size()) - 1, 0};
    state.open = state.open == output ? std::nullopt : std::optional(output);
  } else if (node.kind == NodeKind::caption && node.layer > 0 && !drawing.layout.is_compact) {
    state.controls_of = state.controls_of == node.layer ? 0 : node.layer;
  }
  want_redraw();
}

}  // namespace

UnitGrid feature_grid(int features, const NetworkLayout& layout, const NetworkColumn& column) {
  constexpr float kMaxPitch = 90.0F;
  constexpr float kMinPitch = 24.0F;
  const Rect& body = layout.body;
  UnitGrid grid;
  grid.units = features;
  const float room = body.height - 14;  // for "and 3 more"
  grid.shown = std::clamp(static_cast<int>(room / kMinPitch), 1, std::max(1, features));
  grid.rows = grid.shown;
  grid.pitch_y = std::min(kMaxPitch, room / static_cast<float>(grid.shown));
  grid.side = std::min({30.0F, grid.pitch_y - 4, column.width * 0.4F});
  grid.pitch_x = grid.side;
  const float height = grid.pitch_y * static_cast<float>(grid.rows - 1) + grid.side;
  grid.block = {column.right() - grid.side - 4, body.y + (room - height) / 2, grid.side, height};
  return grid;
}

void draw_network(Workbench& bench, NetworkState& state, const Rect& whole, bool is_compact) {
  // Where there is room the network stands beside the panel of the open unit, a small one above it.
  Rect inner = state.open ? beside_unit_panel(whole) : whole;
  if (is_compact && state.open) inner.height = std::max(1.0F, whole.height - unit_panel_room());
  Drawing drawing{bench, state, network_layout(inner, content_of(bench, is_compact))};
  const int hidden_count = static_cast<int>(bench.settings.network.hidden.size());
  state.nodes.clear();
  if (state.open && state.open->layer > hidden_count + 1) state.open.reset();
  place_grids(drawing);
  place_ports(drawing);
  update_edges(bench, state, drawing.grids);
  for (int l = 1; l <= static_cast<int>(state.edges.size()); ++l) draw_edges(bench, state, l);

  for (const NetworkColumn& column : drawing.layout.columns) {
    switch (column.kind) {
      case ColumnKind::input:
        if (bench.run.is_points()) {
          draw_features(drawing, column);
          draw_rest(drawing, drawing.grids[0], 0, column);
        } else {
          draw_picture(drawing, column);
          if (hidden_count > 0) draw_input_arrow(drawing);
        }
        break;
      case ColumnKind::hidden: draw_layer(drawing, column); break;
      case ColumnKind::output: draw_output(bench, state, drawing.layout, column); break;
    }
  }
  const int removed = draw_captions(bench, state, drawing.layout);
  place_edges(drawing);
  draw_unit_box(bench, state, drawing.layout, inner, whole);
  if (const auto pressed = node_items(bench, state)) take_press(drawing, *pressed);
  if (state.open && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) state.open.reset();
  if (removed > 0) {
    state.open.reset();
    state.controls_of = 0;
    remove_network_layer(bench, removed);
  }
}

}  // namespace purr::shell

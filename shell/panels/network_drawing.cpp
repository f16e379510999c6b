#include "shell/panels/network_drawing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>

#include "shell/panels/examples.h"
#include "shell/panels/layer_controls.h"
#include "shell/panels/names.h"

namespace purr::shell {
namespace {

/// The value that colours a unit: its activation as a part of the largest one in its layer.
float unit_value(const TraceUpdate& trace, int l, int unit) {
  const auto layer = static_cast<std::size_t>(l - 1);
  if (layer >= trace.layers.size()) return 0.0F;
  const std::vector<double>& A = trace.layers[layer].A;
  if (unit >= static_cast<int>(A.size())) return 0.0F;
  double largest = 0.0;
  for (const double a : A) largest = std::max(largest, std::fabs(a));
  return largest > 0.0 ? static_cast<float>(A[static_cast<std::size_t>(unit)] / largest) : 0.0F;
}

/// “Look inside” shows what was pressed.
void choose_unit(Workbench& bench, int l, int unit, bool as_picture) {
  Selection& selection = bench.selection;
  selection.unit = unit;
  if (as_picture) {
    selection.weights_unit = unit;
    bench.navigation.inside_tab = InsideTab::weights;
  } else {
    selection.equation = Equation{EquationKind::A, l};
    bench.navigation.inside_tab = InsideTab::example;
  }
}

/// A name; where it is too long for a line, a line for each word, smaller if need be. A very long
/// word ends in "…".
void draw_lines_in(ImDrawList* list, const Rect& place, std::string_view name, TextStyle style) {
  const bool is_one = measure(name, style).x <= place.width;
  const auto take_word = [&](std::string_view& rest) {
    const std::size_t end = is_one ? std::string_view::npos : rest.find(' ');
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return word;
  };
  float widest = 0.0F;
  for (std::string_view rest = name; !rest.empty();) {
    widest = std::max(widest, measure(take_word(rest), style).x);
  }
  if (widest > place.width) style.size *= std::max(0.8F, 0.98F * place.width / widest);
  const float row = 1.2F * style.size;
  for (float y = place.y; !name.empty(); y += row) {
    draw_text_in(list, {place.x, y, place.width, row}, take_word(name), style);
  }
}

/// The coordinates of a point, or the first features of a row of a table.
EdgeEnds draw_features(Workbench& bench, const NetworkLayout& layout, const NetworkColumn& column) {
  EdgeEnds ends;
  const RunView& run = bench.run;
  const std::vector<double>& points =
      chosen_is_test(bench) ? run.data.test_points : run.data.train_points;
  const int features = run.feature_count();
  const auto first =
      static_cast<std::size_t>(chosen_example(bench)) * static_cast<std::size_t>(features);
  constexpr std::size_t kMaxShown = 6;
  const std::size_t shown = std::min(kMaxShown, static_cast<std::size_t>(features));
  ImDrawList* list = ImGui::GetWindowDrawList();
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  for (std::size_t k = 0; k < shown && first + k < points.size(); ++k) {
    const double value = points[first + k];
    const float part = shown == 2 ? (k == 0 ? 0.34F : 0.66F)
                                  : (static_cast<float>(k) + 0.5F) / static_cast<float>(shown);
    const ImVec2 centre{column.centre(), layout.body.y + layout.body.height * part};
    draw_unit(list, centre, 15, static_cast<float>(std::clamp(value / 4.0, -1.0, 1.0)));
    draw_text(list, {centre.x - 20, centre.y - 7},
              "x_{" + std::to_string(k + 1) + "} " + fixed(value, 2, true), dim, Align::right);
    ends.left.push_back({centre.x - 16, centre.y});
    ends.right.push_back({centre.x + 16, centre.y});
  }
  return ends;
}

}  // namespace

bool has_network_trace(const Workbench& bench) {
  const std::size_t layers = bench.settings.network.hidden.size() + 1;
  return bench.run.has_trace_of(chosen_is_test(bench), chosen_example(bench)) &&
         bench.run.trace.layers.size() == layers;
}

void draw_column_head(const NetworkLayout& layout, const NetworkColumn& column,
                      std::string_view words, std::string_view symbol) {
  const TextStyle strong = {.size = theme().title_size, .weight = Weight::semibold};
  const TextStyle accent = {.size = theme().title_size, .colour = theme().accent_text};
  const float gap = 6;
  const float width = measure(words, strong).x + gap + measure(symbol, accent).x;
  const float x = column.x + (column.width - width) / 2;
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text(list, {x, layout.head}, words, strong);
  draw_text(list, {x + width, layout.head}, symbol, accent, Align::right);
}

void draw_column_foot(const NetworkLayout& layout, const NetworkColumn& column, float size,
                      std::string_view words) {
  TextStyle mono = mono_text();
  mono.colour = theme().dim;
  mono.size = fitted_size(words, column.width, size, measure_mono);
  draw_text(ImGui::GetWindowDrawList(), {column.centre(), layout.foot}, words, mono, Align::centre);
}

float measure_mono(std::string_view words, float size) {
  TextStyle mono = mono_text();
  mono.size = size;
  return measure(words, mono).x;
}

void draw_edges(const EdgeEnds& from, const EdgeEnds& to, std::span<const double> W, int n_out) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (const Edge& edge : edges_between(from, to, W, n_out)) {
    const ImU32 colour =
        with_alpha(edge.is_positive ? theme().cat : theme().non, 0.06F + 0.5F * edge.strength);
    list->AddLine(edge.from, edge.to, colour, 0.6F + 1.2F * edge.strength);
  }
}

void draw_arrow(ImVec2 from, ImVec2 to) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = (from.y + to.y) / 2;
  list->AddLine({from.x, y}, {to.x, y}, theme().dim, 1.2F);
  list->AddLine({to.x - 4, y - 3.5F}, {to.x, y}, theme().dim, 1.2F);
  list->AddLine({to.x - 4, y + 3.5F}, {to.x, y}, theme().dim, 1.2F);
}

EdgeEnds draw_input(Workbench& bench, const NetworkLayout& layout, const NetworkColumn& column,
                    const ColumnTexts& texts) {
  const RunView& run = bench.run;
  if (run.is_points()) {
    draw_column_head(layout, column, tr(Text::input), "x");
    EdgeEnds ends = draw_features(bench, layout, column);
    draw_column_foot(layout, column, texts.foot_size,
                     "a^[0] " + shape_text(run.feature_count(), 1));
    return ends;
  }
  draw_column_head(layout, column, tr(Text::picture), "x");
  const bool of_test = chosen_is_test(bench);
  const int example = chosen_example(bench);
  const Rect place = picture_place(layout, column);
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
  if (run.is_pictures()) {
    draw_column_foot(
        layout, column, texts.foot_size,
        std::to_string(run.data.height) + " × " + std::to_string(run.data.width) + " × 3");
  }
  const float middle = place.y + place.height / 2;
  return {.left = {{place.x, middle}}, .right = {{place.right() + 3, middle}}};
}

EdgeEnds draw_planes(Workbench& bench, const NetworkLayout& layout, const NetworkColumn& column,
                     const ColumnTexts& texts) {
  draw_column_head(layout, column, tr(Text::planes), "R G B");
  const PlanesLayout planes = planes_layout(layout, column);
  ImDrawList* list = ImGui::GetWindowDrawList();
  constexpr std::array<ImU32, 3> kFrames{IM_COL32(226, 92, 74, 255), IM_COL32(74, 184, 96, 255),
                                         IM_COL32(88, 128, 232, 255)};
  for (std::size_t c = 0; c < planes.places.size(); ++c) {
    const TileRef tile = bench.textures.weights.plane(bench.run, chosen_is_test(bench),
                                                      chosen_example(bench), static_cast<int>(c));
    const Rect& place = planes.places[c];
    const ImVec2 low{place.x, place.y};
    const ImVec2 high{place.right(), place.bottom()};
    if (tile.ok) {
      list->AddImageRounded(tile.texture, low, high, tile.uv0, tile.uv1, IM_COL32_WHITE, 7);
    } else {
      list->AddRectFilled(low, high, theme().soft, 7);
    }
    list->AddRect(low, high, kFrames[c], 7, 0, 1.5F);
  }
  draw_column_foot(layout, column, texts.foot_size,
                   "a^[0] " + shape_text(inputs_of_layer(bench, 1), 1));
  return planes.ends;
}

Rect draw_logistic_weights(Workbench& bench, const NetworkLayout& layout,
                           const NetworkColumn& column, const ColumnTexts& texts) {
  draw_column_head(layout, column, tr(Text::weights), "w");
  const Rect place = picture_place(layout, column);
  const TileRef tile = bench.textures.weights.get(bench.run, 0);
  if (tile.ok) {
    draw_tile(ImGui::GetWindowDrawList(), place,
              {.texture = tile.texture,
               .uv0 = tile.uv0,
               .uv1 = tile.uv1,
               .size = {place.width, place.width},
               .radius = 12});
  }
  draw_column_foot(layout, column, texts.foot_size, weights_text(1, 1, inputs_of_layer(bench, 1)));
  return place;
}

EdgeEnds draw_units(Workbench& bench, int l, int units, const Rect& box) {
  const bool as_pictures = l == 1 && bench.run.is_pictures();
  const bool has_trace = has_network_trace(bench);
  const UnitGrid grid = unit_grid(units, box, as_pictures);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const int hovered = ImGui::IsWindowHovered() ? grid.unit_at(ImGui::GetIO().MousePos) : -1;
  const bool shows_chosen = as_pictures && bench.navigation.inside_tab == InsideTab::weights;
  for (int unit = 0; unit < grid.shown; ++unit) {
    const Rect place = grid.place(unit);
    const ImVec2 centre{place.x + grid.side / 2, place.y + grid.side / 2};
    const TileRef tile =
        as_pictures ? bench.textures.weights.thumbnail(bench.run, unit) : TileRef{};
    if (tile.ok) {
      draw_tile(list, place,
                {.texture = tile.texture,
                 .uv0 = tile.uv0,
                 .uv1 = tile.uv1,
                 .size = {grid.side, grid.side}});
    } else if (as_pictures) {
      list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().soft, 6);
    } else {
      draw_unit(list, centre, grid.side / 2,
                has_trace ? unit_value(bench.run.trace, l, unit) : 0.0F);
    }
    const bool is_chosen = shows_chosen && bench.selection.weights_unit == unit;
    if (unit != hovered && !is_chosen) continue;
    if (as_pictures) {
      list->AddRect({place.x - 1, place.y - 1}, {place.right() + 1, place.bottom() + 1},
                    theme().accent, 7, 0, 2);
    } else {
      list->AddCircle(centre, grid.side / 2 + 1.5F, theme().accent, 0, 2);
    }
  }
  if (hovered >= 0 && ImGui::IsMouseReleased(ImGuiMouseButton_Left)) {
    choose_unit(bench, l, hovered, as_pictures);
  }
  if (grid.shown < units) {
    TextStyle dim = dim_text();
    dim.size = theme().small_size;
    const std::string more = std::to_string(units - grid.shown);
    std::string words = tr(Text::more_units, {more});
    if (measure(words, dim).x > box.width) words = "+" + more;
    draw_text(list, {box.x + box.width / 2, grid.block.bottom() + 2}, words, dim, Align::centre);
  }
  return edge_ends(grid);
}

void draw_output(Workbench& bench, const NetworkLayout& layout, const NetworkColumn& column,
                 const ColumnTexts& texts) {
  draw_column_head(layout, column, tr(Text::output), "σ");
  const Rect& body = layout.body;
  const float y = bench.run.y_hat(chosen_is_test(bench), chosen_example(bench));
  const float height = std::min(body.height - 8, 130.0F * network_growth(body.height));
  const Rect bar{column.centre() - 30, body.y + (body.height - height) / 2, 16, height};
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_probability_bar(list, bar, y < 0.0F ? 0.5 : static_cast<double>(y));
  const TextStyle large = {.size = theme().counter_size + 2, .weight = Weight::semibold};
  const float x = bar.right() + 10;
  const float middle = bar.y + bar.height / 2;
  draw_text(list, {x, middle - 24}, y < 0.0F ? "–" : fixed(static_cast<double>(y), 2), large);
  if (y >= 0.0F) {
    const bool is_one = y > 0.5F;
    const TextStyle word = {.size = theme().title_size,
                            .weight = Weight::semibold,
                            .colour = is_one ? theme().cat_text : theme().non_text};
    draw_lines_in(list, {x, middle + 4, column.x + column.width - x, 0},
                  class_name(bench.run, is_one), word);
  }
  draw_column_foot(layout, column, texts.foot_size,
                   texts.has_bare_shapes ? shape_text(1, 1) : output_text(column.layer));
}

EdgeEnds output_ends(const NetworkLayout& layout, const NetworkColumn& column) {
  EdgeEnds ends;
  ends.left.push_back({column.centre() - 32, layout.body.y + layout.body.height / 2});
  return ends;
}

}  // namespace purr::shell

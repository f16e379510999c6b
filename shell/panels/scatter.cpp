#include "shell/panels/scatter.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "shell/panels/examples.h"
#include "shell/panels/fitted_label.h"
#include "shell/panels/plane_units.h"
#include "shell/panels/table_words.h"
#include "shell/plot/marks_thinning.h"

namespace purr::shell {
namespace {

/// The names of a table's two features along their axes, with the ends in the table's own units.
void draw_axes(const DataUpdate& data, const BoundaryUpdate& grid, const Rect& place,
               const Rect& button) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  TextStyle style = small_text();
  style.colour = theme().ink;
  const auto put = [&](std::size_t axis, const Rect& box) {
    const double low = static_cast<double>(axis == 0 ? grid.x_min : grid.y_min);
    const double high = static_cast<double>(axis == 0 ? grid.x_max : grid.y_max);
    const std::string name = (axis == 0 ? "→ " : "↑ ") + literal(data.feature_names[axis]);
    const std::string whole =
        tr(Text::table_plane_axes,
           {name, significant(own_unit(data, axis, low)), significant(own_unit(data, axis, high))});
    const std::string_view words = fitting({whole, name}, box.width - 6, style);
    if (words.empty()) return;
    const float width = measure(words, style).x + 12;
    const float x = axis == 0 ? box.right() - width : box.x;
    list->AddRectFilled({x, box.y}, {x + width, box.bottom()}, with_alpha(theme().card, 0.85F), 6);
    draw_text_in(list, {x + 6, box.y, width - 12 + 1, box.height}, words, style);
  };
  const float height = std::round(theme().small_size * 1.6F);
  put(0, {place.x + 6, place.bottom() - height - 6, place.width - 12, height});
  put(1, {place.x + 6, place.y + 6, button.x - place.x - 12, height});
}

}  // namespace

void scatter(Workbench& bench, float height) {
  const RunView& run = bench.run;
  const float width = ImGui::GetContentRegionAvail().x;
  const float side = std::min(width, height);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const Rect place{origin.x + (width - side) / 2, origin.y, side, side};
  ImGui::Dummy({width, side});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 low{place.x, place.y};
  const ImVec2 high{place.right(), place.bottom()};
  list->AddRectFilled(low, high, theme().soft, 10);
  const float press = theme().touch ? 44.0F : 28.0F;
  const Rect large{place.right() - press - 6, place.y + 6, press, press};
  const TileRef boundary = bench.textures.boundary.get(run.boundary, run.boundary_count);
  if (boundary.ok && run.boundary.revision == run.data.revision) {
    list->AddImageRounded(boundary.texture, low, high, boundary.uv0, boundary.uv1, IM_COL32_WHITE,
                          10);
  }
  const BoundaryUpdate& grid = run.boundary;
  if (grid.side == 0) return;
  list->PushClipRect(low, high, true);
  const double x_scale = side / static_cast<double>(grid.x_max - grid.x_min);
  const double y_scale = side / static_cast<double>(grid.y_max - grid.y_min);
  const auto to_screen = [&](double x, double y) {
    return ImVec2{
        place.x + static_cast<float>((x - static_cast<double>(grid.x_min)) * x_scale),
        place.bottom() - static_cast<float>((y - static_cast<double>(grid.y_min)) * y_scale)};
  };
  const bool of_test = sheet_is_test(bench);
  const std::vector<double>& points = of_test ? run.data.test_points : run.data.train_points;
  // Of the set and the square that were drawn last: there is one scatter on the screen.
  static Thinning thinning;
  const auto& kept = thinning.update(
      {.points = points.data(),
       .count = points.size(),
       .revision = run.data.revision,
       .x_min = static_cast<double>(grid.x_min),
       .y_min = static_cast<double>(grid.y_min),
       .scale = x_scale,
       .side = side},
      points, [&](std::size_t i) { return run.label(of_test, static_cast<int>(i)); });
  // Discs of a thinned set touch, so that dense parts look dense.
  const float radius = !thinning.is_whole()   ? Thinning::kSquare / 2
                       : points.size() > 1200 ? 1.8F
                                              : 2.6F;
  const int chosen = chosen_is_test(bench) == of_test ? chosen_example(bench) : -1;
  int nearest = -1;
  float nearest_distance = 12.0F * 12.0F;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool is_hovered =
      ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(low, high) &&
      !ImGui::IsMouseHoveringRect({large.x, large.y}, {large.right(), large.bottom()});
  for_each_kept(thinning, kept, points.size() / 2, [&](std::size_t index) {
    const int i = static_cast<int>(index);
    const ImVec2 at = to_screen(points[2 * index], points[2 * index + 1]);
    const bool is_one = run.label(of_test, i) != 0;
    if (thinning.is_whole()) list->AddCircleFilled(at, radius + 0.8F, theme().card);
    list->AddCircleFilled(at, radius, is_one ? theme().cat : theme().non,
                          thinning.is_whole() ? 0 : Thinning::kSegments);
    // A flipped label: around the colour of the label a ring in the colour of the true class.
    if (is_flipped(run, of_test, i)) {
      list->AddCircle(at, radius + 1.6F, is_one ? theme().non : theme().cat, 0, 1.6F);
    }
    if (i == chosen && thinning.is_whole()) {
      list->AddCircle(at, radius + 3.0F, theme().ink, 0, 1.5F);
    }
    const float dx = at.x - mouse.x;
    const float dy = at.y - mouse.y;
    if (is_hovered && dx * dx + dy * dy < nearest_distance) {
      nearest_distance = dx * dx + dy * dy;
      nearest = i;
    }
  });
  const bool is_chosen_there = chosen >= 0 && chosen < static_cast<int>(points.size() / 2);
  if (is_chosen_there && !thinning.is_whole()) {
    const auto index = static_cast<std::size_t>(chosen);
    list->AddCircle(to_screen(points[2 * index], points[2 * index + 1]), radius + 3.0F, theme().ink,
                    0, 1.5F);
  }
  if (nearest >= 0) {
    const auto index = static_cast<std::size_t>(nearest);
    list->AddCircle(to_screen(points[2 * index], points[2 * index + 1]), radius + 3.0F,
                    theme().accent, 0, 1.5F);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) choose_example(bench, of_test, nearest);
  }
  list->PopClipRect();
  if (has_named_plane(run.data)) draw_axes(run.data, grid, place, large);
  const ImVec2 back = ImGui::GetCursorScreenPos();
  begin_region(large, false);
  if (button("large", tr(Text::boundary_large),
             {.icon = Icon::fit,
              .width = large.width,
              .height = large.height,
              .is_icon_only = true,
              .hint = tr(Text::boundary_large_hint)})) {
    bench.navigation.is_boundary_open = true;
  }
  end_region();
  ImGui::SetCursorScreenPos(back);
}

}  // namespace purr::shell

#include "shell/panels/boundary_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "shell/panels/examples.h"
#include "shell/panels/plane_units.h"
#include "shell/panels/table_words.h"

namespace purr::shell {
namespace {

PlaneSquare square_of(const BoundaryUpdate& grid) {
  return {static_cast<double>(grid.x_min), static_cast<double>(grid.y_min),
          static_cast<double>(grid.x_max) - static_cast<double>(grid.x_min)};
}

/// ŷ at a place, from the cell of the grid that contains it; −1 outside of the grid.
float y_hat_at(const BoundaryUpdate& grid, ImVec2 place) {
  if (grid.side < 1) return -1.0F;
  const auto cell = [&](float value, float low, float high) {
    return static_cast<int>(
        std::floor((value - low) / (high - low) * static_cast<float>(grid.side)));
  };
  const int column = cell(place.x, grid.x_min, grid.x_max);
  const int row = cell(place.y, grid.y_min, grid.y_max);
  if (column < 0 || row < 0 || column >= grid.side || row >= grid.side) return -1.0F;
  return grid.y_hat[static_cast<std::size_t>(row * grid.side + column)];
}

/// The name of an axis and the part of it that is shown: "→ Age: 0.4 … 80".
std::string axis_words(const DataUpdate& data, std::size_t axis, const PlaneSquare& square) {
  const double low = axis == 0 ? square.x_min : square.y_min;
  return std::string(axis == 0 ? "→ " : "↑ ") +
         tr(Text::table_plane_axes,
            {literal(data.feature_names[axis]), significant(own_unit(data, axis, low)),
             significant(own_unit(data, axis, low + square.size))});
}

/// Zoom and training, in one row.
void tools(Workbench& bench, PlaneState& state, const PlaneSquare& whole) {
  if (button("closer", tr(Text::plane_closer),
             {.kind = ButtonKind::outline, .icon = Icon::plus, .is_icon_only = true})) {
    zoom_plane(state, whole, 1.5);
  }
  ImGui::SameLine(0, 6);
  if (button("wider", tr(Text::plane_wider),
             {.kind = ButtonKind::outline, .icon = Icon::minus, .is_icon_only = true})) {
    zoom_plane(state, whole, 1 / 1.5);
  }
  ImGui::SameLine(0, 6);
  if (button("everything", tr(Text::plane_everything),
             {.kind = ButtonKind::outline,
              .icon = Icon::fit,
              .is_icon_only = true,
              .is_enabled = state.is_zoomed})) {
    reset_plane(state);
  }
  ImGui::SameLine(0, 16);
  const Phase phase = bench.run.status.phase;
  const bool is_training = phase == Phase::training || phase == Phase::preparing;
  if (button("train", tr(is_training ? Text::pause : Text::play),
             {.kind = ButtonKind::primary, .icon = is_training ? Icon::pause : Icon::play})) {
    (is_training ? bench.requests.pause : bench.requests.play) = true;
  }
}

}  // namespace

void draw_boundary_dialog(Workbench& bench, BoundaryDialogState& state) {
  const RunView& run = bench.run;
  // The data may have changed to a set that is not planar.
  if (!run.is_points() || run.feature_count() != 2) bench.navigation.is_boundary_open = false;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float row = theme().touch ? 44.0F : 32.0F;
  // Two lines for the names of the axes.
  const float axes = has_named_plane(run.data) ? 2 * 1.6F * theme().title_size : 0.0F;
  // The largest square beside the title, the tools and the text.
  const float side = std::floor(
      std::clamp(std::min(display.x - 72, display.y - 150 - row - 24 - axes), 160.0F, 900.0F));
  if (!begin_dialog("boundary", tr(Text::boundary_title), bench.navigation.is_boundary_open,
                    (side + 40) / std::max(1.0F, theme().text_scale))) {
    return;
  }
  const BoundaryUpdate& grid = run.boundary;
  if (grid.side == 0 || grid.revision != run.data.revision) {
    paragraph(tr(Text::no_trace), dim_text());
    end_dialog();
    return;
  }
  // Until the picture of the view has arrived, the picture of the whole plane is shown.
  const bool has_view = run.plane_view.side > 0 && run.plane_view.revision == run.data.revision;
  const BoundaryUpdate& shown = has_view ? run.plane_view : grid;
  const TileRef picture = has_view ? state.picture.get(shown, run.plane_view_count)
                                   : bench.textures.boundary.get(grid, run.boundary_count);
  const bool of_test = chosen_is_test(bench);
  const int chosen = chosen_example(bench);
  const std::array<PlanePoints, 2> sets{{{.xy = run.data.train_points,
                                          .labels = run.data.train_labels,
                                          .flipped = run.data.flipped,
                                          .chosen = of_test ? -1 : chosen,
                                          .revision = run.data.revision},
                                         {.xy = run.data.test_points,
                                          .labels = run.data.test_labels,
                                          .is_hollow = true,
                                          .chosen = of_test ? chosen : -1,
                                          .revision = run.data.revision}}};
  const PlaneSquare whole = square_of(grid);
  state.side = side;
  const PlaneResult result = plane("plane", tr(Text::boundary_plane), side, state.plane,
                                   {.whole = whole,
                                    .picture = square_of(shown),
                                    .has_picture = picture.ok,
                                    .texture = picture.texture,
                                    .uv0 = picture.uv0,
                                    .uv1 = picture.uv1,
                                    .sets = sets});
  if (result.pressed_set >= 0) {
    choose_example(bench, result.pressed_set == 1, result.pressed_point);
  }
  space(8);
  tools(bench, state.plane, whole);
  space(4);
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  std::string words{tr(run.count(true) > 0 ? Text::plane_words_test : Text::plane_words)};
  if (result.place) {
    const ImVec2 place = *result.place;
    const float y = y_hat_at(shown, place);
    if (y >= 0.0F) {
      const std::string x1 = significant(own_unit(run.data, 0, static_cast<double>(place.x)));
      const std::string x2 = significant(own_unit(run.data, 1, static_cast<double>(place.y)));
      const std::string y_hat = probability(static_cast<double>(y));
      const auto& names = run.data.feature_names;
      words = has_named_plane(run.data) ? tr(Text::plane_place_named,
                                             {literal(names[0]), x1, literal(names[1]), x2, y_hat})
                                        : tr(Text::plane_place, {x1, x2, y_hat});
    }
  }
  const ImVec2 line = ImGui::GetCursorScreenPos();
  paragraph(words, dim, side);
  explain("colours", {line.x, line.y, side, ImGui::GetCursorScreenPos().y - line.y},
          tr(Text::boundary_title), tr(Text::plane_explained), tr(Text::plane_discs));
  if (has_named_plane(run.data)) {
    for (std::size_t axis = 0; axis < 2; ++axis) {
      paragraph(axis_words(run.data, axis, state.plane.is_zoomed ? state.plane.view : whole), dim,
                side);
    }
  }
  end_dialog();
}

}  // namespace purr::shell

#include <algorithm>
#include <cmath>

#include "imgui.h"
#include "shell/app/draw_parts.h"
#include "shell/app/overlays.h"
#include "shell/panels/failure_panel.h"
#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

/// Gives the pictures of the data the height that the left rail leaves free, as of this frame.
void give_spare_height(const Workbench& bench, float spare, float& extra) {
  const Arrangement& arrangement = bench.arrangement;
  const bool can_grow = is_pictures(bench.settings.data.source) && !arrangement.is_data_folded &&
                        !arrangement.is_training_folded && ImGui::GetScrollY() <= 0.0F;
  constexpr float kMaxExtra = 480.0F;
  const float wanted = can_grow ? std::clamp(std::floor(extra + spare), 0.0F, kMaxExtra) : 0.0F;
  if (std::fabs(wanted - extra) < 1.0F) return;
  extra = wanted;
  want_redraw();
}

void draw_settings_rail(Workbench& bench, Panels& panels, const Rect& place) {
  ImGui::SetCursorScreenPos({place.x, place.y});
  begin_scroll("left", {place.width, place.height});
  draw_all_settings_row(bench);
  draw_data_card(bench, panels.data_card);
  space(theme().gap);
  draw_training_card(bench, panels.training_card);
  give_spare_height(bench, place.bottom() - ImGui::GetCursorScreenPos().y,
                    panels.data_card.extra_height);
  end_scroll();
}

/// The network above two plots, with the splitters between them.
void draw_centre(Workbench& bench, Panels& panels, const Rect& centre, float gap) {
  Arrangement& arrangement = bench.arrangement;
  const Adjustable network = network_height(centre.height, gap, arrangement);
  const float network_now = arrangement.is_network_folded ? folded_card_height() : network.now;
  draw_network_card(bench, panels.network, {centre.x, centre.y, centre.width, network_now});
  const float plots_y = centre.y + network_now + gap;
  const float plots_height = std::max(160.0F, centre.bottom() - plots_y);
  const Adjustable cost = cost_width(centre.width, gap, arrangement);
  draw_main_plot_card(bench, panels.plots, {centre.x, plots_y, cost.now, plots_height});
  draw_side_plot_card(
      bench, panels.plots,
      {centre.x + cost.now + gap, plots_y, centre.width - gap - cost.now, plots_height});
  const float thickness = gap - 5;  // of a splitter, which begins 3 points behind its part
  if (!arrangement.is_network_folded) {
    draw_splitter("split_network", Text::split_network,
                  {centre.x, plots_y - gap + 3, centre.width, thickness}, network,
                  arrangement.network, {.is_horizontal = true});
  }
  draw_splitter("split_cost", Text::split_cost,
                {centre.x + cost.now + 3, plots_y, thickness, plots_height}, cost,
                arrangement.cost);
}

}  // namespace

void draw_all_settings(Workbench& bench, Panels& panels, float width, float height) {
  Arrangement& arrangement = bench.arrangement;
  const bool is_middle = bench.layout == Layout::middle;
  const float gap = card_gap(bench);
  draw_top_bar(bench, {0, 0, width, kTopBar});
  const float status = status_bar_height(width, height);
  draw_status_bar(bench, {0, height - status, width, kStatusBar});

  const RailWidths rails = rail_widths(bench.layout, width, gap, arrangement);
  const float top = kTopBar + gap;
  const float rail_height = height - status - top - gap;
  bench.rail_bottom = top + rail_height;
  const bool has_right = !is_middle && arrangement.shows_inside;
  const Rect left{gap, top, failure_panel_width(bench, rails.left.now), rail_height};
  const float centre_x = left.right() + gap;
  const float centre_end = width - gap - (has_right ? rails.right.now + gap : 0.0F);
  Rect centre{centre_x, top, centre_end - centre_x, rail_height};
  if (is_middle && arrangement.shows_inside) {
    draw_inside_rail(bench, panels, left);
  } else if (has_failure_panel(bench)) {
    draw_failure_panel(bench, left);
  } else {
    draw_settings_rail(bench, panels, left);
  }
  if (has_right) {
    draw_inside_rail(bench, panels, {centre.right() + gap, top, rails.right.now, rail_height});
  }

  const float shift = draw_failure(bench, centre);
  draw_centre(bench, panels, {centre.x, centre.y + shift, centre.width, centre.height - shift},
              gap);

  const float thickness = gap - 5;
  draw_splitter("split_left", Text::split_left, {left.right() + 3, top, thickness, rail_height},
                rails.left, arrangement.left);
  if (has_right) {
    draw_splitter("split_right", Text::split_right,
                  {centre.right() + 3, top, thickness, rail_height}, rails.right, arrangement.right,
                  {.is_reversed = true});
  }
}

}  // namespace purr::shell

#include "shell/app/draw_layout.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "imgui.h"
#include "shell/app/layout.h"
#include "shell/app/overlays.h"
#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

// ---- the rails ----

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

void draw_left_rail(Workbench& bench, Panels& panels, const Rect& place) {
  ImGui::SetCursorScreenPos({place.x, place.y});
  begin_scroll("left", {place.width, place.height});
  draw_data_card(bench, panels.data_card);
  space(theme().gap);
  draw_training_card(bench, panels.training_card);
  give_spare_height(bench, place.bottom() - ImGui::GetCursorScreenPos().y,
                    panels.data_card.extra_height);
  end_scroll();
}

/// “Look inside”, and below it the worst mistakes unless its own tab shows all of them.
void draw_inside(Workbench& bench, Panels& panels) {
  if (std::exchange(bench.navigation.inside_from_top, false)) ImGui::SetScrollY(0.0F);
  draw_inside_card(bench, panels.inside);
  if (bench.navigation.inside_tab == InsideTab::mistakes) return;
  space(theme().gap);
  draw_mistakes_card(bench);
}

void draw_right_rail(Workbench& bench, Panels& panels, const Rect& place) {
  ImGui::SetCursorScreenPos({place.x, place.y});
  begin_scroll("right", {place.width, place.height});
  draw_inside(bench, panels);
  end_scroll();
}

// ---- wide and middle ----

/// A splitter in the gap beside or below a part. What the user sets is kept in `chosen`; 0 there is
/// the usual length.
void draw_splitter(std::string_view id, Text label, const Rect& place, const Adjustable& length,
                   float& chosen, SplitterSpec spec = {}) {
  spec.min = length.min;
  spec.max = length.max;
  spec.usual = length.usual;
  spec.hint = tr(Text::split_hint);
  float now = length.now;
  if (splitter(id, tr(label), place, now, spec)) chosen = now == length.usual ? 0.0F : now;
}

void draw_wide(Workbench& bench, Panels& panels, float width, float height) {
  Arrangement& arrangement = bench.arrangement;
  const bool is_middle = bench.layout == Layout::middle;
  const float gap = is_middle ? 12.0F : theme().gap;
  const Rect bar{0, 0, width, 56};
  const Rect status{0, height - 30, width, 30};
  draw_top_bar(bench, bar);
  draw_status_bar(bench, status);

  const RailWidths rails = rail_widths(bench.layout, width, gap, arrangement);
  const float top = bar.bottom() + gap;
  const float rail_height = status.y - top - gap;
  bench.rail_bottom = top + rail_height;
  const Rect left{gap, top, rails.left.now, rail_height};
  const float centre_x = left.right() + gap;
  const float centre_end = is_middle ? width - gap : width - gap - rails.right.now - gap;
  Rect centre{centre_x, top, centre_end - centre_x, rail_height};
  if (is_middle && bench.navigation.shows_inside) {
    draw_right_rail(bench, panels, left);
  } else {
    draw_left_rail(bench, panels, left);
  }
  if (!is_middle) {
    draw_right_rail(bench, panels, {centre.right() + gap, top, rails.right.now, rail_height});
  }

  const float shift = draw_failure(bench, centre);
  centre.y += shift;
  centre.height -= shift;
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
  draw_splitter("split_left", Text::split_left, {left.right() + 3, top, thickness, rail_height},
                rails.left, arrangement.left);
  if (!is_middle) {
    draw_splitter("split_right", Text::split_right,
                  {centre.right() + 3, top, thickness, rail_height}, rails.right, arrangement.right,
                  {.is_reversed = true});
  }
  if (!arrangement.is_network_folded) {
    draw_splitter("split_network", Text::split_network,
                  {centre.x, plots_y - gap + 3, centre.width, thickness}, network,
                  arrangement.network, {.is_horizontal = true});
  }
  draw_splitter("split_cost", Text::split_cost,
                {centre.x + cost.now + 3, plots_y, thickness, plots_height}, cost,
                arrangement.cost);
}

// ---- phone ----

void draw_phone(Workbench& bench, Panels& panels, float width, float height) {
  constexpr float kPad = 12;
  const Rect bar{0, 0, width, std::max(52.0F, theme().row + 8)};
  draw_top_bar(bench, bar);
  const float column = width - 2 * kPad;
  float y = bar.bottom() + 10;
  y += draw_failure(bench, {kPad, y, column, 100});
  // Where little height is left for the cards, everything below the bar scrolls with them.
  const bool scrolls_whole = height < kMinFixedHeight * theme().text_scale;
  const auto begin_body = [&] {
    ImGui::SetCursorScreenPos({kPad, y});
    begin_scroll("body", {column, height - y});
  };
  if (scrolls_whole) {
    begin_body();
    y = ImGui::GetCursorScreenPos().y;
  }
  const float plot_height = std::clamp(height * 0.31F, 180.0F, 300.0F);
  draw_main_plot_card(bench, panels.plots, {kPad, y, column, plot_height});
  y += plot_height + 10;
  draw_transport(bench, {kPad, y, column, 44});
  y += 44 + 4;
  const float tabs_height = theme().touch ? 52.0F : std::round(34 * theme().text_scale) + 8;
  begin_region({kPad, y, column, tabs_height - 2}, false);
  const Choice choices[] = {{.label = tr(Text::data), .id = "data"},
                            {.label = tr(Text::network), .id = "network"},
                            {.label = tr(Text::training), .id = "training"},
                            {.label = tr(Text::look_inside), .id = "inside"}};
  PhoneTab& phone_tab = bench.navigation.phone_tab;
  int tab = static_cast<int>(phone_tab);
  if (tabs("phone", tr(Text::more), choices, tab, true)) phone_tab = static_cast<PhoneTab>(tab);
  end_region();
  y += tabs_height;
  if (scrolls_whole) {
    ImGui::SetCursorScreenPos({kPad, y});
  } else {
    begin_body();
  }
  switch (phone_tab) {
    case PhoneTab::data: draw_data_card(bench, panels.data_card); break;
    case PhoneTab::network: draw_layer_cards(bench); break;
    case PhoneTab::training: draw_training_card(bench, panels.training_card); break;
    case PhoneTab::inside: draw_inside(bench, panels); break;
  }
  space(kPad);
  end_scroll();
}

}  // namespace

void draw_layout(Workbench& bench, Panels& panels, float width, float height) {
  if (bench.layout == Layout::phone) {
    draw_phone(bench, panels, width, height);
  } else {
    draw_wide(bench, panels, width, height);
  }
}

}  // namespace purr::shell

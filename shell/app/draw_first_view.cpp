#include "imgui.h"
#include "shell/app/draw_parts.h"
#include "shell/app/overlays.h"
#include "shell/panels/failure_panel.h"
#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

/// All cards but that of the settings.
void draw_cards(Workbench& bench, Panels& panels, const FirstView& view) {
  draw_network_card(bench, panels.network, view.network);
  draw_cost_card(bench, panels.plots, view.cost);
  draw_score_card(bench, view.score);
  if (view.offer.width > 0.0F) draw_offer_card(bench, view.offer);
}

/// The settings at the left, and “Look inside” at the right where it is open.
void draw_beside(Workbench& bench, Panels& panels, const Rect& body, float gap) {
  Arrangement& arrangement = bench.arrangement;
  const RailWidths rails = rail_widths(Layout::wide, body.width, gap, arrangement);
  const float right = arrangement.shows_inside ? rails.right.now + gap : 0.0F;
  FirstView view = first_view(body, gap, right, has_offer(bench));
  if (has_failure_panel(bench)) {
    const float more = failure_panel_width(bench, view.start.width) - view.start.width;
    view.start.width += more;
    for (Rect* card : {&view.network, &view.cost}) {
      card->x += more;
      card->width -= more;
    }
    draw_failure_panel(bench, view.start);
  } else {
    draw_start_card(bench, panels.start_card, view.start);
  }
  const float shift = draw_failure(bench, view.network);
  view.network.y += shift;
  view.network.height -= shift;
  draw_cards(bench, panels, view);
  if (!arrangement.shows_inside) return;
  const Rect rail{view.network.right() + gap, view.start.y, rails.right.now, view.start.height};
  draw_inside_rail(bench, panels, rail);
  draw_splitter("split_right", Text::split_right,
                {view.network.right() + 3, rail.y, gap - 5, rail.height}, rails.right,
                arrangement.right, {.is_reversed = true});
}

/// Everything below each other, in a page that scrolls where it is low.
void draw_below(Workbench& bench, Panels& panels, const Rect& body, float gap) {
  ImGui::SetCursorScreenPos({body.x, body.y});
  constexpr float kEdge = 6.0F;  // a part that scrolls is drawn a little beyond its end
  begin_scroll("body", {body.width, body.height - kEdge});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect strip{at.x + gap, at.y + gap, body.width - 2 * gap, 0};
  const float height = draw_start_strip(bench, panels.start_card, strip);
  const FirstView at_top =
      first_view_below_strip({at.x, at.y, body.width, body.height}, gap, height, has_offer(bench));
  const float shift = draw_failure(bench, at_top.network);
  FirstView view = at_top;
  for (Rect* card : {&view.network, &view.cost, &view.score, &view.offer}) card->y += shift;
  draw_cards(bench, panels, view);
  const Rect& lowest = view.offer.width > 0.0F ? view.offer : view.score;
  ImGui::SetCursorScreenPos({at.x, lowest.bottom()});
  ImGui::Dummy({body.width, gap});
  end_scroll();
}

}  // namespace

void draw_first_view(Workbench& bench, Panels& panels, float width, float height) {
  draw_top_bar(bench, {0, 0, width, kTopBar});
  const float status = status_bar_height(width, height);
  draw_status_bar(bench, {0, height - status, width, kStatusBar});
  const float gap = card_gap(bench);
  const Rect body{0, kTopBar, width, height - kTopBar - status};
  bench.rail_bottom = body.bottom() - gap;
  if (bench.layout == Layout::middle) {
    draw_below(bench, panels, body, gap);
  } else {
    draw_beside(bench, panels, body, gap);
  }
}

}  // namespace purr::shell

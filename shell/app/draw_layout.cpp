#include "shell/app/draw_layout.h"

#include <algorithm>
#include <utility>

#include "imgui.h"
#include "shell/app/draw_parts.h"
#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

/// dW as matrices, in place of the cards. A phone has no bar at the bottom.
void draw_matrices(Workbench& bench, Panels& panels, float width, float height) {
  const bool is_phone = bench.layout == Layout::phone;
  const float top = is_phone ? std::max(52.0F, theme().row + 8) : kTopBar;
  const float bottom = is_phone ? height : height - kStatusBar;
  draw_top_bar(bench, {0, 0, width, top});
  if (!is_phone) draw_status_bar(bench, {0, bottom, width, kStatusBar});
  const float gap = is_phone ? 12.0F : card_gap(bench);
  draw_gradient_view(bench, panels.gradient_view,
                     {gap, top + gap, width - 2 * gap, bottom - top - gap});
}

}  // namespace

float status_bar_height(float width, float height) {
  const float notices = toasts_height(width);
  place_toasts({0, height - notices, width, notices});
  return kStatusBar + notices;
}

float card_gap(const Workbench& bench) {
  return bench.layout == Layout::middle ? 12.0F : theme().gap;
}

void draw_inside(Workbench& bench, Panels& panels) {
  if (std::exchange(bench.navigation.inside_from_top, false)) ImGui::SetScrollY(0.0F);
  draw_inside_card(bench, panels.inside);
  if (bench.navigation.inside_tab == InsideTab::mistakes) return;
  space(theme().gap);
  draw_mistakes_card(bench);
}

void draw_inside_rail(Workbench& bench, Panels& panels, const Rect& place) {
  bench.rail_bottom = place.bottom();
  ImGui::SetCursorScreenPos({place.x, place.y});
  begin_scroll("right", {place.width, place.height});
  draw_inside(bench, panels);
  end_scroll();
}

void draw_splitter(std::string_view id, Text label, const Rect& place, const Adjustable& length,
                   float& chosen, SplitterSpec spec) {
  spec.min = length.min;
  spec.max = length.max;
  spec.usual = length.usual;
  spec.hint = tr(Text::split_hint);
  float now = length.now;
  if (splitter(id, tr(label), place, now, spec)) chosen = now == length.usual ? 0.0F : now;
}

void draw_layout(Workbench& bench, Panels& panels, float width, float height) {
  if (bench.navigation.is_gradient_open) return draw_matrices(bench, panels, width, height);
  // At middle width “Look inside” takes the place of the settings, which a strip does not have.
  const bool needs_rail = bench.layout == Layout::middle && bench.arrangement.shows_inside;
  if (bench.layout == Layout::phone) {
    draw_phone(bench, panels, width, height);
  } else if (bench.arrangement.shows_all_settings || needs_rail) {
    draw_all_settings(bench, panels, width, height);
  } else {
    draw_first_view(bench, panels, width, height);
  }
}

}  // namespace purr::shell

#include "shell/panels/network_card.h"

#include <algorithm>
#include <string>

#include "shell/panels/answer.h"
#include "shell/panels/card_controls.h"
#include "shell/panels/logistic_drawing.h"
#include "shell/panels/network_captions.h"
#include "shell/panels/network_drawing.h"
#include "shell/panels/weights_switch.h"
#include "shell/view/edits.h"

namespace purr::shell {
namespace {

/// The switch of the weights' pictures, where there are such pictures and room for it. `right`
/// moves to its left.
void switch_in_title(Workbench& bench, const Rect& title, float& right) {
  constexpr float kMinTitle = 40.0F;
  const float width = weights_switch_width();
  if (!bench.run.is_pictures() || right - width < title.x + kMinTitle) return;
  const float height = theme().touch ? 40.0F : title.height + 2;
  right -= width;
  const ImVec2 back = ImGui::GetCursorScreenPos();
  begin_region({right, title.y + (title.height - height) / 2, width, height}, false);
  weights_switch(bench, width, height);
  end_region();
  ImGui::SetCursorScreenPos(back);
  right -= 14;
}

/// The title row: what can be done to the network as a whole.
void title_row(Workbench& bench, bool has_sliders) {
  const Rect title = card_title_space();
  float right = title.right();
  if (title_link(title, right, "shapes", tr(Text::shapes), tr(Text::shapes_hint))) {
    bench.navigation.is_shapes_open = true;
  }
  if (title_link(title, right, "add_layer", tr(Text::add_layer), tr(Text::add_layer_hint))) {
    add_layer(bench.settings);
  }
  TextStyle dim = dim_text();
  dim.size = theme().title_size;
  const float sentence = measure(tr(Text::drag_a_slider), dim).x;
  const float switch_width = bench.run.is_pictures() ? weights_switch_width() + 14 : 0.0F;
  if (has_sliders && right - title.x > sentence + 20 + switch_width) {
    right += 8;  // the sentence continues in the link
    draw_text_in(ImGui::GetWindowDrawList(), {title.x, title.y, right - title.x, title.height},
                 tr(Text::drag_a_slider), dim, Align::right);
    right -= sentence + 14;
  }
  switch_in_title(bench, title, right);
}

}  // namespace

void draw_network_card(Workbench& bench, NetworkState& state, const Rect& place) {
  // The first view begins with what the network says.
  const bool is_first_view = !bench.arrangement.shows_all_settings;
  begin_card("network", {.title = tr(Text::network),
                         .place = &place,
                         .is_untitled = is_first_view,
                         .folded = is_first_view ? nullptr : &bench.arrangement.is_network_folded});
  if (!is_first_view && bench.arrangement.is_network_folded) return end_card();
  if (!is_first_view) title_row(bench, state.has_controls);
  draw_answer(bench, /*has_detail=*/is_first_view);
  const float top = ImGui::GetCursorScreenPos().y;
  const Rect inner{place.x + theme().pad, top, place.width - 2 * theme().pad,
                   place.bottom() - top - theme().pad};
  if (is_logistic_on_pictures(bench)) {
    draw_logistic(bench, state, inner);
  } else {
    draw_network(bench, state, inner, false);
  }
  end_card();
}

void draw_network_compact(Workbench& bench, NetworkState& state, const Rect& place) {
  if (is_logistic_on_pictures(bench)) {
    draw_logistic(bench, state, place);
  } else {
    draw_network(bench, state, place, true);
  }
}

}  // namespace purr::shell

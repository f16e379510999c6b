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

/// The title row: what the network says, and what can be done to it as a whole.
void title_row(Workbench& bench) {
  const Rect title = card_title_space();
  float right = title.right();
  if (title_link(title, right, "shapes", tr(Text::shapes), tr(Text::shapes_hint))) {
    bench.navigation.is_shapes_open = true;
  }
  if (title_link(title, right, "add_layer", tr(Text::add_layer), tr(Text::add_layer_hint))) {
    add_layer(bench.settings);
  }
  switch_in_title(bench, title, right);
  draw_answer_in(bench, {title.x, title.y, right - title.x, title.height});
}

/// What the network says, in large letters, and the switch of the weights' pictures beside it.
void answer_row(Workbench& bench) {
  constexpr float kMinBeside = 480.0F;  // for the sentence
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  float right = at.x + width;
  if (width - weights_switch_width() >= kMinBeside) {
    switch_in_title(bench, {at.x, at.y, width, 1.2F * theme().counter_size}, right);
  }
  begin_region({at.x, at.y, right - at.x, 1.0F}, false);
  draw_answer(bench);
  const float below = ImGui::GetCursorScreenPos().y;
  end_region();
  ImGui::SetCursorScreenPos({at.x, below});
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
  if (is_first_view) {
    answer_row(bench);
  } else {
    title_row(bench);
  }
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

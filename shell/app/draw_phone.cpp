#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "imgui.h"
#include "shell/app/draw_parts.h"
#include "shell/app/overlays.h"
#include "shell/panels/card_controls.h"
#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {
namespace {

constexpr float kPad = 12.0F;
constexpr float kGap = 10.0F;

/// The tabs at the foot of the screen, or below the bar of a low one.
void draw_tabs(Workbench& bench, const Rect& place) {
  begin_region(place, false);
  const std::array<Choice, 4> choices{
      {{.label = tr(Text::network), .id = "network"},
       {.label = tr(is_pictures(bench.settings.data.source) ? Text::start_pictures : Text::data),
        .id = "data"},
       {.label = tr(Text::settings), .id = "training"},
       {.label = tr(Text::inside), .id = "inside"}}};
  PhoneTab& phone_tab = bench.navigation.phone_tab;
  int tab = static_cast<int>(phone_tab);
  if (tabs("phone", tr(Text::more), choices, tab, true)) phone_tab = static_cast<PhoneTab>(tab);
  end_region();
}

/// Back to the start, train, and the example before or after.
void draw_run_row(Workbench& bench, float width) {
  constexpr float kSide = 48.0F;
  constexpr float kBetween = 8.0F;
  const float picture = picture_stepper_width(bench);
  const ControlScope scope("training");
  draw_rewind_button(bench, kSide);
  ImGui::SameLine(0, kBetween);
  draw_train_button(bench, width - kSide - picture - 2 * kBetween, kSide);
  ImGui::SameLine(0, kBetween);
  draw_picture_stepper(bench, picture, kSide);
  space(4);
}

/// How many steps there are, and the way to other runs; below each other where the words are large.
void draw_steps_row(Workbench& bench, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string steps = steps_text(bench);
  const float link_width = std::max(next_link_width(), 44.0F);
  const float low = std::round(1.6F * theme().small_size);
  const float high = std::max(low, theme().touch ? 44.0F : 26.0F);
  const bool is_narrow = measure(steps, small_text()).x + link_width + 12 > width;
  draw_text_in(ImGui::GetWindowDrawList(),
               {at.x + 2, at.y, is_narrow ? width : width - link_width - 8, is_narrow ? low : high},
               steps, small_text());
  const float y = is_narrow ? at.y + low : at.y;
  const ControlScope scope("training");
  begin_region({at.x + width - link_width, y, link_width, high}, false);
  draw_next_link(bench);
  end_region();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, y + high - at.y});
}

/// The first screen: picture and answer, the network, the curve, α and the run. Below it, by
/// scrolling, the layers; all settings also open what the plot can show and a card for each layer.
void draw_network_tab(Workbench& bench, Panels& panels, float width, float height) {
  const auto next = [&](float used) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const Rect place{at.x, at.y, width, used};
    return place;
  };
  const auto leave = [&](const Rect& place) {
    ImGui::SetCursorScreenPos({place.x, place.bottom()});
    ImGui::Dummy({width, kGap});
  };
  draw_phone_answer_card(bench, panels.network, std::clamp(height * 0.215F, 150.0F, 260.0F));
  space(kGap);
  const Rect curve = next(std::clamp(height * 0.165F, 128.0F * theme().text_scale, 260.0F));
  const bool shows_all = bench.arrangement.shows_all_settings;
  if (shows_all) {
    draw_main_plot_card(bench, panels.plots, curve);
  } else {
    draw_cost_card(bench, panels.plots, curve);
  }
  leave(curve);
  begin_card("training", {.title = tr(Text::learning_rate), .is_untitled = true});
  draw_rate(bench);
  end_card();
  space(kGap);
  draw_run_row(bench, width);
  draw_steps_row(bench, width);
  if (shows_all) {
    draw_layer_cards(bench);
  } else {
    begin_card("layers", {.title = tr(Text::hidden_layers), .is_untitled = true});
    draw_layers(bench, panels.start_card.layer);
    end_card();
    const ControlScope scope("cost");
    draw_pin_links(bench);
  }
  draw_all_settings_row(bench);
}

}  // namespace

void draw_phone(Workbench& bench, Panels& panels, float width, float height) {
  const Rect bar{0, 0, width, std::max(52.0F, theme().row + 8)};
  draw_top_bar(bench, bar);
  const float column = width - 2 * kPad;
  place_toasts({0, bar.bottom(), width, 0});
  float y = bar.bottom() + kGap + toasts_height(width);
  y += draw_failure(bench, {kPad, y, column, 100});
  // Where little height is left for the cards, the tabs scroll with them.
  const bool scrolls_whole = height < kMinFixedHeight * theme().text_scale;
  const float tabs_height = theme().touch ? 50.0F : std::round(34 * theme().text_scale) + 4;
  float end = height;
  if (!scrolls_whole) {
    end -= tabs_height + 4;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled({0, end}, {width, height}, theme().card);
    list->AddLine({0, end}, {width, end}, theme().line);
    draw_tabs(bench, {kPad, end + 2, column, tabs_height});
  }
  ImGui::SetCursorScreenPos({kPad, y});
  begin_scroll("body", {column, end - y});
  if (scrolls_whole) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_tabs(bench, {at.x, at.y, column, tabs_height});
    ImGui::SetCursorScreenPos({at.x, at.y + tabs_height});
  }
  const PhoneTab tab = bench.navigation.phone_tab;
  if (tab != PhoneTab::network) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_transport(bench, {at.x, at.y, column, 44});
    ImGui::SetCursorScreenPos({at.x, at.y + 44});
    ImGui::Dummy({column, kGap});
  }
  switch (tab) {
    case PhoneTab::network: draw_network_tab(bench, panels, column, height); break;
    case PhoneTab::data: draw_data_card(bench, panels.data_card); break;
    case PhoneTab::training: draw_training_card(bench, panels.training_card); break;
    case PhoneTab::inside: draw_inside(bench, panels); break;
  }
  space(kPad);
  end_scroll();
}

}  // namespace purr::shell

#include "shell/panels/phone_cards.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "shell/panels/answer.h"
#include "shell/panels/examples.h"
#include "shell/panels/logistic_drawing.h"
#include "shell/panels/logistic_steps.h"
#include "shell/panels/names.h"
#include "shell/panels/network_card.h"
#include "shell/panels/unit_panel.h"

namespace purr::shell {
namespace {

/// A bar from class 0 at its left to class 1 at its right, with the names of both below it.
void probability_row(const Workbench& bench, const Rect& place, double y) {
  constexpr float kBar = 10.0F;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({place.x, place.y}, {place.right(), place.y + kBar},
                      mix(theme().card, theme().non, 0.3F), kBar / 2);
  const auto part = static_cast<float>(std::clamp(y, 0.0, 1.0));
  if (y >= 0.0) {
    const float end = place.x + std::max(kBar, part * place.width);
    list->AddRectFilled({place.x, place.y}, {end, place.y + kBar}, theme().cat, kBar / 2);
  }
  const TextStyle small = small_text();
  const Rect words{place.x, place.y + kBar + 2, place.width, 1.4F * small.size};
  const std::string zero = class_name(bench.run, false);
  const std::string one = class_name(bench.run, true);
  const float half = place.width / 2 - 4;
  draw_text_in(list, {words.x, words.y, half, words.height}, zero, small);
  draw_text_in(list, {words.right() - half, words.y, half, words.height}, one, small, Align::right);
}

constexpr float kArrow = 40.0F;  // the width of the arrows of the stepper

std::string_view stepper_word(const Workbench& bench) {
  return tr(bench.run.is_points() ? Text::example : Text::picture);
}
TextStyle stepper_style() { return {.size = theme().title_size, .weight = Weight::semibold}; }

/// The chosen picture; the coordinates of a point.
void draw_example(Workbench& bench, const Rect& place) {
  const RunView& run = bench.run;
  const bool of_test = chosen_is_test(bench);
  const int example = chosen_example(bench);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const TileRef tile =
      run.is_pictures() ? bench.textures.pictures.get(run, of_test, example) : TileRef{};
  if (tile.ok) {
    draw_tile(list, place,
              {.texture = tile.texture,
               .uv0 = tile.uv0,
               .uv1 = tile.uv1,
               .size = {place.width, place.height},
               .truth = run.label(of_test, example) != 0 ? TileClass::cat : TileClass::none,
               .radius = 12});
    return;
  }
  list->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()}, theme().soft, 12);
  const std::vector<double>& points = of_test ? run.data.test_points : run.data.train_points;
  const auto features = static_cast<std::size_t>(run.feature_count());
  const auto first = static_cast<std::size_t>(example) * features;
  constexpr std::size_t kMaxShown = 4;
  const TextStyle words{.size = theme().title_size};
  const float row = 1.6F * theme().title_size;
  for (std::size_t k = 0; k < std::min(features, kMaxShown) && first + k < points.size(); ++k) {
    draw_text_in(list,
                 {place.x + 8, place.y + 8 + row * static_cast<float>(k), place.width - 16, row},
                 "x_{" + std::to_string(k + 1) + "} = " + number(points[first + k], 3), words);
  }
}

}  // namespace

void draw_phone_answer_card(Workbench& bench, NetworkState& state, float network_height) {
  begin_card("network", {.title = tr(Text::network), .is_untitled = true});
  const Answer answer = answer_of(bench);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float side = std::round(std::min(122.0F, width * 0.36F));
  const float gap = 14.0F;
  const float x = at.x + side + gap;
  const float room = width - side - gap;
  ImDrawList* list = ImGui::GetWindowDrawList();
  float y = at.y;
  const Rect picture{at.x, at.y, side, side};
  draw_example(bench, picture);
  if (answer.y >= 0.0) {
    TextStyle large{.size = 30.0F * theme().text_scale, .weight = Weight::semibold};
    const std::string words = "ŷ = " + probability_words(answer.y);
    while (large.size > theme().text_size && measure(words, large).x > room) large.size -= 1.0F;
    draw_text(list, {x, y}, words, large);
    y += 1.2F * large.size;
  }
  const float size = theme().text_size;
  draw_coloured(list, {x, y}, answer.short_sentence, size, room);
  y += coloured_height(answer.short_sentence, size, room) + 6;
  probability_row(bench, {x, y, room, 24}, answer.y);
  y += 10 + 2 + 1.4F * theme().small_size;
  const float height = std::max(side, y - at.y);
  registry().add({.id = "answer",
                  .role = Role::status,
                  .label = std::string(tr(Text::answer)),
                  .value = answer_text(bench),
                  .x = at.x,
                  .y = at.y,
                  .width = width,
                  .height = height});
  ImGui::Dummy({width, height});
  space(10);
  const ImVec2 below = ImGui::GetCursorScreenPos();
  if (is_logistic_on_pictures(bench)) {
    network_height = logistic_steps_height(bench, state, width);
    draw_logistic_steps(bench, state, {below.x, below.y, width, network_height}, picture);
  } else {
    if (state.open) network_height += unit_panel_room();
    draw_network_compact(bench, state, {below.x, below.y, width, network_height});
  }
  ImGui::SetCursorScreenPos(below);
  ImGui::Dummy({width, network_height});
  end_card();
}

float picture_stepper_width(const Workbench& bench) {
  constexpr float kMaxScaleWithWord = 1.3F;
  if (theme().text_scale > kMaxScaleWithWord) return 2 * kArrow;
  return 2 * kArrow + measure(stepper_word(bench), stepper_style()).x + 4;
}

void draw_picture_stepper(Workbench& bench, float width, float height) {
  const bool of_test = chosen_is_test(bench);
  const int count = bench.run.count(of_test);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + height}, theme().card, theme().control_radius);
  list->AddRect(at, {at.x + width, at.y + height}, theme().line, theme().control_radius);
  const float side = kArrow;
  const auto arrow = [&](float x, const char* id, Text label, Icon icon, int by) {
    begin_region({x, at.y, side, height}, false);
    if (button(id, tr(label),
               {.kind = ButtonKind::bare,
                .icon = icon,
                .width = side,
                .height = height,
                .is_icon_only = true,
                .is_enabled = count > 0})) {
      choose_example(bench, of_test, (chosen_example(bench) + count + by) % count);
    }
    end_region();
  };
  arrow(at.x, "previous_picture", Text::previous_example, Icon::chevron_left, -1);
  arrow(at.x + width - side, "next_picture", Text::next_example, Icon::chevron_right, 1);
  const Rect between{at.x + side, at.y, width - 2 * side, height};
  if (between.width > 1.0F) {
    draw_text_in(list, between, stepper_word(bench), stepper_style(), Align::centre);
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, height});
}

}  // namespace purr::shell

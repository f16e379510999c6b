#include "shell/panels/transport.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

namespace purr::shell {

void draw_transport(Workbench& bench, const Rect& place) {
  const Status& status = bench.run.status;
  const bool is_running = status.phase == Phase::training || status.phase == Phase::preparing;
  const bool can_run = status.phase != Phase::waiting;
  begin_region(place, false);
  registry().push_scope("transport");
  const bool is_phone = bench.layout == Layout::phone;
  constexpr float kNarrowRow = 320.0F;  // has no room for both the counter and a word beside it
  const bool is_narrow = is_phone && place.width < kNarrowRow;
  const float icon_width = is_narrow ? 34.0F : is_phone ? 38.0F : theme().touch ? 44.0F : 36.0F;
  const float height = is_phone || theme().touch ? 44.0F : 36.0F;
  const float gap = is_narrow ? 4.0F : is_phone ? 6.0F : 8.0F;
  const auto icon_button = [&](std::string_view id, Text label, Icon icon, bool enabled,
                               Text hint) {
    const bool is_pressed = button(id, tr(label),
                                   {.icon = icon,
                                    .width = icon_width,
                                    .height = height,
                                    .is_icon_only = true,
                                    .is_enabled = enabled,
                                    .hint = tr(hint)});
    ImGui::SameLine(0, gap);
    return is_pressed;
  };
  const bool has_moved = status.iteration > 0;
  if (icon_button("rewind", Text::rewind, Icon::rewind, has_moved, Text::rewind_hint)) {
    bench.requests.rewind = true;
  }
  if (icon_button("back", Text::step_back, Icon::chevron_left, has_moved, Text::step_back_hint)) {
    bench.requests.step = -1;
  }
  if (button("play", tr(is_running ? Text::pause : Text::play),
             {.kind = ButtonKind::primary,
              .icon = is_running ? Icon::pause : Icon::play,
              .width = icon_width + 12.0F,
              .height = height,
              .is_icon_only = true,
              .is_enabled = can_run,
              .hint = tr(is_running ? Text::pause_hint : Text::play_hint)})) {
    (is_running ? bench.requests.pause : bench.requests.play) = true;
  }
  ImGui::SameLine(0, gap);
  if (icon_button("step", Text::step, Icon::chevron_right, can_run, Text::step_hint)) {
    bench.requests.step = 1;
  }

  // The counter: iterations and time.
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect box{at.x + (is_phone ? 2.0F : 6.0F), place.y,
                 is_narrow  ? 62.0F
                 : is_phone ? (theme().text_scale > 1.2F ? 74.0F : 88.0F)
                            : 108.0F,
                 height};
  draw_text_in(list, {box.x, box.y + height / 2 - 21, box.width, 22}, number(status.iteration, 0),
               {.size = theme().counter_size, .weight = Weight::semibold});
  std::string below;
  if (status.phase == Phase::preparing) {
    below = tr(Text::preparing, {std::to_string(static_cast<int>(100 * status.progress))});
  } else if (status.phase == Phase::waiting) {
    below = tr(is_phone ? Text::no_data : Text::waiting);
  } else if (is_phone && status.train_accuracy == status.train_accuracy) {
    below = percent(status.train_accuracy);
    if (status.m_test > 0) below += " · " + percent(status.test_accuracy);
    below += " %";
    const TextStyle usual{.size = theme().small_size / std::max(1.0F, theme().text_scale)};
    if (measure(below, usual).x > box.width) {
      below = percent(status.m_test > 0 ? status.test_accuracy : status.train_accuracy);
      below += " %";
    }
  } else if (bench.settings.training.batch_size > 0) {
    below =
        tr(Text::epochs_time, {fixed(status.elapsed_ms / 1000.0, 2), number(status.iteration, 0)});
  } else {
    below = tr(Text::iterations_time,
               {fixed(status.elapsed_ms / 1000.0, 2), number(status.iteration, 0)});
  }
  TextStyle dim = dim_text();
  dim.size = theme().small_size;
  const float needed = measure(below, dim).x;
  if (needed > box.width) dim.size = std::max(9.0F, dim.size * box.width / needed);
  draw_text_in(list, {box.x, box.y + height / 2 + 2, box.width, 16}, below, dim);
  registry().add({.id = "iteration",
                  .role = Role::status,
                  .label = std::string(tr(Text::iteration)),
                  .value = number(status.iteration, 0),
                  .x = box.x,
                  .y = box.y,
                  .width = box.width,
                  .height = box.height});
  explain("count", box, bench.settings.training.batch_size > 0 ? Word::epoch : Word::iteration,
          tr(Text::page_of,
             {number(status.iteration, 0), number(bench.settings.training.iterations, 0)}));

  // The first view re-trains at every change; whether it does is one of all settings.
  if (!is_phone && !bench.arrangement.shows_all_settings) {
    registry().pop_scope();
    end_region();
    return;
  }
  ImGui::SetCursorScreenPos({box.right() + gap, place.y});
  // On a phone the button takes the rest of the row.
  const float room = place.right() - box.right() - gap;
  const float instant_width = !is_phone ? 0.0F
                              : room <= 160.0F
                                  ? room
                                  : measure(tr(Text::instant), strong_text()).x + 24.0F;
  const bool is_too_slow = bench.settings.view.instant && !bench.is_instant;
  if (button("instant", tr(Text::instant),
             {.note = ImGui::GetIO().DisplaySize.x < kTightBar        ? std::string_view{}
                      : is_too_slow && bench.settings.view.pace > 0.0 ? tr(Text::instant_paced)
                      : is_too_slow && status.estimated_ms > 0.0      ? tr(Text::instant_slow)
                                                                      : tr(Text::instant_note),
              .width = instant_width,
              .height = height,
              .is_pressed = bench.settings.view.instant,
              .hint = tr(Text::instant_hint)})) {
    bench.settings.view.instant = !bench.settings.view.instant;
  }
  registry().pop_scope();
  end_region();
}

}  // namespace purr::shell

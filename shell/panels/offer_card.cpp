#include "shell/panels/offer_card.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "shell/panels/settings_edits.h"

namespace purr::shell {
namespace {

/// One idea of the course as a published run.
struct Step {
  Text name;
  Text words;  ///< what to look at
  std::string_view preset;
};

constexpr std::array<Step, 3> kSteps{{
    {Text::course_unit, Text::course_unit_words, "c1w2-logistic"},
    {Text::course_layer, Text::course_layer_words, "c1w3-planar"},
    {Text::course_deep, Text::course_deep_words, "c1w4-deep"},
}};

void go_to(Workbench& bench, int step) {
  bench.navigation.course_step = step;
  load_preset(bench, kSteps[static_cast<std::size_t>(step)].preset);
}

/// The steps as numbered circles with their names.
void draw_steps(const Rect& row, int current) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const TextStyle words{.size = theme().title_size};
  TextStyle digit{
      .size = theme().title_size, .weight = Weight::semibold, .colour = theme().accent_text};
  const float radius = 0.85F * theme().title_size;
  const float middle = row.y + row.height / 2;
  float x = row.x;
  for (std::size_t i = 0; i < kSteps.size(); ++i) {
    const float width = measure(tr(kSteps[i].name), words).x;
    if (x + 2 * radius + 6 + width > row.right()) return;
    const ImVec2 centre{x + radius, middle};
    const bool is_current = static_cast<int>(i) == current;
    list->AddCircleFilled(centre, radius, is_current ? theme().accent : theme().card);
    list->AddCircle(centre, radius, theme().accent, 0, 1.2F);
    digit.colour = is_current ? theme().on_accent : theme().accent_text;
    draw_text_in(list, {centre.x - radius, middle - radius, 2 * radius, 2 * radius},
                 std::to_string(i + 1), digit, Align::centre);
    draw_text_in(list, {x + 2 * radius + 6, row.y, width + 2, row.height}, tr(kSteps[i].name),
                 words);
    x += 2 * radius + 6 + width + 12;
  }
}

float button_width(std::string_view label) {
  return measure(label, strong_text()).x + (theme().touch ? 32.0F : 26.0F);
}

constexpr float kMinStacked = 160.0F;     // height of the two offers below each other
constexpr float kMinSideBySide = 380.0F;  // width of the two beside each other

float button_height() { return theme().touch ? 44.0F : 32.0F * std::max(1.0F, theme().text_scale); }

/// The course's runs: an invitation, or where the user is in them.
void course_box(Workbench& bench, const Rect& box) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, theme().accent_soft, 10);
  const int step = bench.navigation.course_step;
  const bool has_begun = step >= 0;
  const bool is_last = step + 1 == static_cast<int>(kSteps.size());
  const float pad = 14.0F;
  const float inner = box.width - 2 * pad;
  const float high = button_height();
  begin_region({box.x + pad, box.y + pad - 2, inner, box.height - 2 * pad}, false);
  TextStyle title = strong_text();
  title.size = theme().large_size;
  while (title.size > theme().small_size && measure(tr(Text::course_offer), title).x > inner) {
    title.size -= 0.5F;
  }
  text(tr(Text::course_offer), title);
  TextStyle dim = dim_text();
  dim.colour = theme().dim_soft;
  paragraph(tr(has_begun ? kSteps[static_cast<std::size_t>(step)].words : Text::course_offer_words),
            dim);
  end_region();
  const std::string_view label = tr(!has_begun ? Text::course_begin
                                    : is_last  ? Text::done
                                               : Text::course_next);
  const float width = button_width(label);
  const float y = box.bottom() - pad - high + 4;
  draw_steps({box.x + pad, y, inner - width - 8, high}, step);
  begin_region({box.right() - pad - width, y, width, high}, false);
  if (button(has_begun ? "next_run" : "begin", label,
             {.kind = ButtonKind::primary, .width = width, .height = high})) {
    bench.arrangement.has_seen_tour = true;
    if (is_last) {
      bench.navigation.course_step = -1;
    } else {
      go_to(bench, step + 1);
    }
  }
  end_region();
}

/// Playing without a plan, or the tour first.
void play_box(Workbench& bench, const Rect& box) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRect({box.x, box.y}, {box.right(), box.bottom()}, theme().line, 10);
  const float pad = 14.0F;
  const float high = button_height();
  const std::string_view show = tr(Text::tour_start);
  const std::string_view play = tr(Text::play_begin);
  const float buttons = button_width(show) + 8 + button_width(play);
  begin_region({box.x + pad, box.y + pad - 4, box.width - 2 * pad, box.height}, false);
  TextStyle title = strong_text();
  title.size = theme().large_size;
  text(tr(Text::play_offer), title);
  end_region();
  const float words_y = box.y + pad - 4 + std::round(1.5F * theme().large_size);
  TextStyle dim = dim_text();
  const bool is_low = box.height < 90.0F * theme().text_scale;
  begin_region({box.x + pad, words_y, box.width - 2 * pad - (is_low ? buttons + 10 : 0), 60},
               false);
  paragraph(tr(Text::play_offer_words), dim);
  end_region();
  begin_region(
      {box.right() - pad - buttons,
       is_low ? box.y + (box.height - high) / 2 : box.bottom() - pad - high + 4, buttons, high},
      false);
  if (button("next", show, {.kind = ButtonKind::outline, .height = high})) {
    bench.navigation.tour_step = 0;
    bench.arrangement.has_seen_tour = true;
  }
  ImGui::SameLine(0, 8);
  if (button("skip", play, {.kind = ButtonKind::outline, .height = high})) {
    bench.arrangement.has_seen_tour = true;
  }
  end_region();
}

}  // namespace

bool has_offer(const Workbench& bench) {
  return !bench.arrangement.has_seen_tour || bench.navigation.course_step >= 0;
}

void draw_offer_card(Workbench& bench, const Rect& place) {
  begin_card("offer", {.title = tr(Text::tour_invitation), .place = &place, .is_untitled = true});
  end_card();
  registry().push_scope("tour");
  ImGui::PushID("offer");
  const float pad = theme().pad;
  const Rect inner{place.x + pad, place.y + pad, place.width - 2 * pad, place.height - 2 * pad};
  if (bench.arrangement.has_seen_tour) {
    course_box(bench, inner);
  } else if (inner.height < kMinStacked * std::max(1.0F, theme().text_scale) &&
             inner.width >= kMinSideBySide) {
    const float left = std::floor((inner.width - 10) * 0.54F);
    course_box(bench, {inner.x, inner.y, left, inner.height});
    play_box(bench, {inner.x + left + 10, inner.y, inner.width - left - 10, inner.height});
  } else {
    const float upper = std::floor((inner.height - 10) * 0.58F);
    course_box(bench, {inner.x, inner.y, inner.width, upper});
    play_box(bench, {inner.x, inner.y + upper + 10, inner.width, inner.height - upper - 10});
  }
  ImGui::PopID();
  registry().pop_scope();
}

}  // namespace purr::shell

#include "shell/widgets/figures.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "shell/widgets/detail.h"

namespace purr::shell {

void progress(std::string_view id, std::string_view label, double fraction,
              std::string_view words) {
  const Theme& t = theme();
  const double part = std::isfinite(fraction) ? std::clamp(fraction, 0.0, 1.0) : 0.0;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float whole = ImGui::GetContentRegionAvail().x;
  const float height = std::round(t.title_size * 1.7F);
  ImGui::Dummy({whole, height});
  Control control;
  control.id = id;
  control.role = Role::progress;
  control.label = plain(label);
  control.value = plain(words);
  control.max = 1.0;
  control.now = part;
  control.x = at.x;
  control.y = at.y;
  control.width = whole;
  control.height = height;
  registry().add(std::move(control));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float words_width = words.empty() ? 0.0F : measure(words, dim_text()).x + 12.0F;
  const float bar = whole - words_width;
  draw_meter(list, {at.x, at.y + height / 2 - 3, bar, 6}, part, t.accent);
  if (!words.empty()) {
    draw_text_in(list, {at.x + bar, at.y, words_width, height}, words, dim_text(), Align::right);
  }
}

void draw_meter(ImDrawList* list, const Rect& place, double fraction, ImU32 colour) {
  detail::draw_pill(list, detail::to_im(place), theme().line);
  if (!std::isfinite(fraction)) return;
  const float full = place.width * static_cast<float>(std::clamp(fraction, 0.0, 1.0));
  if (full < 0.5F) return;
  detail::draw_pill(
      list, {place.x, place.y, place.x + std::max(full, place.height), place.bottom()}, colour);
}

void badge(std::string_view words, ImU32 colour) {
  const Theme& t = theme();
  const TextStyle style = {t.small_size, Weight::semibold, mix(colour, t.ink, 0.25F)};
  const ImVec2 size = measure(words, style);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = std::round(t.small_size * 1.75F);
  const float width = std::ceil(size.x + 16);
  ImGui::Dummy({width, height});
  ImDrawList* list = ImGui::GetWindowDrawList();
  detail::draw_pill(list, {at.x, at.y, at.x + width, at.y + height}, mix(t.card, colour, 0.14F));
  draw_text_in(list, {at.x, at.y, width, height}, words, style, Align::centre);
}

void swatch(std::string_view words, ImU32 colour) {
  const Theme& t = theme();
  const ImVec2 size = measure(words, dim_text());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float side = std::round(t.title_size * 0.75F);
  const float height = std::round(t.title_size * 1.6F);
  ImGui::Dummy({std::ceil(side + 6 + size.x), height});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float top = detail::snap(at.y + (height - side) / 2);
  list->AddRectFilled({at.x, top}, {at.x + side, top + side}, colour, 3);
  draw_text_in(list, {at.x + side + 6, at.y, size.x + 1, height}, words, dim_text());
}

void draw_probability_bar(ImDrawList* list, const Rect& place, double probability) {
  const Theme& t = theme();
  const ImRect bar = detail::to_im(place);
  const ImVec2 low = {place.x, place.y};
  const ImVec2 high = {place.right(), place.bottom()};
  if (!std::isfinite(probability)) {
    detail::draw_pill(list, bar, t.line);
    return;
  }
  const auto p = static_cast<float>(std::clamp(probability, 0.0, 1.0));
  // The same rounded bar is drawn twice, clipped to its parts, so that the ends stay round.
  const float border = detail::snap(high.y - p * place.height);
  const ImU32 rest = mix(t.card, t.non, 0.32F);
  list->PushClipRect({low.x, low.y}, {high.x, border}, true);
  detail::draw_pill(list, bar, rest);
  list->PopClipRect();
  list->PushClipRect({low.x, border}, {high.x, high.y}, true);
  detail::draw_pill(list, bar, t.cat);
  list->PopClipRect();
}

void probability_bar(ImVec2 size, double probability) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy(size);
  draw_probability_bar(ImGui::GetWindowDrawList(), {at.x, at.y, size.x, size.y}, probability);
}

void draw_unit(ImDrawList* list, ImVec2 centre, float radius, float value) {
  const Theme& t = theme();
  list->AddCircleFilled(centre, radius, mix(t.line, t.ink, 0.5F), 40);
  list->AddCircleFilled(centre, radius - detail::hairline_width(), diverging(value), 40);
}

void formula(std::string_view equation, std::string_view with_numbers) {
  const Theme& t = theme();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float whole = ImGui::GetContentRegionAvail().x;
  const float inside = whole - 24.0F;
  const TextStyle line = {t.text_size + 0.5F, Weight::regular, t.ink};
  const TextStyle numbers = {t.mono_size, Weight::mono, t.dim_soft};
  const float top = detail::measure_wrapped(equation, line, inside).y;
  const float below =
      with_numbers.empty() ? 0.0F : detail::measure_wrapped(with_numbers, numbers, inside).y;
  const float height = top + below + 18.0F;
  ImGui::Dummy({whole, height});
  if (!ImGui::IsItemVisible()) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  detail::draw_box(list, {at.x, at.y, at.x + whole, at.y + height}, t.soft, t.control_radius + 1);
  detail::draw_wrapped(list, {at.x + 12, at.y + 9}, equation, line, inside);
  if (!with_numbers.empty()) {
    detail::draw_wrapped(list, {at.x + 12, at.y + 9 + top}, with_numbers, numbers, inside);
  }
}

}  // namespace purr::shell

#include "shell/widgets/notices.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shell/theme/theme.h"
#include "shell/widgets/buttons.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/press.h"

namespace purr::shell {
namespace {

constexpr std::size_t kMaxToasts = 4;
constexpr float kToastGap = 4.0F;

struct Toast {
  std::string words;
  NoticeKind kind = NoticeKind::info;
  double until = 0.0;
  int number = 0;
  std::string subject;
};

struct ToastState {
  std::vector<Toast> toasts;
  std::optional<Rect> place;  // of this frame
  int toast_number = 0;
};

ToastState& state() {
  static ToastState the_state;
  return the_state;
}

Icon icon_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::info: return Icon::info;
    case NoticeKind::good: return Icon::check;
    case NoticeKind::warning: return Icon::warning;
    case NoticeKind::error: return Icon::warning;
  }
  return Icon::info;
}

ImU32 colour_of(NoticeKind kind) {
  const Theme& t = theme();
  switch (kind) {
    case NoticeKind::info: return t.accent_text;
    case NoticeKind::good: return t.good_text;
    case NoticeKind::warning: return t.cat_text;
    case NoticeKind::error: return t.danger_text;
  }
  return t.ink;
}

float toast_button() { return theme().touch ? 44.0F : 24.0F; }

TextStyle toast_style() { return {theme().text_size, Weight::regular, theme().bubble_ink}; }

/// The size of a sentence in a place of a width.
struct Measured {
  ImVec2 words;
  float words_width = 0.0F;
  float width = 0.0F;
  float height = 0.0F;
};

Measured measured(const Toast& toast, float place_width) {
  const float width = std::min(900.0F * theme().text_scale, place_width - 24);
  Measured size{.words = {}, .words_width = width - 44 - toast_button()};
  size.words = detail::measure_wrapped(toast.words, toast_style(), size.words_width);
  size.width = std::min(width, size.words.x + 48 + toast_button());
  size.height = std::max(size.words.y + 8, toast_button() + 2);
  return size;
}

void drop_old() {
  const double now = ImGui::GetTime();
  std::erase_if(state().toasts, [now](const Toast& toast) { return toast.until <= now; });
}

}  // namespace

namespace detail {

void draw_toasts() {
  ToastState& s = state();
  drop_old();
  if (s.toasts.empty()) return;
  const Theme& t = theme();
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const Rect place = s.place.value_or(Rect{0, screen.y - 48, screen.x, 30});
  s.place.reset();
  float y = place.y + kToastGap / 2;
  int close = -1;
  for (auto toast = s.toasts.rbegin(); toast != s.toasts.rend(); ++toast) {
    const Measured size = measured(*toast, place.width);
    const ImVec2 at = {snap(place.x + (place.width - size.width) / 2), snap(y)};
    ImGui::SetNextWindowPos(at);
    ImGui::SetNextWindowSize({size.width, size.height});
    const std::string name = "##toast" + std::to_string(toast->number);
    ImGui::Begin(name.c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    ImDrawList* list = ImGui::GetWindowDrawList();
    use_sharp_edges(list);
    const ImRect box(at, {at.x + size.width, at.y + size.height});
    list->PushClipRectFullScreen();
    draw_shadow(list, box, 10, 6);
    draw_box(list, box, t.bubble, 10);
    list->PopClipRect();
    const ImU32 colour = mix(colour_of(toast->kind), t.bubble_ink, 0.55F);
    draw_icon(list, icon_of(toast->kind), {at.x + 20, at.y + size.height / 2}, 14, colour);
    draw_wrapped(list, {at.x + 36, at.y + (size.height - size.words.y) / 2}, toast->words,
                 toast_style(), size.words_width);
    const std::string id = "toast" + std::to_string(toast->number);
    registry().add(control_at(id + "/words", Role::status, toast->words,
                              {at.x, at.y, size.width, size.height}));
    const float button = toast_button();
    ImGui::SetCursorScreenPos({at.x + size.width - button - 4, at.y + (size.height - button) / 2});
    const CloseLook look{.icon_size = 12,
                         .colour = with_alpha(t.bubble_ink, 0.7F),
                         .hovered_colour = t.bubble_ink,
                         .ring_radius = 8,
                         .ring_grow = 2};
    if (close_button(id, button, look)) close = toast->number;
    ImGui::End();
    y += size.height + kToastGap;
    want_redraw(toast->until - ImGui::GetTime());
  }
  std::erase_if(s.toasts, [close](const Toast& toast) { return toast.number == close; });
  if (close >= 0) want_redraw();
}

}  // namespace detail

void toast(std::string_view words, NoticeKind kind, std::string_view subject) {
  ToastState& s = state();
  // The same words again are read once.
  std::erase_if(s.toasts, [&](const Toast& toast) { return toast.words == words; });
  if (s.toasts.size() == kMaxToasts) s.toasts.erase(s.toasts.begin());
  // Three seconds to notice it, and time to read it at twenty characters per second.
  const double seconds = std::clamp(3.0 + static_cast<double>(words.size()) / 20.0, 4.0, 12.0);
  s.toasts.push_back({std::string(words), kind, ImGui::GetTime() + seconds, s.toast_number++,
                      std::string(subject)});
  want_redraw();
}

void withdraw_toasts(std::string_view subject) {
  const auto removed =
      std::erase_if(state().toasts, [&](const Toast& toast) { return toast.subject == subject; });
  if (removed > 0) want_redraw();
}

void place_toasts(const Rect& place) { state().place = place; }

float toasts_height(float width) {
  drop_old();
  float height = 0.0F;
  for (const Toast& toast : state().toasts) height += measured(toast, width).height + kToastGap;
  return height;
}

NoticeAnswer notice(std::string_view id, NoticeKind kind, std::string_view words,
                    std::string_view action, bool dismissable) {
  const Theme& t = theme();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float button = t.touch ? 44.0F : 26.0F;
  const TextStyle style = {t.title_size, Weight::regular, t.ink};
  const float text_width = width - 34.0F - (dismissable ? button + 2 : 10.0F);
  const ImVec2 size = detail::measure_wrapped(words, style, text_width);
  const float action_height = action.empty() ? 0.0F : (t.touch ? 40.0F : 24.0F);
  const float height = std::max(size.y + action_height + 16.0F, dismissable ? button + 4 : 0.0F);
  const ImRect box(at, {at.x + width, at.y + height});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 colour = colour_of(kind);
  detail::draw_box(list, box, mix(t.card, colour, 0.09F), t.control_radius,
                   mix(t.line, colour, 0.35F));
  draw_icon(list, icon_of(kind), {at.x + 18, at.y + 8 + t.title_size * 0.75F}, 13, colour);
  detail::draw_wrapped(list, {at.x + 34, at.y + 8}, words, style, text_width);

  registry().push_scope(id);
  registry().add(
      detail::control_at("words", Role::status, plain(words), {at.x, at.y, width, height}));
  ImGui::PushID(id.data(), id.data() + id.size());
  NoticeAnswer answer = NoticeAnswer::none;
  begin_region({at.x, at.y, width, height}, false);
  if (!action.empty()) {
    ImGui::SetCursorScreenPos({at.x + 34, at.y + 8 + size.y});
    if (link("action", action)) answer = NoticeAnswer::action;
  }
  if (dismissable) {
    ImGui::SetCursorScreenPos({at.x + width - button - 2, at.y + 2});
    const detail::CloseLook look{.icon_size = 11, .colour = t.dim_soft, .hovered_colour = t.ink};
    if (detail::close_button("close", button, look)) answer = NoticeAnswer::dismissed;
  }
  end_region();
  ImGui::PopID();
  registry().pop_scope();
  return answer;
}

}  // namespace purr::shell

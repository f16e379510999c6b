#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "shell/widgets/choices.h"
#include "shell/widgets/detail.h"

namespace purr::shell {
namespace {

constexpr float kListPadding = 5.0F;

/// ImGui's name for the popup of a widget.
std::string popup_name(std::string_view id) { return "list/" + registry().full_id(id); }

}  // namespace

namespace detail {

std::string choice_id(std::span<const Choice> choices, int index) {
  const Choice& choice = choices[static_cast<std::size_t>(index)];
  return choice.id.empty() ? std::to_string(index) : std::string(choice.id);
}

int find_choice(std::span<const Choice> choices, std::string_view wanted) {
  const int count = static_cast<int>(choices.size());
  for (int i = 0; i < count; ++i) {
    const Choice& choice = choices[static_cast<std::size_t>(i)];
    if (!choice.id.empty() && choice.id == wanted) return i;
  }
  for (int i = 0; i < count; ++i) {
    if (plain(choices[static_cast<std::size_t>(i)].label) == wanted) return i;
  }
  int position = -1;
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), position);
  const bool whole = error == std::errc() && end == wanted.data() + wanted.size();
  return whole && position >= 0 && position < count ? position : -1;
}

bool popup_is_open(std::string_view id) { return ImGui::IsPopupOpen(popup_name(id).c_str()); }

int popup_list(std::string_view id, const ImRect& anchor, std::span<const Choice> choices,
               int chosen, bool open_now) {
  const Theme& t = theme();
  const std::string name = popup_name(id);
  if (open_now) ImGui::OpenPopup(name.c_str());
  if (!ImGui::IsPopupOpen(name.c_str())) return -1;

  const int count = static_cast<int>(choices.size());
  const float row = t.touch ? 44.0F : std::round(30.0F * std::max(1.0F, t.text_scale));
  const TextStyle words = {t.text_size, Weight::regular, t.ink};
  float width = anchor.GetWidth();
  for (const Choice& choice : choices) {
    width = std::max(width, measure(choice.label, words).x + 48.0F);
  }
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  width = std::min(std::ceil(width), screen.x - 16);
  const float whole = row * static_cast<float>(count) + 2 * kListPadding;
  const float below = screen.y - 8 - (anchor.Max.y + 4);
  const float above = anchor.Min.y - 4 - 8;
  const bool drop = whole <= below || below >= above;
  const float height = std::min(whole, std::max(row * 2, drop ? below : above));
  const float x = std::clamp(anchor.Min.x, 8.0F, std::max(8.0F, screen.x - width - 8));
  const float y = drop ? anchor.Max.y + 4 : anchor.Min.y - 4 - height;
  ImGui::SetNextWindowPos({snap(x), snap(y)});
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {kListPadding, kListPadding});
  ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 0.0F);
  ImGui::PushStyleColor(ImGuiCol_PopupBg, 0U);
  const bool shown = ImGui::BeginPopup(
      name.c_str(), ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                        ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollbar);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  if (!shown) return -1;
  ImDrawList* list = ImGui::GetWindowDrawList();
  use_sharp_edges(list);
  ImGuiWindow* w = ImGui::GetCurrentWindow();
  const bool appearing = ImGui::IsWindowAppearing();
  const ImRect frame(w->Pos, {w->Pos.x + w->Size.x, w->Pos.y + w->Size.y});
  list->PushClipRectFullScreen();
  draw_shadow(list, frame, t.control_radius + 3);
  draw_box(list, frame, t.card, t.control_radius + 3, t.line);
  list->PopClipRect();

  int taken = -1;
  registry().push_scope(id);
  for (int i = 0; i < count; ++i) {
    const Choice& choice = choices[static_cast<std::size_t>(i)];
    const ItemState item =
        pressable({.id = choice_id(choices, i),
                   .role = Role::option,
                   .label = plain(choice.label),
                   .selected = i == chosen},
                  ImVec2(width - 2 * kListPadding, row), {.is_enabled = choice.is_enabled});
    if (appearing && i == std::max(0, chosen)) ImGui::SetItemDefaultFocus();
    const bool lit = item.is_hovered || focus_shown(item.id);
    if (item.is_visible) {
      if (lit) list->AddRectFilled(item.box.Min, item.box.Max, t.soft, t.control_radius - 2);
      const ImU32 colour = !choice.is_enabled ? with_alpha(t.dim, 0.6F) : t.ink;
      draw_text_in(list, {item.box.Min.x + 10, item.box.Min.y, item.box.GetWidth() - 36, row},
                   choice.label,
                   {t.text_size, i == chosen ? Weight::semibold : Weight::regular, colour});
      if (i == chosen) {
        draw_icon(list, Icon::check, {item.box.Max.x - 15, item.box.GetCenter().y}, 11,
                  t.accent_text);
      }
    }
    hint_over(item.id, item.is_hovered, false, choice.hint);
    if (item.is_pressed) taken = i;
  }
  registry().pop_scope();

  // A letter jumps to the next choice that begins with it.
  for (const ImWchar typed : ImGui::GetIO().InputQueueCharacters) {
    if (typed >= 128) continue;
    const int letter = std::tolower(static_cast<int>(typed));
    for (int step = 1; step <= count; ++step) {
      const int i = (std::max(0, chosen) + step) % count;
      const std::string label = plain(choices[static_cast<std::size_t>(i)].label);
      if (label.empty() || std::tolower(static_cast<unsigned char>(label[0])) != letter) continue;
      const ImGuiID item = item_id(choice_id(choices, i));
      ImGui::SetNavID(item, w->DC.NavLayerCurrent, ImGui::GetCurrentContext()->CurrentFocusScopeId,
                      ImRect());
      ImGui::SetNavCursorVisible(true);
      break;
    }
  }
  if (taken >= 0 || ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
    ImGui::CloseCurrentPopup();
    want_redraw();
  }
  ImGui::EndPopup();
  return taken;
}

}  // namespace detail

}  // namespace purr::shell

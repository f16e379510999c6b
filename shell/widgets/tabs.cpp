#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "shell/widgets/choices.h"
#include "shell/widgets/detail.h"

namespace purr::shell {
namespace {

/// The tab that left, right, Home or End leads to from tab `current`, which has the keyboard.
int moved_by_keys(ImGuiID id, int current, std::span<const Choice> choices) {
  const int count = static_cast<int>(choices.size());
  detail::own_keys(id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_Home, ImGuiKey_End});
  int direction = 0;
  int next = current;
  if (detail::key_pressed(id, ImGuiKey_LeftArrow)) direction = -1;
  if (detail::key_pressed(id, ImGuiKey_RightArrow)) direction = 1;
  if (detail::key_pressed(id, ImGuiKey_Home)) next = -1, direction = 1;
  if (detail::key_pressed(id, ImGuiKey_End)) next = count, direction = -1;
  if (direction == 0) return current;
  for (next += direction; next >= 0 && next < count; next += direction) {
    if (choices[static_cast<std::size_t>(next)].is_enabled) return next;
  }
  return current;
}

struct TabItem {
  detail::ItemState item;
  bool is_chosen = false;
};

/// What tabs of both looks share: items, keys, requests, registry.
class TabRow {
 public:
  TabRow(std::string_view id, std::string_view label, std::span<const Choice> choices, int& chosen)
      : choices_(choices), chosen_(chosen), before_(chosen) {
    ImGui::PushID(id.data(), id.data() + id.size());
    // "select" is requested of the row, "press" of a tab.
    const std::string full = registry().full_id(id);
    if (const auto request = registry().take(full); request && request->action == "select") {
      const int wanted = detail::find_choice(choices, request->value);
      if (wanted >= 0 && choices[static_cast<std::size_t>(wanted)].is_enabled) next_ = wanted;
      want_redraw();
    }
    registry().push_scope(id);
    label_ = label;
  }
  TabRow(const TabRow&) = delete;
  TabRow& operator=(const TabRow&) = delete;
  ~TabRow() {
    registry().pop_scope();
    ImGui::PopID();
  }

  TabItem add(int index, const ImRect& box) {
    const Choice& choice = choices_[static_cast<std::size_t>(index)];
    TabItem tab;
    tab.is_chosen = index == chosen_;
    tab.item = detail::pressable({.id = detail::choice_id(choices_, index),
                                  .role = Role::tab,
                                  .label = plain(choice.label),
                                  .value = std::string(label_),
                                  .selected = tab.is_chosen},
                                 box, {.is_enabled = choice.is_enabled, .hint = choice.hint});
    if (tab.item.is_pressed) next_ = index;
    if (tab.item.is_focused) {
      const int moved = moved_by_keys(tab.item.id, index, choices_);
      if (moved != index) {
        next_ = moved;
        focus_next_ = moved;
      }
    }
    if (focus_now() == index) detail::focus_item(tab.item);
    return tab;
  }

  /// Applies the choice; call after the last tab.
  /// @return true when it changed.
  bool finish() {
    if (focus_next_ >= 0) {
      // The next tab may have been drawn already: the keyboard moves there in the next frame.
      ImGui::GetStateStorage()->SetInt(focus_key(), focus_next_ + 1);
      want_redraw();
    } else if (focus_now() >= 0) {
      ImGui::GetStateStorage()->SetInt(focus_key(), 0);
    }
    if (next_ < 0 || next_ == before_) return false;
    chosen_ = next_;
    want_redraw();
    return true;
  }

 private:
  static ImGuiID focus_key() { return detail::item_id("keyboard goes to"); }
  static int focus_now() { return ImGui::GetStateStorage()->GetInt(focus_key(), 0) - 1; }

  std::span<const Choice> choices_;
  int& chosen_;
  int before_;
  int next_ = -1;
  int focus_next_ = -1;
  std::string_view label_;
};

}  // namespace

bool segmented(std::string_view id, std::string_view label, std::span<const Choice> choices,
               int& chosen, float width, float given_height) {
  if (choices.empty()) return false;
  const Theme& t = theme();
  const float usual_height = t.touch ? 44.0F : std::round(34.0F * std::max(1.0F, t.text_scale));
  const float height = given_height > 0 ? given_height : usual_height;
  const float inset = given_height > 0 ? 2.0F : 3.0F;
  const float whole = width > 0 ? width : ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::ItemSize({whole, height}, 0.0F);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImRect well(at, {at.x + whole, at.y + height});
  detail::draw_box(list, well, t.soft, t.control_radius + 1, t.line);

  // Tabs share the width in proportion to their labels, so that long labels are not cut.
  const TextStyle style = {given_height > 0 ? t.title_size : t.text_size - 0.75F, Weight::semibold};
  float words = 0.0F;
  for (const Choice& choice : choices) words += measure(choice.label, style).x;
  const auto count = static_cast<float>(choices.size());
  const float air = std::max(4.0F, (whole - 2 * inset - words) / count);
  // A short label is wide enough for a finger all the same.
  const auto natural_width = [&](const Choice& choice) {
    const float natural = measure(choice.label, style).x + air;
    return t.touch && natural < 43.0F ? 44.0F : natural;
  };
  float needed = 0.0F;
  for (const Choice& choice : choices) needed += natural_width(choice);
  const float squeeze = std::min(1.0F, (whole - 2 * inset) / needed);

  TabRow row(id, label, choices, chosen);
  float x = at.x + inset;
  for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
    const Choice& choice = choices[static_cast<std::size_t>(i)];
    const float tab_width = natural_width(choice) * squeeze;
    const float right = std::min(x + tab_width, well.Max.x - inset);
    const ImRect box(x, at.y + inset, right, well.Max.y - inset);
    const TabItem tab = row.add(i, box);
    if (tab.is_chosen) {
      const ImRect drop(box.Min.x, box.Min.y + 1, box.Max.x, box.Max.y + 1);
      list->AddRectFilled(drop.Min, drop.Max, with_alpha(t.shadow, 0.35F), t.control_radius - 2);
      detail::draw_box(list, box, t.card, t.control_radius - 2, t.line);
    } else if (tab.item.is_hovered) {
      detail::draw_box(list, box, t.hover, t.control_radius - 2);
    }
    TextStyle drawn = style;
    drawn.weight = tab.is_chosen ? Weight::semibold : Weight::regular;
    drawn.colour = tab.is_chosen       ? t.ink
                   : choice.is_enabled ? t.dim_soft
                                       : with_alpha(t.dim_soft, 0.5F);
    draw_text_in(list, {box.Min.x + 2, box.Min.y, box.GetWidth() - 4, box.GetHeight()},
                 choice.label, drawn, Align::centre);
    detail::focus_ring(tab.item, t.control_radius - 2, 1.0F);
    x += tab_width;
  }
  return row.finish();
}

bool tabs(std::string_view id, std::string_view label, std::span<const Choice> choices, int& chosen,
          bool fill) {
  if (choices.empty()) return false;
  const Theme& t = theme();
  const float height = t.touch ? 48.0F : std::round(34.0F * std::max(1.0F, t.text_scale));
  const float whole = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::ItemSize({whole, height}, 0.0F);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float thin = detail::hairline_width();
  const float bottom = detail::snap(at.y + height);
  list->AddRectFilled({at.x, bottom - thin}, {at.x + whole, bottom}, t.line);

  const TextStyle style = {t.text_size - 0.5F, Weight::semibold};
  float words = 0.0F;
  for (const Choice& choice : choices) words += measure(choice.label, style).x;
  const auto count = static_cast<float>(choices.size());
  float air = t.touch ? 26.0F : 20.0F;
  if (fill || words + air * count > whole) air = std::max(6.0F, (whole - words) / count);
  // Enlarged labels may not fit; the tabs then share the available width.
  const float squeeze = std::min(1.0F, whole / (words + air * count));

  TabRow row(id, label, choices, chosen);
  float x = at.x;
  for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
    const Choice& choice = choices[static_cast<std::size_t>(i)];
    const float width = (measure(choice.label, style).x + air) * squeeze;
    const ImRect box(x, at.y, std::min(x + width, at.x + whole), at.y + height);
    const TabItem tab = row.add(i, box);
    if (tab.is_chosen) {
      list->AddRectFilled({box.Min.x, bottom - 2}, {box.Max.x, bottom}, t.accent_text, 1.0F);
    }
    TextStyle drawn = style;
    drawn.weight = tab.is_chosen ? Weight::semibold : Weight::regular;
    drawn.colour = tab.is_chosen || tab.item.is_hovered ? t.ink : t.dim;
    if (!choice.is_enabled) drawn.colour = with_alpha(t.dim, 0.5F);
    draw_text_in(list, {box.Min.x + 2, box.Min.y, box.GetWidth() - 4, height - 2}, choice.label,
                 drawn, Align::centre);
    detail::focus_ring(tab.item.id, {box.Min.x + 2, box.Min.y + 4, box.Max.x - 2, box.Max.y - 5}, 6,
                       0);
    x += width;
  }
  return row.finish();
}

}  // namespace purr::shell

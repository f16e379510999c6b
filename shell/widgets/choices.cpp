// One of several: tabs, choosers, menus; and yes or no: toggles, check boxes.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include "shell/widgets/detail.h"

namespace purr::shell {
namespace {

constexpr float kListPadding = 5.0F;

/// The list that is open, by the id of the window that ImGui keeps for it.
std::string popup_name(std::string_view id) { return "list/" + registry().full_id(id); }

/// Left and right, Home and End within a row of tabs whose item `current` has the keyboard.
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
    if (choices[static_cast<std::size_t>(next)].enabled) return next;
  }
  return current;
}

/// What tabs of both looks share: items, keys, requests, registry.
struct TabItem {
  detail::ItemState item;
  bool is_chosen = false;
};

class TabRow {
 public:
  TabRow(std::string_view id, std::string_view label, std::span<const Choice> choices, int& chosen)
      : choices_(choices), chosen_(chosen), before_(chosen) {
    ImGui::PushID(id.data(), id.data() + id.size());
    // "select" is asked of the row; the tabs themselves take "press".
    const std::string full = registry().full_id(id);
    if (const auto request = registry().take(full); request && request->action == "select") {
      const int wanted = detail::find_choice(choices, request->value);
      if (wanted >= 0 && choices[static_cast<std::size_t>(wanted)].enabled) next_ = wanted;
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
    const std::string name = detail::choice_id(choices_, index);
    TabItem tab;
    tab.is_chosen = index == chosen_;
    tab.item = detail::press_box(detail::item_id(name), box, choice.enabled);
    Control control = detail::control_of(name, Role::tab, plain(choice.label), tab.item);
    control.value = label_;
    control.selected = tab.is_chosen;
    registry().add(std::move(control));
    bool pressed = tab.item.pressed;
    if (const auto request = detail::take_request(name, tab.item)) {
      pressed |= request->action == "press" || request->action == "select";
    }
    if (pressed) next_ = index;
    if (tab.item.focused) {
      const int moved = moved_by_keys(tab.item.id, index, choices_);
      if (moved != index) {
        next_ = moved;
        focus_next_ = moved;
      }
    }
    if (focus_now() == index) detail::focus_item(tab.item);
    detail::hint_over(tab.item.id, tab.item.hovered, detail::focus_shown(tab.item.id), choice.hint);
    return tab;
  }

  /// Applies what happened; call after the last tab.
  bool finish() {
    if (focus_next_ >= 0) {
      // The next tab got its keys taken in this frame already: hand the keyboard over in the next.
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
  list->_FringeScale = 1.0F / std::max(1.0F, ImGui::GetIO().DisplayFramebufferScale.x);
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
    const std::string option = choice_id(choices, i);
    const ItemState item = press_item(option, {width - 2 * kListPadding, row}, choice.enabled);
    Control control = control_of(option, Role::option, plain(choice.label), item);
    control.selected = i == chosen;
    registry().add(std::move(control));
    bool pressed = item.pressed;
    if (const auto request = take_request(option, item)) {
      pressed |= request->action == "press" || request->action == "select";
    }
    if (appearing && i == std::max(0, chosen)) ImGui::SetItemDefaultFocus();
    const bool lit = item.hovered || focus_shown(item.id);
    if (item.visible) {
      if (lit) list->AddRectFilled(item.box.Min, item.box.Max, t.soft, t.control_radius - 2);
      const ImU32 colour = !choice.enabled ? with_alpha(t.dim, 0.6F) : t.ink;
      draw_text_in(list, {item.box.Min.x + 10, item.box.Min.y, item.box.GetWidth() - 36, row},
                   choice.label,
                   {t.text_size, i == chosen ? Weight::semibold : Weight::regular, colour});
      if (i == chosen) {
        draw_icon(list, Icon::check, {item.box.Max.x - 15, item.box.GetCenter().y}, 11,
                  t.accent_text);
      }
    }
    hint_over(item.id, item.hovered, false, choice.hint);
    if (pressed) taken = i;
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

bool segmented(std::string_view id, std::string_view label, std::span<const Choice> choices,
               int& chosen, float width) {
  if (choices.empty()) return false;
  const Theme& t = theme();
  constexpr float kInset = 3.0F;
  const float height = t.touch ? 44.0F : std::round(34.0F * std::max(1.0F, t.text_scale));
  const float whole = width > 0 ? width : ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::ItemSize({whole, height}, 0.0F);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImRect well(at, {at.x + whole, at.y + height});
  detail::draw_box(list, well, t.soft, t.control_radius + 1, t.line);

  // Words share the room by their widths, so that a long one need not be cut beside short ones.
  const TextStyle style = {t.text_size - 0.75F, Weight::semibold};
  float words = 0.0F;
  for (const Choice& choice : choices) words += measure(choice.label, style).x;
  const auto count = static_cast<float>(choices.size());
  const float air = std::max(4.0F, (whole - 2 * kInset - words) / count);
  const float squeeze = std::min(1.0F, (whole - 2 * kInset) / (words + air * count));

  TabRow row(id, label, choices, chosen);
  float x = at.x + kInset;
  for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
    const Choice& choice = choices[static_cast<std::size_t>(i)];
    const float tab_width = (measure(choice.label, style).x + air) * squeeze;
    const float right = std::min(x + tab_width, well.Max.x - kInset);
    const ImRect box(x, at.y + kInset, right, well.Max.y - kInset);
    const TabItem tab = row.add(i, box);
    if (tab.is_chosen) {
      const ImRect drop(box.Min.x, box.Min.y + 1, box.Max.x, box.Max.y + 1);
      list->AddRectFilled(drop.Min, drop.Max, with_alpha(t.shadow, 0.35F), t.control_radius - 2);
      detail::draw_box(list, box, t.card, t.control_radius - 2, t.line);
    } else if (tab.item.hovered) {
      detail::draw_box(list, box, t.hover, t.control_radius - 2);
    }
    TextStyle drawn = style;
    drawn.weight = tab.is_chosen ? Weight::semibold : Weight::regular;
    drawn.colour = tab.is_chosen    ? t.ink
                   : choice.enabled ? t.dim_soft
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
  // Enlarged words may not fit at all; they share what there is.
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
    drawn.colour = tab.is_chosen || tab.item.hovered ? t.ink : t.dim;
    if (!choice.enabled) drawn.colour = with_alpha(t.dim, 0.5F);
    draw_text_in(list, {box.Min.x + 2, box.Min.y, box.GetWidth() - 4, height - 2}, choice.label,
                 drawn, Align::centre);
    detail::focus_ring(tab.item.id, {box.Min.x + 2, box.Min.y + 4, box.Max.x - 2, box.Max.y - 5}, 6,
                       0);
    x += width;
  }
  return row.finish();
}

float link_chooser_height() {
  const Theme& t = theme();
  return t.touch ? 40.0F : std::round(24.0F * std::max(1.0F, t.text_scale));
}

bool chooser(std::string_view id, std::string_view label, std::span<const Choice> choices,
             int& chosen, const ChooserSpec& spec) {
  const Theme& t = theme();
  const int count = static_cast<int>(choices.size());
  const bool has_choice = chosen >= 0 && chosen < count;
  const std::string_view words =
      has_choice ? choices[static_cast<std::size_t>(chosen)].label : std::string_view("–");
  const float scale = std::max(1.0F, t.text_scale);
  const TextStyle style = {spec.as_link ? t.title_size : t.text_size - 0.5F, Weight::semibold};
  const float natural = measure(words, style).x + (spec.as_link ? 16.0F : 36.0F) * scale;

  ImRect box;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (spec.show_label) {
    const ImRect space = detail::row_with_label(label, true, spec.label_width, spec.enabled,
                                                spec.hint, detail::item_id(id));
    const float height = t.control;
    const float width = spec.width > 0 ? std::min(spec.width, space.GetWidth()) : space.GetWidth();
    const float top = space.Min.y + (space.GetHeight() - height) / 2;
    box = {space.Min.x, top, space.Min.x + width, top + height};
    ImGui::ItemSize({space.Max.x - at.x, t.row}, 0.0F);
  } else {
    const float width = spec.width > 0 ? spec.width : std::ceil(natural);
    const float height = spec.as_link ? link_chooser_height()
                         : t.touch    ? t.control
                                      : t.control + 4.0F;
    box = {at, {at.x + width, at.y + height}};
    ImGui::ItemSize(box.GetSize(), 0.0F);
  }

  const detail::ItemState item = detail::press_box(detail::item_id(id), box, spec.enabled);
  const bool was_open = detail::popup_is_open(id);
  Control control = detail::control_of(id, Role::combobox, plain(label), item);
  control.value = plain(words);
  control.now = chosen;
  control.expanded = was_open;
  for (const Choice& choice : choices) control.options.push_back(plain(choice.label));
  registry().add(std::move(control));

  int taken = -1;
  bool open = item.pressed;
  if (const auto request = detail::take_request(id, item)) {
    if (request->action == "press") open = true;
    if (request->action == "select" || request->action == "set") {
      taken = detail::find_choice(choices, request->value);
    }
  }
  if (item.focused) {
    // Down opens the list, as in every other program.
    detail::own_keys(item.id, {ImGuiKey_DownArrow});
    open |= detail::key_pressed(item.id, ImGuiKey_DownArrow) && !was_open;
  }
  if (!spec.show_label) {
    detail::hint_over(item.id, item.hovered, detail::focus_shown(item.id), spec.hint);
  }

  if (item.visible) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    TextStyle drawn = style;
    if (spec.as_link) {
      if (item.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      drawn.colour = item.hovered ? mix(t.accent_text, t.ink, 0.3F) : t.accent_text;
      const float room = box.GetWidth() - 14.0F * scale;
      draw_text_in(list, {box.Min.x, box.Min.y, room, box.GetHeight()}, words, drawn);
      const float x = box.Min.x + std::min(room, measure(words, style).x) + 8.0F * scale;
      draw_icon(list, Icon::chevron_down, {x, box.GetCenter().y}, 9 * scale, drawn.colour);
    } else {
      const ImU32 fill = item.held || was_open ? t.press : item.hovered ? t.hover : t.soft;
      detail::draw_box(list, box, fill, t.control_radius, t.line);
      drawn.colour = spec.enabled ? t.ink : with_alpha(t.ink, 0.45F);
      draw_text_in(list,
                   {box.Min.x + 10, box.Min.y, box.GetWidth() - 10 - 22 * scale, box.GetHeight()},
                   words, drawn);
      draw_icon(list, Icon::chevron_down, {box.Max.x - 13 * scale, box.GetCenter().y}, 10 * scale,
                t.dim_soft);
    }
    detail::focus_ring(item, spec.as_link ? 4 : t.control_radius);
  }

  const int picked = detail::popup_list(id, box, choices, chosen, open && !was_open);
  if (picked >= 0) taken = picked;
  if (taken < 0 || taken == chosen || !choices[static_cast<std::size_t>(taken)].enabled) {
    return false;
  }
  chosen = taken;
  want_redraw();
  return true;
}

int menu(std::string_view id, std::string_view label, std::span<const Choice> actions,
         const ButtonSpec& spec) {
  ButtonSpec drawn = spec;
  if (drawn.trailing == Icon::none && !drawn.icon_only) drawn.trailing = Icon::chevron_down;
  const bool was_open = detail::popup_is_open(id);
  // "select" goes past the button, straight to an action.
  int taken = -1;
  const std::string full = registry().full_id(id);
  if (auto request = registry().take(full)) {
    if (request->action == "select") {
      taken = detail::find_choice(actions, request->value);
    } else {
      registry().request(full, request->action, request->value);
    }
  }
  const bool open = button(id, label, drawn);
  const ImRect box(ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const int picked = detail::popup_list(id, box, actions, -1, open && !was_open);
  if (picked >= 0) taken = picked;
  return taken >= 0 && actions[static_cast<std::size_t>(taken)].enabled ? taken : -1;
}

namespace {

/// The item of a toggle or check box: the whole row acts.
bool flips(std::string_view id, std::string_view label, bool& on, Role role, std::string_view hint,
           detail::ItemState& item) {
  item = detail::press_item(id, {ImGui::GetContentRegionAvail().x, theme().row});
  Control control = detail::control_of(id, role, plain(label), item);
  control.checked = on;
  registry().add(std::move(control));
  bool flipped = item.pressed;
  if (const auto request = detail::take_request(id, item)) {
    if (request->action == "press") flipped = !flipped;
    if (request->action == "set")
      flipped = (request->value == "1" || request->value == "true") != on;
  }
  detail::hint_over(item.id, item.hovered, detail::focus_shown(item.id), hint);
  if (flipped) {
    on = !on;
    want_redraw();
  }
  return flipped;
}

}  // namespace

bool toggle(std::string_view id, std::string_view label, bool& on, std::string_view hint) {
  const Theme& t = theme();
  detail::ItemState item;
  const bool flipped = flips(id, label, on, Role::toggle, hint, item);
  if (!item.visible) return flipped;
  const float scale = t.touch ? 1.25F : std::max(1.0F, t.text_scale);
  const ImVec2 size = {34.0F * scale, 20.0F * scale};
  const float middle = item.box.GetCenter().y;
  const ImRect track(item.box.Max.x - size.x, middle - size.y / 2, item.box.Max.x,
                     middle + size.y / 2);
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text_in(list, {item.box.Min.x, item.box.Min.y, item.box.GetWidth() - size.x - 10, t.row},
               label, ink_text());
  const float moved = detail::animate(item.id, on);
  const ImU32 off = mix(item.hovered ? t.press : t.soft, t.dim, 0.25F);
  detail::draw_pill(list, track, mix(off, t.accent, moved));
  const float knob = size.y / 2 - 3.0F;
  const float x = track.Min.x + 3 + knob + moved * (size.x - 6 - 2 * knob);
  list->AddCircleFilled({x, middle + 0.5F}, knob + 0.5F, with_alpha(t.shadow, 0.6F), 32);
  list->AddCircleFilled({x, middle}, knob, IM_COL32(255, 255, 255, 255), 32);
  detail::focus_ring(item.id, track, size.y / 2);
  return flipped;
}

bool checkbox(std::string_view id, std::string_view label, bool& on, std::string_view hint) {
  const Theme& t = theme();
  detail::ItemState item;
  const bool flipped = flips(id, label, on, Role::checkbox, hint, item);
  if (!item.visible) return flipped;
  const float side = t.touch ? 24.0F : std::round(18.0F * std::max(1.0F, t.text_scale));
  const float middle = item.box.GetCenter().y;
  const ImRect box(item.box.Min.x, middle - side / 2, item.box.Min.x + side, middle + side / 2);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 edge = mix(t.line, t.dim, item.hovered ? 0.8F : 0.5F);
  detail::draw_box(list, box, on ? t.accent : t.card, 5, on ? t.accent : edge);
  if (on) draw_icon(list, Icon::check, box.GetCenter(), side * 0.72F, t.on_accent);
  draw_text_in(list, {box.Max.x + 9, item.box.Min.y, item.box.GetWidth() - side - 9, t.row}, label,
               ink_text());
  detail::focus_ring(item.id, box, 5);
  return flipped;
}

}  // namespace purr::shell

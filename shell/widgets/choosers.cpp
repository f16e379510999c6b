#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "shell/widgets/choices.h"
#include "shell/widgets/detail.h"

namespace purr::shell {

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
  const TextStyle style = {spec.is_link ? t.title_size : t.text_size - 0.5F, Weight::semibold};
  const float natural = measure(words, style).x + (spec.is_link ? 16.0F : 36.0F) * scale;

  ImRect box;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (spec.has_label) {
    const ImRect space = detail::row_with_label(label, true, spec.label_width, spec.is_enabled,
                                                spec.hint, detail::item_id(id));
    const float height = t.control;
    const float width = spec.width > 0 ? std::min(spec.width, space.GetWidth()) : space.GetWidth();
    const float top = space.Min.y + (space.GetHeight() - height) / 2;
    box = {space.Min.x, top, space.Min.x + width, top + height};
    ImGui::ItemSize({space.Max.x - at.x, t.row}, 0.0F);
  } else {
    const float width = spec.width > 0 ? spec.width : std::ceil(natural);
    const float height = spec.is_link ? link_chooser_height()
                         : t.touch    ? t.control
                                      : t.control + 4.0F;
    box = {at, {at.x + width, at.y + height}};
    ImGui::ItemSize(box.GetSize(), 0.0F);
  }

  const bool was_open = detail::popup_is_open(id);
  Control control{.id = std::string(id),
                  .role = Role::combobox,
                  .label = plain(label),
                  .value = plain(words),
                  .now = static_cast<double>(chosen),
                  .expanded = was_open};
  for (const Choice& choice : choices) control.options.push_back(plain(choice.label));
  const detail::ItemState item =
      detail::pressable(std::move(control), box,
                        {.is_enabled = spec.is_enabled,
                         .hint = spec.has_label ? std::string_view() : spec.hint,
                         .has_hand = spec.is_link});

  int taken = -1;
  bool open = item.is_pressed;
  if (item.request && (item.request->action == "select" || item.request->action == "set")) {
    taken = detail::find_choice(choices, item.request->value);
  }
  if (item.is_focused) {
    // Down opens the list, as in other programs.
    detail::own_keys(item.id, {ImGuiKey_DownArrow});
    open |= detail::key_pressed(item.id, ImGuiKey_DownArrow) && !was_open;
  }

  if (item.is_visible) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    TextStyle drawn = style;
    if (spec.is_link) {
      drawn.colour = item.is_hovered ? mix(t.accent_text, t.ink, 0.3F) : t.accent_text;
      const float room = box.GetWidth() - 14.0F * scale;
      draw_text_in(list, {box.Min.x, box.Min.y, room, box.GetHeight()}, words, drawn);
      const float x = box.Min.x + std::min(room, measure(words, style).x) + 8.0F * scale;
      draw_icon(list, Icon::chevron_down, {x, box.GetCenter().y}, 9 * scale, drawn.colour);
    } else {
      const ImU32 fill = item.is_held || was_open ? t.press : item.is_hovered ? t.hover : t.soft;
      detail::draw_box(list, box, fill, t.control_radius, t.line);
      drawn.colour = spec.is_enabled ? t.ink : with_alpha(t.ink, 0.45F);
      draw_text_in(list,
                   {box.Min.x + 10, box.Min.y, box.GetWidth() - 10 - 22 * scale, box.GetHeight()},
                   words, drawn);
      draw_icon(list, Icon::chevron_down, {box.Max.x - 13 * scale, box.GetCenter().y}, 10 * scale,
                t.dim_soft);
    }
    detail::focus_ring(item, spec.is_link ? 4 : t.control_radius);
  }

  const int picked = detail::popup_list(id, box, choices, chosen, open && !was_open);
  if (picked >= 0) taken = picked;
  if (taken < 0 || taken == chosen || !choices[static_cast<std::size_t>(taken)].is_enabled) {
    return false;
  }
  chosen = taken;
  want_redraw();
  return true;
}

int menu(std::string_view id, std::string_view label, std::span<const Choice> actions,
         const ButtonSpec& spec) {
  ButtonSpec drawn = spec;
  if (drawn.trailing == Icon::none && !drawn.is_icon_only) drawn.trailing = Icon::chevron_down;
  const bool was_open = detail::popup_is_open(id);
  const detail::ItemState item = detail::button_item(id, label, drawn);
  int taken = -1;
  if (item.request && item.request->action == "select") {
    taken = detail::find_choice(actions, item.request->value);
  }
  const int picked = detail::popup_list(id, item.box, actions, -1, item.is_pressed && !was_open);
  if (picked >= 0) taken = picked;
  return taken >= 0 && actions[static_cast<std::size_t>(taken)].is_enabled ? taken : -1;
}

}  // namespace purr::shell

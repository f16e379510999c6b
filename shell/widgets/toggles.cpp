#include <algorithm>
#include <cmath>
#include <string>

#include "shell/widgets/choices.h"
#include "shell/widgets/detail.h"

namespace purr::shell {
namespace {

/// The item of a toggle or check box: the whole row acts.
bool flips(std::string_view id, std::string_view label, bool& on, Role role, std::string_view hint,
           detail::ItemState& item) {
  item =
      detail::pressable({.id = std::string(id), .role = role, .label = plain(label), .checked = on},
                        ImVec2(ImGui::GetContentRegionAvail().x, theme().row), {.hint = hint});
  bool flipped = item.is_pressed;
  if (item.request && item.request->action == "set") {
    flipped = (item.request->value == "1" || item.request->value == "true") != on;
  }
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
  if (!item.is_visible) return flipped;
  const float scale = t.touch ? 1.25F : std::max(1.0F, t.text_scale);
  const ImVec2 size = {34.0F * scale, 20.0F * scale};
  const float middle = item.box.GetCenter().y;
  const ImRect track(item.box.Max.x - size.x, middle - size.y / 2, item.box.Max.x,
                     middle + size.y / 2);
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text_in(list, {item.box.Min.x, item.box.Min.y, item.box.GetWidth() - size.x - 10, t.row},
               label, ink_text());
  const float moved = detail::animate(item.id, on);
  const ImU32 off = mix(item.is_hovered ? t.press : t.soft, t.dim, 0.25F);
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
  if (!item.is_visible) return flipped;
  const float side = t.touch ? 24.0F : std::round(18.0F * std::max(1.0F, t.text_scale));
  const float middle = item.box.GetCenter().y;
  const ImRect box(item.box.Min.x, middle - side / 2, item.box.Min.x + side, middle + side / 2);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 edge = mix(t.line, t.dim, item.is_hovered ? 0.8F : 0.5F);
  detail::draw_box(list, box, on ? t.accent : t.card, 5, on ? t.accent : edge);
  if (on) draw_icon(list, Icon::check, box.GetCenter(), side * 0.72F, t.on_accent);
  draw_text_in(list, {box.Max.x + 9, item.box.Min.y, item.box.GetWidth() - side - 9, t.row}, label,
               ink_text());
  detail::focus_ring(item.id, box, 5);
  return flipped;
}

}  // namespace purr::shell

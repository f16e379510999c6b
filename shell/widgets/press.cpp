#include "shell/widgets/press.h"

#include <string>
#include <utility>

#include "shell/theme/theme.h"
#include "shell/widgets/detail.h"
#include "shell/widgets/frame.h"
#include "shell/widgets/icons.h"

namespace purr::shell::detail {
namespace {

ImGuiWindow* window() { return ImGui::GetCurrentWindow(); }

void set_place(Control& control, const Rect& place) {
  control.x = place.x;
  control.y = place.y;
  control.width = place.width;
  control.height = place.height;
}

void set_state(Control& control, const ItemState& item) {
  control.focused = item.is_focused && focus_shown(item.id);
  control.disabled =
      (ImGui::GetCurrentContext()->LastItemData.ItemFlags & ImGuiItemFlags_Disabled) != 0;
  set_place(control, from_im(item.box));
}

/// Tabs and options of a list are also pressed by "select".
bool is_press(const ControlRequest& request, Role role) {
  return request.action == "press" ||
         (request.action == "select" && (role == Role::tab || role == Role::option));
}

}  // namespace

ItemState pressable(Control control, const ImRect& box, const PressOptions& options) {
  const std::string id = control.id;
  const Role role = control.role;
  ItemState item = press_box(item_id(id), box, options.is_enabled);
  set_state(control, item);
  registry().add(std::move(control));
  if (auto request = take_request(id, item)) {
    if (is_press(*request, role)) {
      item.is_pressed = true;
    } else {
      item.request = std::move(request);
    }
  }
  hint_over(item.id, item.is_hovered, focus_shown(item.id), options.hint);
  if (options.has_hand && item.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return item;
}

ItemState pressable(Control control, ImVec2 size, const PressOptions& options) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::ItemSize(size, 0.0F);
  return pressable(std::move(control), ImRect(at, {at.x + size.x, at.y + size.y}), options);
}

bool close_button(std::string_view id, float side, const CloseLook& look) {
  const ItemState item = pressable({.id = std::string(id), .label = "×"}, ImVec2(side, side));
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (item.is_hovered && look.hovered_ground != 0) {
    draw_box(list, item.box, look.hovered_ground, theme().control_radius);
  }
  draw_icon(list, Icon::close, item.box.GetCenter(), look.icon_size,
            item.is_hovered ? look.hovered_colour : look.colour);
  focus_ring(item, look.ring_radius, look.ring_grow);
  return item.is_pressed;
}

ImGuiID item_id(std::string_view id) { return window()->GetID(id.data(), id.data() + id.size()); }

ItemState press_item(std::string_view id, ImVec2 size, bool enabled, ImGuiButtonFlags flags) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect box(at, {at.x + size.x, at.y + size.y});
  ImGui::ItemSize(size, 0.0F);
  return press_box(item_id(id), box, enabled, flags);
}

ItemState press_box(ImGuiID id, const ImRect& box, bool enabled, ImGuiButtonFlags flags) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  ItemState item;
  item.id = id;
  item.box = box;
  const ImGuiItemFlags disabled = ImGuiItemFlags_Disabled;
  item.is_visible = ImGui::ItemAdd(box, id, nullptr, enabled ? ImGuiItemFlags{} : disabled);
  item.is_focused = g.NavId == id;
  const bool usable = enabled && (g.CurrentItemFlags & ImGuiItemFlags_Disabled) == 0;
  // An item that is disabled while it is held would stay active for ever.
  if (!usable && g.ActiveId == id) ImGui::ClearActiveID();
  if (item.is_visible && usable) {
    item.is_pressed = ImGui::ButtonBehavior(box, id, &item.is_hovered, &item.is_held, flags);
    // A lifted finger hovers over nothing, except during a pinch, which arrives as a wheel.
    if (g.IO.MouseSource == ImGuiMouseSource_TouchScreen && !g.IO.MouseDown[0] &&
        g.IO.MouseWheel == 0) {
      item.is_hovered = false;
    }
    if (item.is_pressed) want_redraw();  // the change is visible in the next frame
  }
  return item;
}

Control control_of(std::string_view id, Role role, std::string_view label, const ItemState& item) {
  Control control{.id = std::string(id), .role = role, .label = std::string(label)};
  set_state(control, item);
  return control;
}

Control control_at(std::string_view id, Role role, std::string_view label, const Rect& place) {
  Control control{.id = std::string(id), .role = role, .label = std::string(label)};
  set_place(control, place);
  return control;
}

std::optional<ControlRequest> take_request(std::string_view id, const ItemState& item) {
  auto request = registry().take(registry().full_id(id));
  if (!request) return std::nullopt;
  want_redraw();
  if (request->action == "focus") {
    focus_item(item);
    return std::nullopt;
  }
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if ((g.LastItemData.ItemFlags & ImGuiItemFlags_Disabled) != 0) return std::nullopt;
  return request;
}

void focus_item(const ItemState& item) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  ImGuiWindow* w = window();
  ImGui::SetFocusID(item.id, w);
  w->NavRectRel[w->DC.NavLayerCurrent] = ImGui::WindowRectAbsToRel(w, item.box);
  g.NavCursorVisible = true;
  ImGui::ScrollToRect(w, {item.box.Min.x, item.box.Min.y - 8, item.box.Max.x, item.box.Max.y + 8},
                      ImGuiScrollFlags_KeepVisibleEdgeY);
}

bool focus_shown(ImGuiID id) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  return g.NavId == id && g.NavCursorVisible;
}

void focus_ring(const ItemState& item, float radius, float grow) {
  focus_ring(item.id, item.box, radius, grow);
}

void focus_ring(ImGuiID id, ImRect box, float radius, float grow) {
  if (!focus_shown(id)) return;
  box.Expand(grow);
  window()->DrawList->AddRect(box.Min, box.Max, theme().accent_text, radius + grow, 0, 2.0F);
}

void own_keys(ImGuiID id, std::initializer_list<ImGuiKey> keys) {
  for (const ImGuiKey key : keys) ImGui::SetKeyOwner(key, id);
}

bool key_pressed(ImGuiID id, ImGuiKey key) {
  return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id);
}

}  // namespace purr::shell::detail

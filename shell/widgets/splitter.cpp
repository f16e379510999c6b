#include <algorithm>
#include <cmath>

#include "shell/widgets/detail.h"
#include "shell/widgets/numbers.h"
#include "shell/widgets/places.h"

namespace purr::shell {

bool splitter(std::string_view id, std::string_view label, const Rect& place, float& size,
              const SplitterSpec& spec) {
  const ImVec2 back = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({place.x, place.y});
  const detail::ItemState item = detail::press_item(id, {place.width, place.height});
  const float before = size;
  const float sign = spec.is_reversed ? -1.0F : 1.0F;
  Control control = detail::control_of(id, Role::slider, plain(label), item);
  control.min = spec.min;
  control.max = spec.max;
  control.step = 8.0;
  control.now = size;
  control.value = number(std::round(size), 0);
  registry().add(std::move(control));
  while (const auto request = detail::take_request(id, item)) {
    const double value = parse_number(request->value).value_or(0);
    if (request->action == "set") size = static_cast<float>(value);
    if (request->action == "step") size += 8.0F * static_cast<float>(value);
    if (request->action == "min") size = spec.min;
    if (request->action == "max") size = spec.max;
  }
  const ImGuiKey less = spec.is_horizontal ? ImGuiKey_UpArrow : ImGuiKey_LeftArrow;
  const ImGuiKey more = spec.is_horizontal ? ImGuiKey_DownArrow : ImGuiKey_RightArrow;
  if (item.is_focused) {
    detail::own_keys(item.id, {less, more});
    if (detail::key_pressed(item.id, less)) size -= 8.0F * sign;
    if (detail::key_pressed(item.id, more)) size += 8.0F * sign;
  }
  if (item.is_hovered || item.is_held) {
    ImGui::SetMouseCursor(spec.is_horizontal ? ImGuiMouseCursor_ResizeNS
                                             : ImGuiMouseCursor_ResizeEW);
  }
  if (item.is_held) {
    detail::claim_drag(item.id);
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    size += sign * (spec.is_horizontal ? moved.y : moved.x);
  }
  if (item.is_hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) size = spec.usual;
  size = std::clamp(size, spec.min, std::max(spec.min, spec.max));
  const float lit = item.is_held                                      ? 1.0F
                    : item.is_hovered || detail::focus_shown(item.id) ? 0.55F
                                                                      : 0.0F;
  if (lit > 0.0F) {
    const ImVec2 centre = item.box.GetCenter();
    const float half = 22.0F;
    const ImRect bar = spec.is_horizontal
                           ? ImRect(centre.x - half, centre.y - 2, centre.x + half, centre.y + 2)
                           : ImRect(centre.x - 2, centre.y - half, centre.x + 2, centre.y + half);
    detail::draw_pill(ImGui::GetWindowDrawList(), bar, with_alpha(theme().accent, lit));
  }
  detail::hint_over(item.id, item.is_hovered && !item.is_held, detail::focus_shown(item.id),
                    spec.hint);
  ImGui::SetCursorScreenPos(back);
  if (size != before) want_redraw();
  return size != before;
}

}  // namespace purr::shell

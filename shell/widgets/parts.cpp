#include "shell/widgets/parts.h"

#include <array>
#include <string>
#include <utility>

#include "shell/widgets/detail.h"
#include "shell/widgets/tooltips.h"

namespace purr::shell {
namespace {

std::optional<Direction> direction_of(const ControlRequest& request) {
  if (request.action != "walk") return std::nullopt;
  if (request.value == "left") return Direction::left;
  if (request.value == "right") return Direction::right;
  if (request.value == "up") return Direction::up;
  if (request.value == "down") return Direction::down;
  return std::nullopt;
}

std::optional<Direction> pressed_direction(ImGuiID id) {
  constexpr std::array kKeys{std::pair{ImGuiKey_LeftArrow, Direction::left},
                             std::pair{ImGuiKey_RightArrow, Direction::right},
                             std::pair{ImGuiKey_UpArrow, Direction::up},
                             std::pair{ImGuiKey_DownArrow, Direction::down}};
  detail::own_keys(id,
                   {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow});
  for (const auto& [key, way] : kKeys) {
    if (detail::key_pressed(id, key)) return way;
  }
  return std::nullopt;
}

}  // namespace

PartState part(const PartSpec& spec) {
  // The first line of the words is the name, which a screen reader has as the label.
  const std::size_t end_of_name = spec.words.find('\n');
  const std::string_view value =
      end_of_name == std::string_view::npos ? spec.words : spec.words.substr(end_of_name + 1);
  ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, !spec.is_current);
  const detail::ItemState item = detail::pressable({.id = std::string(spec.id),
                                                    .label = plain(spec.label),
                                                    .value = plain(value),
                                                    .selected = spec.is_current,
                                                    .is_part = true},
                                                   detail::to_im(spec.place));
  ImGui::PopItemFlag();
  PartState state{.is_hovered = item.is_hovered && spec.is_under,
                  .is_focused = item.is_focused,
                  .is_shown_focused = detail::focus_shown(item.id),
                  .is_pressed = item.is_pressed && (spec.is_under || !item.is_hovered)};
  if (item.request) state.walk = direction_of(*item.request);
  if (item.is_focused) {
    if (const auto way = pressed_direction(item.id)) state.walk = way;
  }
  if (state.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (!spec.words.empty()) {
    // A finger that presses a part also reads it; the mouse reads by hovering.
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const bool by_finger = g.IO.MouseSource == ImGuiMouseSource_TouchScreen;
    detail::offer_bubble({.id = item.id,
                          .over = item.box,
                          .is_hovered = state.is_hovered,
                          .is_focused = state.is_shown_focused,
                          .is_pressed = state.is_pressed && by_finger,
                          .words = spec.words});
  }
  detail::focus_ring(item, spec.radius, 2.0F);
  return state;
}

void focus_part(std::string_view id, const Rect& place) {
  detail::ItemState item;
  item.id = detail::item_id(id);
  item.box = detail::to_im(place);
  detail::focus_item(item);
}

}  // namespace purr::shell

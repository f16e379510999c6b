// The one bubble that explains what is under the mouse, under the keyboard, or was tapped.
#pragma once

#include <optional>
#include <string_view>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/widgets/places.h"

namespace purr::shell::detail {

/// An item that has something to say in this frame.
struct BubbleOffer {
  ImGuiID id = 0;
  ImRect over{};  ///< what the bubble speaks of, and never covers
  bool is_hovered = false;
  bool is_focused = false;
  bool opens_by_tap = false;  ///< a tap on `over` pins the bubble: the item has no press of its own
  bool is_pressed = false;    ///< pins the bubble in this frame
  std::string_view words{};
};

/// Offers a bubble; the end of the frame shows at most one: the smallest hovered item's, otherwise
/// the pinned one, otherwise that of the keyboard.
void offer_bubble(const BubbleOffer& offer);

/// True while a pinned bubble is shown: Escape closes it and nothing else.
[[nodiscard]] bool bubble_takes_escape();

/// The box of a bubble of this size: below `over`, above it, right or left of it, wherever it fits
/// on the screen; beside the pointer where `over` leaves no room on any side.
[[nodiscard]] Rect bubble_place(const Rect& over, ImVec2 size, ImVec2 screen,
                                std::optional<ImVec2> pointer = {});

}  // namespace purr::shell::detail

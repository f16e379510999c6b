// Parts of a drawing, such as the units of a network: many controls among which the arrow keys
// walk, while Tab stops only once.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "shell/widgets/places.h"

namespace purr::shell {

enum class Direction : std::uint8_t { left, right, up, down };

struct PartSpec {
  std::string_view id;
  std::string_view label;  ///< for screen readers
  /// Its name and what it says, in lines with the markup of text.h; shown in a bubble under the
  /// mouse and the keyboard. May be empty while it is neither.
  std::string_view words = {};
  Rect place;
  bool is_current = false;  ///< Tab stops here
  bool is_under = true;     ///< false: the pointer misses what is drawn in `place`
  float radius = 6.0F;      ///< of the focus ring
};

struct PartState {
  bool is_hovered = false;
  bool is_focused = false;        ///< the keyboard is here
  bool is_shown_focused = false;  ///< and its ring is drawn
  bool is_pressed = false;
  std::optional<Direction> walk{};  ///< an arrow key, or a request to walk
};

/// Makes `place` a control that is pressed, focused and explained. Draws nothing but the focus
/// ring; the cursor stays where it is.
PartState part(const PartSpec& spec);

/// Moves the keyboard to a part of this frame.
void focus_part(std::string_view id, const Rect& place);

}  // namespace purr::shell

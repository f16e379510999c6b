#pragma once

#include <string_view>

#include "imgui.h"

/// Keys of the DOM as the program understands them.
namespace purr::shell::browser {

/// Bits of `modifiers` in every input call; web/page/input/events.js makes them.
enum Modifier : int { kShift = 1, kControl = 2, kAlt = 4, kMeta = 8 };

/// The key of a KeyboardEvent.code, such as "KeyZ". Both name a place of the keyboard rather than a
/// letter. ImGuiKey_None for a key that the program does not use.
ImGuiKey key_of(std::string_view code);

/// Who takes a key that is pressed or released.
struct KeyUse {
  bool is_passed_on = false;          ///< the program sees it
  bool is_kept_from_browser = false;  ///< the browser must not act on it
};
/// @param takes_text  a field on the canvas takes text.
KeyUse use_of_key(ImGuiKey key, bool is_down, int modifiers, bool takes_text);

}  // namespace purr::shell::browser

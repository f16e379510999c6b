// Places on the screen that explain themselves: a bubble beside a symbol says what it means.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shell/theme/words.h"
#include "shell/widgets/places.h"

namespace purr::shell {

/// Makes `place` explain `word`: one bubble beside it, after 300 ms under the mouse, by keyboard
/// focus, or by a tap, until the next tap or Escape. `extra` is a second line with the live
/// numbers; `layer` fills the [l] of the word. Registers an image labelled "symbol: sentence" with
/// `extra` as its value; "press" opens the bubble as a tap does. Takes no press away from what lies
/// below it. Of overlapping places the smallest answers. Draws nothing else and does not move the
/// cursor.
void explain(std::string_view id, const Rect& place, Word word, std::string_view extra = {},
             int layer = 0);
/// The same with a symbol (in the markup of text.h) and a sentence of the caller's.
void explain(std::string_view id, const Rect& place, std::string_view symbol,
             std::string_view sentence, std::string_view extra);

/// Explains the item that was drawn last, such as a text.
void explain_last_item(std::string_view id, Word word, std::string_view extra = {}, int layer = 0);

/// The bubble of the last complete frame.
struct ShownBubble {
  std::string words;  ///< with markup
  Rect box;
  Rect over;  ///< what it speaks of
};
[[nodiscard]] const std::optional<ShownBubble>& shown_bubble();

}  // namespace purr::shell

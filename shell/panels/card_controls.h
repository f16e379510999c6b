#pragma once

#include <string_view>

#include "shell/panels/workbench.h"

/// Small controls in the title rows of cards.
namespace purr::shell {

/// Between its construction and destruction controls have ids as in the card `id`. For cards that
/// show controls of another one, which keep their ids.
class ControlScope {
 public:
  explicit ControlScope(const char* id);
  ~ControlScope();
  ControlScope(const ControlScope&) = delete;
  ControlScope& operator=(const ControlScope&) = delete;
};

/// A link at the right end of a title row, on the line of the title.
/// @param right  where the row ends; moves to the left of the link.
/// @return       true when it is pressed.
bool title_link(const Rect& title, float& right, std::string_view id, std::string_view label,
                std::string_view hint);
/// A title with two arrows at its right, `id`_before and `id`_after.
/// @return the layer that is shown from now on, 1 to `L`.
int layer_arrows(std::string_view id, std::string_view title, int l, int L);

}  // namespace purr::shell

// Things to press: buttons, links, rows that open, cards that are one button.
#pragma once

#include <string_view>

#include "shell/widgets/icons.h"

namespace purr::shell {

enum class ButtonKind {
  primary,  ///< the accent; one in view
  soft,     ///< a pill on the soft surface with a hairline
  outline,  ///< card-coloured with a hairline
  bare      ///< only the label; a surface appears under the mouse
};

struct ButtonSpec {
  ButtonKind kind = ButtonKind::soft;
  Icon icon = Icon::none;
  Icon trailing = Icon::none;    ///< after the label, such as a chevron
  std::string_view note = {};    ///< small dim text after the label
  float width = 0.0F;            ///< 0: as wide as the label needs; negative: the available width
  float height = 0.0F;           ///< 0: the theme's
  bool is_icon_only = false;     ///< the label is shown to screen readers and as tooltip only
  bool is_left_aligned = false;  ///< the label begins at the left instead of being centred
  bool is_pressed = false;       ///< drawn as pressed in: a mode that is on
  bool is_enabled = true;
  std::string_view hint = {};  ///< tooltip
};

/// @return true when pressed in this frame.
bool button(std::string_view id, std::string_view label, const ButtonSpec& spec = {});

/// A button that looks like a link: a label in the accent colour.
bool link(std::string_view id, std::string_view label, std::string_view hint = {},
          float size = 0.0F);

/// A row that shows and hides the widgets below it; leave them out while `open` is false.
/// @return true when it was pressed.
bool disclosure(std::string_view id, std::string_view label, bool& open,
                std::string_view hint = {});

/// A large card that is one button: title, a sentence, optional icon; highlighted when chosen.
bool tap_card(std::string_view id, std::string_view title, std::string_view words,
              bool chosen = false, Icon icon = Icon::none);

}  // namespace purr::shell

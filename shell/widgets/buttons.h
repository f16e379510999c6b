// Things to press: buttons, links, rows that open, cards that are one button.
#pragma once

#include <string_view>

#include "shell/widgets/icons.h"

namespace purr::shell {

enum class ButtonKind {
  primary,  ///< the accent; one in view
  soft,     ///< a pill on the soft surface with a hairline
  outline,  ///< card-coloured with a hairline
  bare      ///< only the words; a surface appears under the mouse
};

struct ButtonSpec {
  ButtonKind kind = ButtonKind::soft;
  Icon icon = Icon::none;
  Icon trailing = Icon::none;    ///< after the words, such as a chevron
  std::string_view note = {};    ///< small dim words after the label
  float width = 0.0F;            ///< 0: as wide as the words need; negative: fill what is there
  float height = 0.0F;           ///< 0: the theme's
  bool is_icon_only = false;     ///< the label is only for readers and the tooltip
  bool is_left_aligned = false;  ///< the words begin at the left instead of standing in the middle
  bool is_pressed = false;       ///< drawn as held in: a mode that is on
  bool is_enabled = true;
  std::string_view hint = {};  ///< tooltip
};

/// @return true when pressed in this frame.
bool button(std::string_view id, std::string_view label, const ButtonSpec& spec = {});

/// Words in the accent colour that act.
bool link(std::string_view id, std::string_view label, std::string_view hint = {},
          float size = 0.0F);

/// A row that opens and closes what stands below it; leave that out while `open` is false.
/// @return true when it was pressed.
bool disclosure(std::string_view id, std::string_view label, bool& open,
                std::string_view hint = {});

/// A large card that is one button: title, a sentence, optional icon; lit when chosen.
bool tap_card(std::string_view id, std::string_view title, std::string_view words,
              bool chosen = false, Icon icon = Icon::none);

}  // namespace purr::shell

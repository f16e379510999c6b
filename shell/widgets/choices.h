// One of several: tabs, choosers, menus; and on or off: toggles, check boxes.
#pragma once

#include <span>
#include <string_view>

#include "shell/widgets/buttons.h"

namespace purr::shell {

/// One of several things to choose from.
struct Choice {
  std::string_view label;
  std::string_view id = {};  ///< stable; empty: the position
  std::string_view hint = {};
  bool is_enabled = true;
};

/// A row of tabs in one well; the chosen one is a raised pill. Left and right arrows move.
/// @param width   0: what is left of the row.
/// @param height  0: that of a row of controls; smaller in a title row.
/// @return true when `chosen` changed.
bool segmented(std::string_view id, std::string_view label, std::span<const Choice> choices,
               int& chosen, float width = 0.0F, float height = 0.0F);

/// Tabs with a line under the chosen one and a hairline under all. `fill` spreads them over the
/// width, as on a phone.
bool tabs(std::string_view id, std::string_view label, std::span<const Choice> choices, int& chosen,
          bool fill = false);

struct ChooserSpec {
  bool has_label = true;  ///< a row with the label at the left; else the pill alone
  bool is_link = false;   ///< looks like a link with a chevron instead of a pill
  float width = 0.0F;  ///< of the pill; 0: what is left of the row, or as wide as the label needs
  float label_width = 0.0F;  ///< 0: as sliders
  bool is_enabled = true;
  std::string_view hint = {};
};

/// The height of a chooser that looks like a link, to align other items with it.
float link_chooser_height();
/// A pill that opens a list. Up and down move in the list, Enter chooses, Escape closes it, a
/// letter jumps to the next choice that begins with it.
bool chooser(std::string_view id, std::string_view label, std::span<const Choice> choices,
             int& chosen, const ChooserSpec& spec = {});

/// A button that opens a list of actions.
/// @return the number of the action chosen in this frame, or -1.
int menu(std::string_view id, std::string_view label, std::span<const Choice> actions,
         const ButtonSpec& spec = {});

bool toggle(std::string_view id, std::string_view label, bool& on, std::string_view hint = {});
bool checkbox(std::string_view id, std::string_view label, bool& on, std::string_view hint = {});

}  // namespace purr::shell

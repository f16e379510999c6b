// Small pictures drawn as paths: sharp at every size and coloured like the text beside them.
#pragma once

#include "imgui.h"

namespace purr::shell {

enum class Icon {
  none,
  cat,  ///< the program's logo; always in the colour of cats
  play,
  pause,
  step_forward,
  step_back,
  rewind,
  plus,
  minus,
  close,
  check,
  cross,
  chevron_down,
  chevron_up,
  chevron_left,
  chevron_right,
  triangle_left,
  triangle_right,
  arrow_up,
  arrow_down,
  theme,  ///< half moon
  help,
  info,
  warning,
  share,
  download,
  upload,
  more,
  dice,  ///< a new seed
  pin,
  trash,
  undo,
  fit,   ///< show the whole plot
  lock,  ///< frozen
  lock_open,
};

/// Draws an icon inside a square of `size` around `centre`.
void draw_icon(ImDrawList* list, Icon icon, ImVec2 centre, float size, ImU32 colour);

}  // namespace purr::shell

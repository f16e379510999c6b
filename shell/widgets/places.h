// Where widgets are placed: regions, columns, gaps, scrolling parts, lines that resize.
#pragma once

#include <string_view>

#include "imgui.h"

namespace purr::shell {

/// A rectangle in screen pixels.
struct Rect {
  float x = 0.0F, y = 0.0F, width = 0.0F, height = 0.0F;
  [[nodiscard]] float right() const { return x + width; }
  [[nodiscard]] float bottom() const { return y + height; }
};

/// Places the following widgets from the top left of `place` to its right edge, clipped to it when
/// `clip` is true. After end_region the cursor is below the region.
void begin_region(const Rect& place, bool clip = true);
void end_region();

/// Part `index` of `count` equal columns of the available width, at the cursor.
[[nodiscard]] Rect column(int index, int count, float height, float gap = 8.0F);

/// A vertical gap.
void space(float pixels);
/// Moves the cursor to the right of the last item, `gap` away, if `needed` pixels are left there,
/// otherwise to the next line.
/// @return true when the cursor is beside the last item.
bool go_on_beside(float needed, float gap);

/// A hairline across the available width.
void hairline();

struct SplitterSpec {
  float min = 0.0F, max = 1.0F;
  float usual = 0.0F;          ///< set by a double click
  bool is_horizontal = false;  ///< a line from left to right, moved up and down
  bool is_reversed = false;    ///< the part that is resized lies right of (or below) the line
  std::string_view hint = {};
};

/// The line between two parts of the page, which sets the size of one of them. Drag it, or move it
/// with the arrow keys.
/// @return true while the size changes.
bool splitter(std::string_view id, std::string_view label, const Rect& place, float& size,
              const SplitterSpec& spec);

/// A region that scrolls vertically: by wheel, by a finger with momentum on touch, and to follow
/// the keyboard focus. A tap presses what is inside; a drag that scrolls presses nothing.
void begin_scroll(std::string_view id, ImVec2 size);
void end_scroll();

}  // namespace purr::shell

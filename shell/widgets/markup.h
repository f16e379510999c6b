// Marked-up text as runs of one typeface and size each, and their widths. Draws nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "shell/widgets/text.h"

namespace purr::shell::detail {

/// A part of a text in one typeface, size and height.
struct Run {
  std::string_view words;
  ImFont* font = nullptr;
  float size = 0.0F;
  float raise = 0.0F;  ///< pixels above the baseline
  bool is_script = false;
  /// Moves the pen before and after the run: a subscript stands below its superscript, and the text
  /// goes on behind the wider of them.
  float before = 0.0F, after = 0.0F;
  std::string_view plain{};  ///< what the run is without markup, where that is not `words`
};

/// Splits marked-up text into runs. `kept` is cleared first.
void parse(std::string_view words, const TextStyle& style, std::vector<Run>& kept);

[[nodiscard]] float run_width(const Run& run);
[[nodiscard]] float width_of(const std::vector<Run>& runs);
/// The text of the runs, without markup.
[[nodiscard]] std::string words_of(const std::vector<Run>& runs);

/// The character at the front of `words`, which is removed. Invalid UTF-8 gives U+FFFD and one
/// byte.
unsigned int next_character(std::string_view& words);

/// The glyphs of a typeface at a size, at the pixel density of this frame.
[[nodiscard]] ImFontBaked* baked_of(ImFont* font, float size);

/// Font sizes in quarters of a pixel: fewer sets of glyphs in the texture, no visible difference.
[[nodiscard]] float quantised(float size);

[[nodiscard]] ImFont* font_of(Weight weight);
[[nodiscard]] float size_of(const TextStyle& style);

}  // namespace purr::shell::detail

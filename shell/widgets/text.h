// Text: one line or wrapped, with superscripts and subscripts, measured and drawn.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "shell/widgets/places.h"

namespace purr::shell {

enum class Weight { regular, semibold, mono };

struct TextStyle {
  float size = 0.0F;  ///< 0: the theme's text size (mono: its mono size)
  Weight weight = Weight::regular;
  ImU32 colour = 0;  ///< 0: ink
};

/// Ready-made styles.
[[nodiscard]] TextStyle ink_text();
[[nodiscard]] TextStyle dim_text();
[[nodiscard]] TextStyle title_text();
[[nodiscard]] TextStyle strong_text();
[[nodiscard]] TextStyle mono_text();
[[nodiscard]] TextStyle small_text();

/// A text as drawn in the last frame, for tests of clipped and overlapping texts.
struct SeenText {
  std::string words;
  Rect box;
  Rect clip;                ///< the clip rectangle it was drawn in
  bool is_cut = false;      ///< shortened with an ellipsis
  bool scrolls = false;     ///< parts outside the clip can be scrolled to
  std::uint32_t layer = 0;  ///< texts of the same layer must not overlap
};
/// Keeps the texts of every frame from now on.
void watch_texts();
[[nodiscard]] const std::vector<SeenText>& seen_texts();

/// Text in one line, as an item. Markup: `W^[1]` raises the bracket and what is in it, `n_{x}` and
/// `10^{-4}` lower and raise the braces' content without the braces, a subscript directly after a
/// superscript stands below it (`W^[2]_{3,5}`), superscripts of Unicode (⁻⁷, ᵀ) are drawn as raised
/// characters, `**word**` is semibold.
/// A backslash before a markup character makes it an ordinary one.
void text(std::string_view words, const TextStyle& style = {});

/// Text broken into lines within the available width (or `width`), between words, and between
/// Chinese characters except before closing punctuation. Same markup.
void paragraph(std::string_view words, const TextStyle& style = {}, float width = 0.0F);

/// The height that `paragraph` takes in this width.
[[nodiscard]] float paragraph_height(std::string_view words, const TextStyle& style, float width);

/// Size of one line of marked-up text.
[[nodiscard]] ImVec2 measure(std::string_view words, const TextStyle& style = {});

enum class Align { left, centre, right };

/// Draws marked-up text without making an item: `at` is the left, centre or right of its top.
void draw_text(ImDrawList* list, ImVec2 at, std::string_view words, const TextStyle& style = {},
               Align align = Align::left);

/// Draws marked-up text inside a box, vertically centred, shortened with … where it does not fit.
void draw_text_in(ImDrawList* list, const Rect& box, std::string_view words,
                  const TextStyle& style = {}, Align align = Align::left);

/// The text without markup, as a screen reader reads it ("W[1]").
[[nodiscard]] std::string plain(std::string_view marked_up);

}  // namespace purr::shell

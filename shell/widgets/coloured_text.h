// Sentences whose parts have colours of their own, in lines of a width.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "shell/widgets/text.h"

namespace purr::shell {

/// A part of a sentence. Without markup.
struct ColouredText {
  std::string words{};
  ImU32 colour = 0;  ///< 0: ink
  Weight weight = Weight::regular;
};

/// Fills {0}, {1} … of `form` with parts; what stands between them has the colour and weight of
/// `around`. A part may be used more than once, or not at all.
[[nodiscard]] std::vector<ColouredText> coloured(std::string_view form,
                                                 std::span<const ColouredText> parts,
                                                 const ColouredText& around);
/// The words of all parts.
[[nodiscard]] std::string plain(std::span<const ColouredText> parts);

/// The height of the parts, one after another, in lines of at most `width`. Lines are broken where
/// `paragraph` breaks them.
/// @param size  of the letters, points.
[[nodiscard]] float coloured_height(std::span<const ColouredText> parts, float size, float width);
/// Draws them from the top left `at`, without making an item.
void draw_coloured(ImDrawList* list, ImVec2 at, std::span<const ColouredText> parts, float size,
                   float width);

}  // namespace purr::shell

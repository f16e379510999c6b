#pragma once

#include <initializer_list>
#include <string_view>

#include "shell/widgets/places.h"
#include "shell/widgets/text.h"

/// Labels that never reach beyond their box: of several forms the longest that fits is drawn.
namespace purr::shell {

/// What a label leaves free at either side of its box, so that it does not touch its neighbour.
inline constexpr float kLabelMargin = 3.0F;

/// The first of these words that fits into the width; empty if none does. The words must outlive
/// the result.
std::string_view fitting(std::initializer_list<std::string_view> forms, float width,
                         const TextStyle& style);

/// Draws words in the middle of a box.
/// @return  where they stand; without words the whole box.
Rect draw_label(const Rect& box, std::string_view words, const TextStyle& style);

}  // namespace purr::shell

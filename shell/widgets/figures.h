// Things to look at: bars, badges, units, formulas.
#pragma once

#include <string_view>

#include "imgui.h"
#include "shell/widgets/places.h"

namespace purr::shell {

/// A bar that fills; `words` stand at its right.
void progress(std::string_view id, std::string_view label, double fraction,
              std::string_view words = {});

/// A small pill with words.
void badge(std::string_view words, ImU32 colour);

/// A small square of a colour and words: one entry of a legend.
void swatch(std::string_view words, ImU32 colour);

/// A vertical bar: the part `probability` of it in the colour of cats from below, the rest in that
/// of the other class.
void probability_bar(ImVec2 size, double probability);
void draw_probability_bar(ImDrawList* list, const Rect& place, double probability);

/// A horizontal one.
void draw_meter(ImDrawList* list, const Rect& place, double fraction, ImU32 colour);

/// A circle filled by the diverging scale: one unit of a layer.
void draw_unit(ImDrawList* list, ImVec2 centre, float radius, float value);

/// A soft well with a formula and, under it, the same with the numbers in it.
void formula(std::string_view equation, std::string_view with_numbers = {});

}  // namespace purr::shell

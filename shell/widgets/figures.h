// Things to look at: bars, badges, units, formulas.
#pragma once

#include <string_view>

#include "imgui.h"
#include "shell/widgets/places.h"

namespace purr::shell {

/// A progress bar with a text at its right.
void progress(std::string_view id, std::string_view label, double fraction,
              std::string_view words = {});

/// A small pill with a text.
void badge(std::string_view words, ImU32 colour);

/// A small square of a colour and a text: one entry of a legend.
void swatch(std::string_view words, ImU32 colour);

/// A vertical bar of a probability: from below in the colour of cats, the rest in that of the other
/// class.
void probability_bar(ImVec2 size, double probability);
void draw_probability_bar(ImDrawList* list, const Rect& place, double probability);

/// A horizontal bar that is filled from the left.
void draw_meter(ImDrawList* list, const Rect& place, double fraction, ImU32 colour);

/// A circle in a colour of the diverging scale: one unit of a layer.
void draw_unit(ImDrawList* list, ImVec2 centre, float radius, float value);

/// A formula in a soft box and, below it, the same formula with numbers.
void formula(std::string_view equation, std::string_view with_numbers = {});

}  // namespace purr::shell

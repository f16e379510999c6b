// Formulas on the screen: set in a typeface for mathematics, with parts that light up and numbers.
// The text's language is described in parse.h.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "imgui.h"
#include "shell/widgets/places.h"

namespace purr::shell {

struct FormulaStyle {
  float size = 0.0F;  ///< of the type; 0: the size of an equation in a row
  ImU32 colour = 0;   ///< 0: ink
  /// The marked part that is lit, by its id; empty: none.
  std::string_view lit = {};
  /// The colour of a marked part; 0 or no function: that of the formula.
  std::function<ImU32(std::string_view id)> part_colour{};
  /// The number that a marked part stands for, drawn below it; empty or no function: none.
  std::function<std::string(std::string_view id)> number{};
};

/// Size of a formula, its numbers included.
[[nodiscard]] ImVec2 measure_formula(std::string_view text, const FormulaStyle& style = {});

/// Draws a formula with its left top corner at `at`, without making an item.
/// @return the id of the marked part under the pointer, or nothing.
std::string draw_formula(ImDrawList* list, ImVec2 at, std::string_view text,
                         const FormulaStyle& style = {});

/// A formula as an item, registered as an image whose label is the formula in words.
/// @return the id of the marked part under the pointer, or nothing.
std::string formula(std::string_view id, std::string_view text, const FormulaStyle& style = {});

/// A formula in a soft box of the available width and, below it, the same with numbers. A formula
/// that is too wide is set smaller.
void formula_box(std::string_view id, std::string_view text, std::string_view with_numbers = {});

}  // namespace purr::shell

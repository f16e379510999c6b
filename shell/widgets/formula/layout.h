// Formulas: from a tree to glyphs and lines at their places.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "imgui.h"
#include "shell/widgets/formula/parse.h"
#include "shell/widgets/places.h"

namespace purr::shell {

/// One thing to draw, in pixels from the left end of the formula's baseline; y grows downwards.
struct FormulaMark {
  enum class Kind : std::uint8_t { glyph, line, round_bracket, square_bracket, bar, root };
  Kind kind = Kind::glyph;
  ImFont* font = nullptr;  ///< of a glyph
  float size = 0.0F;       ///< of its type
  unsigned int character = 0;
  float x = 0.0F, y = 0.0F;           ///< a glyph's pen; else the left top corner
  float width = 0.0F, height = 0.0F;  ///< of the others
  float thickness = 0.0F;
  bool is_mirrored = false;  ///< a closing bracket
  int part = -1;             ///< the marked part it belongs to, or −1
};

/// A marked part, \id{name}{…}.
struct FormulaPart {
  std::string id{};
  Rect box{};  ///< from the left end of the baseline
};

struct FormulaLayout {
  float width = 0.0F;
  float ascent = 0.0F;   ///< above the baseline
  float descent = 0.0F;  ///< below it
  std::vector<FormulaMark> marks{};
  std::vector<FormulaPart> parts{};
};

/// @param size  of the type, in pixels.
FormulaLayout lay_out(const FormulaNode& root, float size);

}  // namespace purr::shell

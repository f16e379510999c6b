// The glossary: every symbol and term of the screen with its sentence, and a search.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shell/panels/workbench.h"
#include "shell/theme/words.h"

namespace purr::shell {

struct GlossaryState {
  std::string wanted;  ///< what was typed into the search
};

/// Draws the search and the list, at most `room` points high.
void draw_glossary(GlossaryState& state, float room);

/// The rows that contain `wanted` in a symbol, a term or a sentence of either language, in the
/// order of the table, those first whose symbol or term is `wanted` itself. Latin letters match in
/// either case; brackets of layers need not be typed ("W1", "w[1]" and "W" find W[l]). Empty: all.
[[nodiscard]] std::vector<const WordRow*> find_words(std::string_view wanted);

}  // namespace purr::shell

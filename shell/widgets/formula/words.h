// A formula in words, for screen readers and the mirror of the page.
#pragma once

#include <string>

#include "engine/core/result.h"
#include "shell/widgets/formula/parse.h"

namespace purr::shell {

/// "d Z 2 equals A 2 minus Y": every part in the order in which a teacher reads it. Brackets of
/// layers and examples are left out, a fraction is "… over …".
std::string formula_words(const FormulaNode& root, Language language);

}  // namespace purr::shell

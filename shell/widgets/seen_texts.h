// The texts of the last frame, kept for tests; see watch_texts in text.h.
#pragma once

#include <string>

#include "imgui.h"
#include "shell/widgets/places.h"

namespace purr::shell::detail {

/// True after watch_texts(): texts are kept.
[[nodiscard]] bool is_watching_texts();

/// Keeps a text of this frame that was drawn into `list`. `is_cut`: shortened with an ellipsis.
void keep_text(const ImDrawList* list, const Rect& box, std::string words, bool is_cut);

}  // namespace purr::shell::detail

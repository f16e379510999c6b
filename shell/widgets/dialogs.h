// Dialogs over the dimmed page.
#pragma once

#include <string_view>

namespace purr::shell {

/// A card over the dimmed page. Escape and a press outside close it (set `open` to false).
/// @return true while it is open; then call end_dialog.
bool begin_dialog(std::string_view id, std::string_view title, bool& open, float width = 480.0F);
void end_dialog();

}  // namespace purr::shell

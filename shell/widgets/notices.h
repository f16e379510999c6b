// What the program tells the user: tooltips, lines in a panel, sentences at the bottom of the page.
#pragma once

#include <string_view>

namespace purr::shell {

/// Attaches a bubble to the last item: after a moment under the mouse or the keyboard, on touch
/// while held.
void hint_last_item(std::string_view words);

enum class NoticeKind { info, good, warning, error };
enum class NoticeAnswer { none, action, dismissed };

/// A notice in a panel: an icon, a sentence, an optional action, a cross to close it.
NoticeAnswer notice(std::string_view id, NoticeKind kind, std::string_view words,
                    std::string_view action = {}, bool dismissable = true);

/// Shows a sentence at the bottom of the page for a few seconds. The user can close it earlier.
void toast(std::string_view words, NoticeKind kind = NoticeKind::info);

}  // namespace purr::shell

// What the program tells the user: tooltips, lines in a panel, sentences at the bottom of the page.
#pragma once

#include <string_view>

#include "shell/widgets/places.h"

namespace purr::shell {

/// Attaches a bubble to the last item: after a moment under the mouse or the keyboard, on touch
/// while held.
void hint_last_item(std::string_view words);

enum class NoticeKind { info, good, warning, error };
enum class NoticeAnswer { none, action, dismissed };

/// A notice in a panel: an icon, a sentence, an optional action, a cross to close it.
NoticeAnswer notice(std::string_view id, NoticeKind kind, std::string_view words,
                    std::string_view action = {}, bool dismissable = true);

/// Shows a sentence for a few seconds. The user can close it earlier.
/// @param subject  what it speaks of, to withdraw it by; empty: of something that is done.
void toast(std::string_view words, NoticeKind kind = NoticeKind::info,
           std::string_view subject = {});
/// Takes away the sentences about `subject`: what they say no longer holds.
void withdraw_toasts(std::string_view subject);

/// Where sentences are shown: one below the other from the top of `place`, which the layout leaves
/// free of controls and axes; see toasts_height(). Call in every frame; the bottom of the page
/// otherwise.
void place_toasts(const Rect& place);
/// The height that the sentences need in a place of this width, the gaps between them included; 0
/// without any.
[[nodiscard]] float toasts_height(float width);

}  // namespace purr::shell

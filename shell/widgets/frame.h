// The frame of all widgets: where it begins and ends, and when the next one is needed.
#pragma once

#include <optional>
#include <string>

namespace purr::shell {

/// Call right after ImGui::NewFrame() and right before ImGui::Render(). Draws toasts on top.
void begin_widgets();
void end_widgets();

/// Seconds until another frame is needed without any input: 0 while something moves, less than a
/// second while a tooltip waits or a caret blinks, infinity at rest. Valid after end_widgets().
[[nodiscard]] double seconds_until_redraw();

/// Requests the next frame within `seconds`, because something moves.
void want_redraw(double seconds = 0.0);

/// A text or number that is being typed. On a touch screen the page places an HTML input over it,
/// so that the phone's keyboard and input methods work; the input sends a "set" request.
struct TextEditing {
  std::string id;     ///< full id of the control
  std::string value;  ///< as typed so far
  bool numeric = false;
  float x = 0.0F, y = 0.0F, width = 0.0F, height = 0.0F;
};

/// What was being typed in the last frame, if anything.
[[nodiscard]] std::optional<TextEditing> text_editing();

/// Opens the window that covers the whole viewport and that everything is drawn in.
void begin_page();
void end_page();

}  // namespace purr::shell

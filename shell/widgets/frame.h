// The frame of all widgets: where it begins and ends, and when the next one is wanted.
#pragma once

#include <optional>
#include <string>

namespace purr::shell {

/// Call right after ImGui::NewFrame() and right before ImGui::Render(). Draws toasts on top.
void begin_widgets();
void end_widgets();

/// Seconds until the widgets want another frame although nothing happens outside: 0 while something
/// moves, a moment while a tooltip waits or a caret blinks, infinity at rest. Ask after
/// end_widgets().
[[nodiscard]] double seconds_until_redraw();

/// Says that something outside the widgets moves and wants the next frame within `seconds`.
void want_redraw(double seconds = 0.0);

/// A text or number that is being typed. On a touch screen the page lays a real input over it, so
/// that the phone's keyboard and input methods work; it answers with a "set" request.
struct TextEditing {
  std::string id;     ///< full id of the control
  std::string value;  ///< as it stands
  bool numeric = false;
  float x = 0.0F, y = 0.0F, width = 0.0F, height = 0.0F;
};

/// What was being typed in the last frame, if anything.
[[nodiscard]] std::optional<TextEditing> text_editing();

/// Opens the window that covers the whole viewport and that everything is drawn in.
void begin_page();
void end_page();

}  // namespace purr::shell

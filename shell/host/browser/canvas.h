#pragma once

#include <functional>
#include <string>

#include "shell/app/host.h"

/// The page as a place to draw: ImGui's context, WebGL 2 on the canvas, the clipboard and the
/// cursor. What desktop/window.h is to the desktop.
namespace purr::shell::browser {

/// Makes ImGui's context. `act` is Hooks::act.
void create_context(std::function<void(const HostAction&)> act);

/// Opens the canvas: a WebGL 2 context by GLFW, and the renderer. False where the browser has no
/// WebGL 2.
///
/// GLFW only opens the context. Its listeners are removed: they would swallow Tab and Backspace for
/// the whole page, and support neither touch nor fractional pixel ratios.
bool open_canvas(const Surface& surface);

/// Sets the size of the canvas in device pixels. Because of page zoom and fractional pixel ratios
/// it differs from points times ratio.
void set_pixels(int width, int height);
/// True while a field on the canvas takes text.
bool wants_text();
/// What ImGui reads when it pastes.
void set_clipboard(std::string text);

/// The graphics memory is lost; nothing is drawn until it is restored.
void lose_context();
/// Makes everything in graphics memory again.
void restore_context();
bool has_context();

}  // namespace purr::shell::browser

#pragma once

#include <functional>
#include <string_view>

#include "shell/app/app.h"

/// The page as a place to draw: WebGL 2 on the canvas, and the pointer, keys, clipboard and cursor.
/// What the desktop takes from its window system comes here from web/page/input.js, call by call.
namespace purr::shell::browser {

enum class PointerEvent { move, down, up, cancel, leave };
enum class PointerType { mouse, touch, pen };

/// Bits of `modifiers` in every input call.
enum Modifier : int { kShift = 1, kControl = 2, kAlt = 4, kMeta = 8 };

/// Makes ImGui's context. `act` is called for what only the page can do (Hooks::act).
void create_context(std::function<void(const HostAction&)> act);

/// Opens the canvas: a WebGL 2 context by GLFW, and the renderer. False where the browser gives no
/// WebGL 2.
///
/// GLFW opens the window and no more: its own listeners would swallow Tab and Backspace for the
/// whole page and know neither fingers nor pixel ratios, so they are taken off again.
bool open_canvas(const Surface& surface);

/// The size of the canvas in device pixels, which page zoom and odd pixel ratios make different
/// from points times ratio.
void set_pixels(int width, int height);
/// Tells ImGui the size and the time of the frame that begins.
void begin_frame(const Surface& surface, double time_ms);
/// Clears to `background_rgb`, draws what ImGui::Render made and sets the cursor's shape.
void end_frame(std::uint32_t background_rgb);
/// True while input waits for a later frame: ImGui takes a press and its release in two.
bool has_waiting_input();
/// True while a field on the canvas takes text.
bool wants_text();

void pointer(PointerEvent event, PointerType type, double x, double y, int buttons);
/// `dx`, `dy` in CSS pixels as the DOM counts them: down is positive.
void wheel(double dx, double dy, int modifiers);
/// A key by its KeyboardEvent.code. True where the program has a use for it, so that the browser
/// should have none; never for Tab, function keys and the browser's own shortcuts.
bool key(std::string_view code, bool is_down, int modifiers);
void text(const char* utf8);
/// Text from the clipboard, for the field that takes text.
void paste(std::string_view text);
void focus(bool is_focused);

/// The graphics memory is gone; nothing is drawn until it is back.
void lose_context();
/// Builds everything in graphics memory again.
void restore_context();
bool has_context();

}  // namespace purr::shell::browser

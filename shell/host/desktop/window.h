#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shell/app/host.h"

/// The desktop as a place to draw: a GLFW window with OpenGL 3.3, ImGui's context, files that are
/// dropped, the clipboard. What browser/canvas.h is to the page.
namespace purr::shell::desktop {

/// A picture of what is drawn: 3 bytes a pixel, row by row from the top.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;
};

/// The one window. Points are what the program lays out in; pixels are what the screen has.
class Window {
 public:
  /// Opens it, `width` × `height` points, with ImGui's context. An error is the system's reason.
  static std::expected<std::unique_ptr<Window>, std::string> open(int width, int height);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// Waits for an event, at most `seconds` (infinity is allowed; 0 does not wait), and passes all
  /// events to ImGui.
  void wait(double seconds);
  /// Ends a `wait`. The only function here that any thread may call.
  static void wake();

  bool is_closing() const;
  /// Whether there was input, or the window needs drawing for another reason. An event needs a few
  /// frames until hover and press have settled; each `take_frame` counts as one.
  bool wants_frame() const;
  /// False while the window is minimised.
  bool is_visible() const;
  /// Paths of files dropped on the window since the last call.
  std::vector<std::string> take_dropped();
  /// Sets width, height and pixel ratio as they are now; leaves the rest.
  void describe(Surface& surface) const;
  /// The same for the frame that is drawn next. See wants_frame.
  void take_frame(Surface& surface);
  /// What was drawn. Call between draw_frame and `show`.
  Picture picture() const;
  /// Shows what was drawn, sixty times per second at most.
  void show();

  void copy(std::string_view text);
  /// Icon of the title bar and the task list: `side` × `side` pixels of 4 bytes (RGBA).
  void set_icon(int side, std::vector<std::uint8_t> rgba);

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Opens an address (http, https) in the user's browser; ignores anything else.
void open_address(std::string_view address);

/// The language of the session by LC_ALL, LC_MESSAGES and LANG.
Language session_language();

}  // namespace purr::shell::desktop

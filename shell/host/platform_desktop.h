#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shell/app/app.h"

/// The desktop as a place to draw: a GLFW window with OpenGL 3.3, ImGui's context, files that are
/// dropped, the clipboard. What shell/host/platform_browser.h is to the page.
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
  /// Opens it, `width` × `height` points. An error is the system's reason, in words.
  static std::expected<std::unique_ptr<Window>, std::string> open(int width, int height);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// Sleeps until something happens, at most `seconds` (infinity is allowed; 0 only looks), and
  /// takes in what has happened.
  void wait(double seconds);
  /// Ends a `wait`. The one thing here that any thread may call.
  static void wake();

  bool is_closing() const;
  /// Whether there was input, or the window needs drawing for another reason. `begin_frame` answers
  /// it; hover and press settle in some frames more, which are asked for in the same way.
  bool wants_frame() const;
  /// Whether there is anything to draw on: not while the window is minimised.
  bool is_visible() const;
  /// Paths of files dropped on the window since the last call.
  std::vector<std::string> take_dropped();
  /// Its size, pixel ratio and so on, as they are now. Colours and motion are left as they are.
  void describe(Surface& surface) const;

  /// Around App::frame: sizes and input before it, its picture drawn on `background` after it.
  void begin_frame();
  void end_frame(std::uint32_t background_rgb);
  /// What was drawn; asked between `end_frame` and `show`.
  Picture picture() const;
  /// Puts it on the screen, sixty times a second at most.
  void show();
  /// True while input waits for a later frame: ImGui takes a press and its release in two.
  bool has_waiting_input() const;

  void copy(std::string_view text);
  /// The program's mark in the title bar and the task list: square, 4 bytes a pixel.
  void set_icon(int side, std::vector<std::uint8_t> rgba);

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Opens an address (http, https) in the person's browser; anything else is left alone.
void open_address(std::string_view address);

/// The language of the session by LC_ALL, LC_MESSAGES and LANG.
Language session_language();

}  // namespace purr::shell::desktop

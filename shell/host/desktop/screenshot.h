#pragma once

#include <string>

#include "engine/run/messages.h"
#include "shell/host/desktop/window.h"
#include "shell/panels/host_actions.h"
#include "shell/program/command_line/command_line.h"

namespace purr::shell::desktop {

/// The part of a picture of the window that an action names.
/// @param pixel_ratio  of the surface.
Picture cut_out(const Picture& whole, const SavePicture& part, float pixel_ratio);

/// Writes a picture as a PNG file. Errors: write_failed.
Result<void> write_png(const std::string& path, const Picture& picture);

/// When the picture of the option --screenshot is taken: once nothing moves any more.
class ScreenshotTimer {
 public:
  explicit ScreenshotTimer(const WindowOptions& options) : options_(options) {}

  /// Follows the phase of the run.
  void receive(const Update& update);
  /// Call after every frame. @param is_at_rest  no input, update, animation or file is pending.
  bool is_due(bool is_at_rest, double now_s);
  /// Seconds after which `is_due` must be called again although nothing happened.
  double max_wait_s() const;

 private:
  const WindowOptions& options_;
  Phase phase_ = Phase::preparing;
  double rests_since_s_ = -1.0;  ///< below 0: before the first call
};

}  // namespace purr::shell::desktop

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/run/messages.h"
#include "shell/app/app.h"
#include "shell/host/desktop/trainer_thread.h"
#include "shell/host/desktop/trial_thread.h"
#include "shell/host/desktop/window.h"

namespace purr::shell::desktop {

/// Collects the weights of all layers, which come one by one, into one .npz file.
class WeightsFile {
 public:
  void begin(std::string path);
  /// True when the layers are still to be requested.
  bool wants_layers() const { return !path_.empty() && layer_count_ == 0; }
  void expect(int layer_count) { layer_count_ = static_cast<std::size_t>(layer_count); }
  /// Takes one layer, and writes the file with the last of them.
  Result<void> take(const WeightsUpdate& update);

 private:
  std::string path_;  ///< empty: no file is requested
  std::size_t layer_count_ = 0;
  std::vector<WeightsUpdate> layers_;
};

/// What the App requests of a window. Some actions are carried out at once, others by the loop of
/// main.cpp at the point of a frame where they can be.
class Actions {
 public:
  Actions(Window& window, TrainerThread& trainer)
      : window_(window), trainer_(trainer), trials_(Window::wake) {}

  /// For the App; they refer to this.
  Hooks hooks();

  /// Hands over what was requested of the disk or the network since the last call. Returns whether
  /// there was anything.
  bool answer(App& app);
  /// Saves the picture that was requested, of the frame that was just drawn, and requests the
  /// weights of a file. Call between drawing a frame and showing it.
  void after_frame(App& app, float pixel_ratio);

  /// Until when the window shows where files are dropped: a file manager is the desktop's way to
  /// pick files.
  double drop_hint_until_s() const { return drop_hint_until_s_; }

 private:
  void act(const HostAction& action);
  std::string save(std::string_view name, const std::string& content);

  Window& window_;
  TrainerThread& trainer_;
  TrialThread trials_;
  WeightsFile weights_file_;
  std::optional<SavePicture> picture_;
  bool wants_glyphs_ = false;
  bool wants_download_ = false;
  double drop_hint_until_s_ = 0.0;
  std::vector<Error> errors_;  ///< of files that could not be written
};

}  // namespace purr::shell::desktop

#pragma once

#include <cstdint>
#include <functional>

#include "engine/run/messages.h"

namespace purr::shell {

/// On the first visit the finished default run is trained once more, in slow motion, so that one
/// sees the first layer learn. Every state that is shown is a real one. Any input lets the rest of
/// the run pass at full speed.
class FirstReplay {
 public:
  static constexpr double kSeconds = 2.5;  ///< of the whole run

  explicit FirstReplay(std::function<void(Command)> send) : send_(std::move(send)) {}

  /// The first visit begins.
  void arm() { stage_ = Stage::armed; }
  /// What a frame knows.
  struct Moment {
    bool has_input = false;          ///< a press, a key, a wheel; or something was requested
    bool is_motion_reduced = false;  ///< a setting of the system
    bool is_current = false;         ///< `status` is of the settings on the screen
    bool is_shown = false;           ///< the weights have been drawn
    double pace = 0.0;               ///< of the settings, which holds afterwards
  };
  /// Begins or ends where it is due.
  void update(const Status& status, const Moment& moment);
  /// What follows is the user's own: no replay, or the end of it.
  void stop(double pace);

  bool is_armed() const { return stage_ == Stage::armed; }
  bool is_playing() const { return stage_ == Stage::playing; }

 private:
  enum class Stage : std::uint8_t { off, armed, playing };

  std::function<void(Command)> send_;
  Stage stage_ = Stage::off;
  bool has_left_end_ = false;  // the finished run that it began with is no longer reported
};

}  // namespace purr::shell

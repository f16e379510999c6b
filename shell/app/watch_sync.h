#pragma once

#include <functional>

#include "engine/run/messages.h"
#include "shell/panels/panels.h"

namespace purr::shell {

/// Tells the trainer which of the heavy parts the screen shows, so that only these are computed.
class WatchSync {
 public:
  explicit WatchSync(std::function<void(Command)> send) : send_(std::move(send)) {}

  /// Sends a Watch where it differs from the last one.
  void update(const Workbench& bench, const Panels& panels);
  /// The view of the plane that was requested has come, or never will: another may be requested.
  void plane_came() { is_plane_pending_ = false; }

 private:
  std::function<void(Command)> send_;
  Watch sent_;
  bool has_sent_ = false;
  bool is_plane_pending_ = false;
};

}  // namespace purr::shell

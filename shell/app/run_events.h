#pragma once

#include "engine/run/messages.h"
#include "shell/app/host.h"

namespace purr::shell {

/// Tells the host when the run has come to another iteration, and when it has finished.
class RunEvents {
 public:
  explicit RunEvents(const Host& host) : host_(host) {}
  void update(const Status& status);

 private:
  const Host& host_;
  Phase phase_ = Phase::preparing;
  int iteration_ = -1;
};

}  // namespace purr::shell

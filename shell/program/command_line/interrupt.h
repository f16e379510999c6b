#pragma once

#include <csignal>

namespace purr::shell {

/// While it lives, the first Ctrl+C only asks to stop (`is_interrupted`); a second one ends the
/// program.
class InterruptGuard {
 public:
  InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  ~InterruptGuard();

  /// Also from other threads.
  static bool is_interrupted();

 private:
  struct sigaction before_ {};
};

}  // namespace purr::shell

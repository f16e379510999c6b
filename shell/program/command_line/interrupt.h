#pragma once

#include <csignal>

namespace purr::shell {

/// During its lifetime the first Ctrl+C requests a stop (`is_interrupted`); a second one ends the
/// program.
class InterruptGuard {
 public:
  InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  ~InterruptGuard();

  /// May be called from any thread.
  static bool is_interrupted();

 private:
  struct sigaction before_ {};
};

}  // namespace purr::shell

#include "shell/program/command_line/interrupt.h"

#include <atomic>

namespace purr::shell {
namespace {

std::atomic<bool> was_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal may come at any moment");

}  // namespace

InterruptGuard::InterruptGuard() {
  was_asked = false;
  struct sigaction action {};
  action.sa_handler = [](int) { was_asked = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, &before_);
}

InterruptGuard::~InterruptGuard() { sigaction(SIGINT, &before_, nullptr); }

bool InterruptGuard::is_interrupted() { return was_asked; }

}  // namespace purr::shell

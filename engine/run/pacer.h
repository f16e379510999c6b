#pragma once

#include "engine/run/clock.h"

namespace purr {

/// When the next iteration of slow motion may begin (the command Pace).
class Pacer {
 public:
  /// @param per_second  iterations (epochs where there are mini-batches); 0 turns slow motion off.
  void set(double per_second);
  bool is_on() const { return per_second_ > 0.0; }
  /// Whether it is slow enough that every iteration is shown.
  bool is_followed() const;
  /// The next iteration may begin at once.
  void restart() { next_ = Clock::now(); }
  /// An iteration is over: sets when the next one may begin. A late timer is caught up with, but a
  /// machine that is too slow does not pile up what it owes.
  void finish_iteration();
  /// Milliseconds until the next iteration may begin.
  double wait_ms() const;

 private:
  double per_second_ = 0.0;
  Clock::time_point next_ = Clock::now();
};

}  // namespace purr

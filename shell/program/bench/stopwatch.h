#pragma once

#include <algorithm>
#include <chrono>
#include <functional>

namespace purr {

using BenchClock = std::chrono::steady_clock;

inline double seconds_since(BenchClock::time_point start) {
  return std::chrono::duration<double>(BenchClock::now() - start).count();
}

/// The duration of a measurement.
struct Patience {
  int rounds = 5;
  double seconds = 0.15;        ///< at least, for all rounds
  double round_seconds = 0.01;  ///< of one round: a browser's clock has a resolution of 0.1 ms
};
inline constexpr Patience kQuickLook{2, 0.0, 0.001};

/// The shortest time of `work` in seconds; short work is repeated within a round.
inline double best_time(const Patience& patience, const std::function<void()>& work) {
  constexpr int kMaxRepeats = 1 << 20;
  const auto time_of = [&](int count) {
    const auto start = BenchClock::now();
    for (int i = 0; i < count; ++i) work();
    return seconds_since(start);
  };
  double best =
      time_of(1);  // after a first call: caches are filled and a browser has optimised the code
  if (best > 2.0) return best;  // long work varies little
  best = 1e9;
  int repeats = 1;
  const auto start = BenchClock::now();
  for (int round = 0; round < patience.rounds || seconds_since(start) < patience.seconds;) {
    const double time = time_of(repeats);
    // A coarse clock measures short work as zero, so the count grows until it can be measured.
    // Every round is checked: the machine may have been busy during the one before.
    if (time < 0.5 * patience.round_seconds && repeats < kMaxRepeats) {
      repeats *= 2;
      continue;
    }
    best = std::min(best, time / repeats);
    ++round;
  }
  return best;
}

}  // namespace purr

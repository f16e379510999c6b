#pragma once

#include <algorithm>
#include <chrono>
#include <functional>

namespace purr {

using BenchClock = std::chrono::steady_clock;

inline double seconds_since(BenchClock::time_point start) {
  return std::chrono::duration<double>(BenchClock::now() - start).count();
}

/// How long a measurement goes on.
struct Patience {
  int rounds = 5;
  double seconds = 0.15;        ///< at least, for all rounds
  double round_seconds = 0.01;  ///< of one round: a browser's clock is 0.1 ms coarse
};
inline constexpr Patience kQuickLook{2, 0.0, 0.001};

/// The shortest time of `work` in seconds; short work is repeated within a round.
inline double best_time(const Patience& patience, const std::function<void()>& work) {
  constexpr int kMostRepeats = 1 << 20;
  const auto time_of = [&](int count) {
    const auto start = BenchClock::now();
    for (int i = 0; i < count; ++i) work();
    return seconds_since(start);
  };
  double best = time_of(1);     // warm: caches, and a browser's optimised code
  if (best > 2.0) return best;  // long work is steady
  best = 1e9;
  int repeats = 1;
  const auto start = BenchClock::now();
  for (int round = 0; round < patience.rounds || seconds_since(start) < patience.seconds;) {
    const double time = time_of(repeats);
    // A coarse clock calls short work no time at all, so the count grows until it shows. This looks
    // at every round: the machine may have been busy with something else in the one before.
    if (time < 0.5 * patience.round_seconds && repeats < kMostRepeats) {
      repeats *= 2;
      continue;
    }
    best = std::min(best, time / repeats);
    ++round;
  }
  return best;
}

}  // namespace purr

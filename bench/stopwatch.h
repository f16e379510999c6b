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
  work();  // warm: caches, and a browser's optimised code
  const auto begin = BenchClock::now();
  work();
  const double once = seconds_since(begin);
  const int repeats =
      std::clamp(static_cast<int>(patience.round_seconds / std::max(once, 1e-7)), 1, 100000);
  double best = once > 0.0 ? once : 1e9;
  const auto start = BenchClock::now();
  for (int round = 0; round < patience.rounds || seconds_since(start) < patience.seconds; ++round) {
    const auto one = BenchClock::now();
    for (int i = 0; i < repeats; ++i) work();
    best = std::min(best, seconds_since(one) / repeats);
    if (once > 2.0) break;  // long work is steady
  }
  return best;
}

}  // namespace purr

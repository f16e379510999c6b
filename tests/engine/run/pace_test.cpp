// Slow motion: so many iterations a second, the same numbers, and nobody waits for the next one.
#include <algorithm>
#include <chrono>
#include <string>
#include <thread>

#include "tests/support/catch.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

using Clock = std::chrono::steady_clock;

const std::string kMoons =
    "data=moons&m=60&m_test=30&hidden=5&activation=tanh&learning_rate=0.5&iterations=60";

/// Lives as a worker does, waits included.
void live_for(Watcher& watcher, double seconds) {
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  while (Clock::now() < end) {
    if (!watcher.advance()) return;
    const double wait = std::min(watcher.run.wait_ms(), 5.0);
    std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(wait));
  }
}

TEST_CASE("slow motion keeps its pace, shows each iteration, and changes no number",
          "[run][unit]") {
  Watcher free;
  free.train(kMoons);

  Watcher slow;
  slow.send(Watch{.predictions = true});
  slow.send(Pace{20.0});
  slow.configure(kMoons, /*retrain=*/true);
  while (slow.status.iteration == 0) slow.advance();
  const Clock::time_point start = Clock::now();
  int shown = slow.status.iteration;
  int skipped = 0;
  while (Clock::now() - start < std::chrono::milliseconds(700)) {
    live_for(slow, 0.005);
    skipped += std::max(0, slow.status.iteration - shown - 1);
    shown = slow.status.iteration;
    REQUIRE(slow.predictions.has_value());
    CHECK(slow.predictions->iteration == slow.status.iteration);
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  const double rate = (slow.status.iteration - 1) / seconds;
  CAPTURE(rate, skipped);
  CHECK(rate > 12.0);
  CHECK(rate < 24.0);
  // On a machine that is busy a late iteration may follow another at once.
  CHECK(skipped <= 4);
  CHECK(slow.status.phase == Phase::training);

  slow.send(Pace{0.0});
  slow.settle();
  CHECK(slow.status.phase == Phase::finished);
  CHECK(are_equal(slow.curve, free.curve));
}

TEST_CASE("a command does not wait for the next slow iteration", "[run][unit]") {
  Watcher watcher;
  watcher.send(Pace{kMinPace});  // ten seconds an iteration
  watcher.configure(kMoons, /*retrain=*/true);
  while (watcher.status.iteration == 0) watcher.advance();
  CHECK(watcher.run.wait_ms() > 5000.0);

  const Clock::time_point start = Clock::now();
  watcher.configure(kMoons + "&learning_rate=0.25");
  watcher.advance();
  CHECK(watcher.status.serial == 2);
  CHECK(watcher.status.iteration == 1);
  watcher.send(Pause{});
  watcher.advance();
  CHECK(watcher.status.phase == Phase::ready);
  CHECK(watcher.run.wait_ms() == 0.0);
  watcher.run_to(2);  // one iteration on comes at once
  CHECK(watcher.status.iteration == 2);
  watcher.run_to(1);
  CHECK(watcher.status.iteration == 1);
  CHECK(Clock::now() - start < std::chrono::seconds(5));
}

TEST_CASE("what a slow machine has missed is not made up for", "[run][unit]") {
  Watcher watcher;
  watcher.send(Pace{20.0});
  watcher.configure(kMoons, /*retrain=*/true);
  while (watcher.status.iteration == 0) watcher.advance();
  const int before = watcher.status.iteration;
  std::this_thread::sleep_for(std::chrono::milliseconds(1000));
  live_for(watcher, 0.02);
  CHECK(watcher.status.iteration - before <= 3);
}

}  // namespace
}  // namespace purr

// The desktop's trainer: commands in, updates out, from one thread to another.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

#include "shell/host/desktop/file_thread.h"
#include "shell/host/desktop/trainer_thread.h"
#include "tests/support/catch.h"

namespace purr::shell::desktop {
namespace {

using namespace std::chrono_literals;

/// Where `wake` is heard.
class Bell {
 public:
  void ring() {
    {
      const std::scoped_lock lock(mutex_);
      has_rung_ = true;
    }
    changed_.notify_one();
  }
  /// False when nothing rang for a long time.
  bool wait() {
    std::unique_lock lock(mutex_);
    const bool rang = changed_.wait_for(lock, 60s, [this] { return has_rung_; });
    has_rung_ = false;
    return rang;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool has_rung_ = false;
};

/// Listens until a status says `phase`; returns that status, and the curve on the way.
Status wait_for(Phase phase, TrainerThread& trainer, Bell& bell, std::vector<CurvePoint>& curve) {
  while (true) {
    bool is_there = false;
    Status found;
    for (const Update& update : trainer.take_updates()) {
      if (const auto* change = std::get_if<CurveUpdate>(&update)) {
        apply_tail(curve, *change);
      }
      if (const auto* status = std::get_if<Status>(&update)) {
        is_there = status->phase == phase;
        found = *status;
      }
    }
    if (is_there) return found;
    REQUIRE(bell.wait());
  }
}

}  // namespace

TEST_CASE("a run trains on its thread and is told by updates", "[shell][unit]") {
  Bell bell;
  std::vector<CurvePoint> curve;
  TrainerThread trainer([&] { bell.ring(); });
  trainer.send(Configure{.serial = 7, .retrain = true, .experiment = "data=flower&iterations=50"});
  const Status status = wait_for(Phase::finished, trainer, bell, curve);
  CHECK(status.serial == 7);
  CHECK(status.iteration == 50);
  REQUIRE(curve.size() >= 50);
  CHECK(curve.front().iteration == 0);
  CHECK(curve.back().cost < curve.front().cost);
}

TEST_CASE("a long run hears commands between two steps", "[shell][unit]") {
  Bell bell;
  std::vector<CurvePoint> curve;
  TrainerThread trainer([&] { bell.ring(); });
  trainer.send(
      Configure{.serial = 1, .retrain = true, .experiment = "data=flower&iterations=1000000"});
  wait_for(Phase::training, trainer, bell, curve);
  trainer.send(Pause{});
  const Status paused = wait_for(Phase::ready, trainer, bell, curve);
  CHECK(paused.iteration < 1000000);
  trainer.send(RunTo{.iteration = paused.iteration + 3});
  const Status moved = wait_for(Phase::ready, trainer, bell, curve);
  CHECK(moved.iteration == paused.iteration + 3);
}

TEST_CASE("a trainer stops in the middle of a run when its owner goes", "[shell][unit]") {
  const auto start = std::chrono::steady_clock::now();
  {
    Bell bell;
    std::vector<CurvePoint> curve;
    TrainerThread trainer([&] { bell.ring(); });
    trainer.send(
        Configure{.serial = 1, .retrain = true, .experiment = "data=flower&iterations=1000000"});
    wait_for(Phase::training, trainer, bell, curve);
  }
  // A million iterations take minutes under a sanitizer.
  CHECK(std::chrono::steady_clock::now() - start < 30s);
}

TEST_CASE("an idle trainer says nothing and still stops", "[shell][unit]") {
  int wake_count = 0;
  {
    TrainerThread trainer([&] { ++wake_count; });
    CHECK(trainer.take_updates().empty());
  }
  CHECK(wake_count == 0);
}

TEST_CASE("files are read on a thread, drop by drop", "[shell][unit]") {
  Bell bell;
  FileThread files([&] { bell.ring(); });
  CHECK_FALSE(files.is_busy());
  files.read({"/nowhere/first.h5"});
  files.read({"/nowhere/second.h5", "/nowhere/third.h5"});
  CHECK(files.is_busy());
  std::vector<FilesRead> drops;
  while (drops.size() < 2) {
    REQUIRE(bell.wait());
    for (FilesRead& drop : files.take()) drops.push_back(std::move(drop));
  }
  CHECK_FALSE(files.is_busy());
  REQUIRE(drops[0].errors.size() == 1);
  CHECK(drops[0].errors[0].args[0] == "/nowhere/first.h5");
  CHECK(drops[1].errors.size() == 2);
}

}  // namespace purr::shell::desktop

#include "engine/run/history.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/small_runs.h"
#include "tests/support/trainers.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

TEST_CASE("pauses leave no trace in the numbers", "[run][property]") {
  const std::string settings =
      GENERATE_COPY(kMoons + "&iterations=100",
                    kMoons + "&iterations=30&batch_size=16&optimizer=momentum&keep_prob=0.9");
  Watcher whole;
  whole.train(settings);
  Watcher paused;
  paused.configure(settings);
  paused.settle();
  Dice dice(1);
  while (paused.status.phase != Phase::finished) {
    paused.send(Play{});
    for (int i = dice.below(9); i > 0; --i) paused.advance();
    paused.send(Pause{});
    paused.send(Watch{.first_layer = true, .boundary = true, .trace = true});
    paused.settle();
  }
  CHECK(paused.status.iteration == whole.status.iteration);
  CHECK(paused.status.cost == whole.status.cost);
  REQUIRE(paused.curve.size() == whole.curve.size());
  for (std::size_t i = 0; i < whole.curve.size(); ++i) {
    REQUIRE(paused.curve[i].cost == whole.curve[i].cost);
  }
}

TEST_CASE("a live change of the learning rate equals the run by hand", "[run][unit]") {
  Watcher watcher;
  watcher.configure(kMoons + "&iterations=300");
  watcher.settle();
  watcher.run_to(50);
  CHECK(watcher.status.iteration == 50);
  CHECK(watcher.status.phase == Phase::ready);
  watcher.configure(kMoons + "&iterations=300&learning_rate=0.05");
  CHECK(watcher.status.iteration == 50);
  watcher.send(Play{});
  for (int i = 0; i < 30; ++i) watcher.advance();
  watcher.configure(kMoons + "&iterations=300&learning_rate=0.7&l2=0.1");
  watcher.settle();
  CHECK(watcher.status.iteration == 300);

  Experiment e = read_experiment(kMoons + "&iterations=300").experiment;
  const auto trainer = trainer_of<double>(dataset_of(kMoons), e.network, e.training, false);
  for (int i = 0; i < 300; ++i) {
    if (i == 50) e.training.learning_rate = 0.05;
    if (i == 80) e.training.learning_rate = 0.7, e.training.l2 = 0.1;
    trainer->set_training(e.training);
    trainer->step();
    CAPTURE(i);
    REQUIRE(watcher.cost_at(i) == trainer->last_point().cost);
  }
}

/// Settings that change while a run goes on: after so many steps, to this.
struct LiveChange {
  int after_steps;
  std::string settings;
};

/// Trains to `iteration`, one step at a time, with the changes on the way. Returns the settings
/// that were made last.
std::string train_with_changes(Watcher& watcher, const std::string& start,
                               const std::vector<LiveChange>& changes, int iteration) {
  watcher.configure(start);
  watcher.settle();
  watcher.send(RunTo{iteration});
  std::size_t next = 0;
  for (int steps = 0;; ++steps) {
    for (; next < changes.size() && changes[next].after_steps == steps; ++next) {
      watcher.configure(changes[next].settings);
    }
    if (!watcher.advance()) break;
  }
  watcher.settle();
  return next == 0 ? start : changes[next - 1].settings;
}

TEST_CASE("an earlier iteration is gone back to bit for bit, over live changes too",
          "[run][property]") {
  Dice dice(GENERATE(range(1, 13)));
  const std::string base =
      kMoons + "&iterations=200&solver=" + (dice.one_in(2) ? "gram" : "primal");
  const auto random_settings = [&] {
    std::string text = base + "&learning_rate=" + number_text(dice.between(0.05, 0.5));
    if (dice.one_in(3)) text += "&optimizer=momentum";
    if (dice.one_in(3)) text += "&batch_size=" + std::to_string(dice.from_to(7, 40));
    if (dice.one_in(4)) text += "&shuffle_seed=" + std::to_string(dice.below(5));
    if (dice.one_in(4)) text += "&keep_prob=0.9";
    if (dice.one_in(4)) text += "&l2=0.1";
    if (dice.one_in(4)) text += "&decay=0.01";
    return text;
  };
  const std::string start = random_settings();
  std::vector<LiveChange> changes;
  for (int step = 0, count = dice.from_to(1, 8); count > 0; --count) {
    step += dice.one_in(3) ? 0 : dice.below(60);  // some at the same moment
    changes.push_back({step, random_settings()});
  }
  Watcher watcher;
  const std::string last = train_with_changes(watcher, start, changes, 90);
  REQUIRE(watcher.status.iteration == 90);

  int iteration = 90;
  for (int rounds = 0; rounds < 4 && iteration > 0; ++rounds) {
    iteration = dice.below(iteration);
    CAPTURE(start, iteration, rounds);
    watcher.run_to(iteration);
    REQUIRE(watcher.status.iteration == iteration);
    REQUIRE(watcher.status.phase == Phase::ready);

    // A run that stops there, and only then takes the last settings over.
    Watcher fresh;
    train_with_changes(fresh, start, changes, iteration);
    REQUIRE(fresh.status.iteration == iteration);
    fresh.configure(last);
    fresh.settle();
    CHECK(watcher.status.cost == fresh.status.cost);
    CHECK(watcher.status.test_cost == fresh.status.test_cost);
    for (int l = 1; l <= 3; ++l) {
      CHECK(watcher.weights(l).W == fresh.weights(l).W);
      CHECK(watcher.weights(l).b == fresh.weights(l).b);
    }
    // What follows is the same as well: velocities and the order of the examples came back.
    watcher.run_to(iteration + 25);
    fresh.run_to(iteration + 25);
    for (int i = iteration; i < iteration + 25; ++i) {
      REQUIRE(watcher.cost_at(i) == fresh.cost_at(i));
    }
    CHECK(watcher.status.cost == fresh.status.cost);
    watcher.run_to(iteration);
    CHECK(watcher.status.iteration == iteration);
  }
}

TEST_CASE("going back to where a run already is changes nothing", "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons + "&iterations=100");
  const std::vector<CurvePoint> curve = watcher.curve;
  watcher.run_to(100);
  CHECK(watcher.status.iteration == 100);
  CHECK(are_equal(watcher.curve, curve));
  watcher.run_to(0);
  CHECK(watcher.status.iteration == 0);
  CHECK(watcher.status.phase == Phase::ready);
  CHECK(watcher.curve.size() == 1);
  watcher.send(Play{});
  watcher.settle();
  REQUIRE(watcher.curve.size() == curve.size());
  for (std::size_t i = 0; i < curve.size(); ++i) CHECK(watcher.curve[i].cost == curve[i].cost);
}

TEST_CASE("behind a change of layers the way back is a fresh run", "[run][unit]") {
  Watcher watcher;
  watcher.configure(kMoons + "&iterations=100");
  watcher.settle();
  watcher.run_to(40);
  watcher.configure(kMoons + "&iterations=100&hidden=6,4");
  watcher.settle();
  watcher.run_to(70);
  CHECK(watcher.status.iteration == 70);
  watcher.run_to(50);
  CHECK(watcher.status.iteration == 50);
  watcher.run_to(30);
  CHECK(watcher.status.iteration == 30);
  CHECK(watcher.status.phase == Phase::ready);
  Watcher fresh;
  fresh.configure(kMoons + "&iterations=100&hidden=6,4");
  fresh.settle();
  fresh.run_to(30);
  CHECK(watcher.status.cost == fresh.status.cost);
  REQUIRE(watcher.curve.size() == 31);
  for (int i = 0; i <= 30; ++i) CHECK(watcher.cost_at(i) == fresh.cost_at(i));
}

TEST_CASE("a weight that is watched comes with its past", "[run][unit]") {
  const std::string settings = kMoons + GENERATE(as<std::string>{}, "&iterations=80&solver=gram",
                                                 "&iterations=80&solver=primal&optimizer=adam",
                                                 "&iterations=80&batch_size=16&optimizer=momentum");
  const auto train_with_changes = [&](Watcher& run, int end) {
    run.configure(settings);
    run.settle();
    run.run_to(30);
    run.send(EditWeight{1, 2, 1, 0.25});
    run.settle();
    run.run_to(45);
    run.configure(settings + "&l2=0.1");
    run.settle();
    run.run_to(end);
  };
  Watcher watcher;
  train_with_changes(watcher, 60);
  const WeightPlace place{.layer = GENERATE(1, 2), .unit = 1, .input = 2};
  watcher.send(Watch{.weight = place});
  watcher.settle();
  REQUIRE(watcher.weight.has_value());
  const WeightUpdate update = *watcher.weight;
  REQUIRE(update.history.size() > 20);
  CHECK(update.history.front().iteration == 0);
  CHECK(update.history.back() == WeightPoint{60, update.trace.weight});

  // Looking changes nothing: the run goes on as one that nobody looked at.
  Watcher other;
  train_with_changes(other, 80);
  watcher.run_to(80);
  CHECK(watcher.status.cost == other.status.cost);
  CHECK(watcher.weights(1).W == other.weights(1).W);

  // Its values are those that are there when the run goes back.
  for (std::size_t i = update.history.size(); i-- > 0;) {
    const auto [iteration, value] = update.history[i];
    CAPTURE(settings, iteration);
    watcher.run_to(iteration);
    const LayerWeights weights = watcher.weights(place.layer);
    const float there = weights.W[static_cast<std::size_t>(weights.n_out)];
    CHECK_THAT(static_cast<double>(there), Catch::Matchers::WithinAbs(value, 1e-6));
  }
}

}  // namespace
}  // namespace purr

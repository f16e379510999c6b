// Looking at an earlier iteration of a run that stays as it is.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/experiments.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

const std::string kMoons = "data=moons&m=60&m_test=30&hidden=5,4&learning_rate=0.3";

/// A run whose learning rate changes in its middle, which a way back alone would forget.
void train_with_a_change(Watcher& watcher, const std::string& settings) {
  watcher.configure(settings + "&iterations=120");
  watcher.run_to(60);
  watcher.configure(settings + "&iterations=120&learning_rate=0.2");
  watcher.run_to(120);
  REQUIRE(watcher.status.phase == Phase::finished);
}

void look_back(Watcher& watcher, int iteration) {
  watcher.send(LookBack{iteration});
  watcher.settle();
}

}  // namespace

TEST_CASE("an earlier iteration is shown as it was, and nothing of the run is lost",
          "[run][unit]") {
  const std::string settings = kMoons + "&learning_rate=0.4" +
                               GENERATE(as<std::string>{}, "", "&optimizer=adam&batch_size=16",
                                        "&solver=primal&optimizer=momentum&keep_prob=0.9");
  const int iteration = GENERATE(0, 1, 59, 60, 61, 119);
  CAPTURE(settings, iteration);
  Watcher watcher;
  train_with_a_change(watcher, settings);
  const std::vector<CurvePoint> curve = watcher.curve;
  const LayerWeights newest = watcher.weights(2);
  const double cost = watcher.status.cost;

  look_back(watcher, iteration);
  CHECK(watcher.status.iteration == iteration);
  CHECK(watcher.status.latest == 120);
  CHECK(watcher.status.is_looking_back());
  CHECK(watcher.status.phase == Phase::ready);
  CHECK(watcher.curve.size() == curve.size());
  // A run of its own that stops there.
  Watcher fresh;
  fresh.configure(settings + "&iterations=120");
  fresh.run_to(std::min(iteration, 60));
  if (iteration > 60) {
    fresh.configure(settings + "&iterations=120&learning_rate=0.2");
    fresh.run_to(iteration);
  }
  REQUIRE(fresh.status.iteration == iteration);
  for (int l = 1; l <= 3; ++l) {
    CHECK(watcher.weights(l).W == fresh.weights(l).W);
    CHECK(watcher.weights(l).b == fresh.weights(l).b);
  }

  // Another place, then back.
  look_back(watcher, 30);
  CHECK(watcher.status.iteration == 30);
  look_back(watcher, GENERATE(LookBack::kNow, 120, 5000));
  CHECK(watcher.status.iteration == 120);
  CHECK_FALSE(watcher.status.is_looking_back());
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(watcher.status.stop_reason == StopReason::iterations);
  CHECK(watcher.status.cost == cost);
  CHECK(watcher.weights(2).W == newest.W);
  CHECK(watcher.curve.size() == curve.size());
}

TEST_CASE("training goes on from the iteration that is looked at", "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons + "&iterations=100");
  const double at_70 = *watcher.cost_at(70);
  look_back(watcher, 40);
  watcher.send(Play{});
  watcher.settle();
  CHECK(watcher.status.iteration == 100);
  CHECK(watcher.status.latest == 100);
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(*watcher.cost_at(70) == at_70);
}

TEST_CASE("what is set while an earlier iteration is looked at concerns the newest state",
          "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons + "&iterations=100");
  look_back(watcher, 40);
  watcher.configure(kMoons + "&iterations=100&learning_rate=0.01");
  watcher.settle();
  CHECK(watcher.status.iteration == 100);
  CHECK_FALSE(watcher.status.is_looking_back());
  look_back(watcher, 40);
  watcher.run_to(101);
  CHECK(watcher.status.iteration == 101);
  CHECK(watcher.status.latest == 101);
}

TEST_CASE("a run that trains pauses where it is looked back from", "[run][unit]") {
  Watcher watcher;
  watcher.configure(kMoons + "&iterations=5000", /*retrain=*/true);
  while (watcher.status.iteration < 30) watcher.run.advance(1.0), watcher.take();
  look_back(watcher, 10);
  CHECK(watcher.status.iteration == 10);
  CHECK(watcher.status.phase == Phase::ready);
  const int latest = watcher.status.latest;
  CHECK(latest >= 30);
  look_back(watcher, LookBack::kNow);
  CHECK(watcher.status.iteration == latest);
}

TEST_CASE("a failed run can be looked at before it failed, and stays failed", "[run][unit]") {
  Watcher watcher;
  watcher.train(
      "v=1&data=moons&m=60&m_test=30&hidden=5,4&activation=linear&l2=100"
      "&learning_rate=10&iterations=400");
  REQUIRE(watcher.status.phase == Phase::failed);
  const int failed_at = watcher.status.iteration;
  const std::size_t diagnoses = watcher.health.diagnoses.size();
  look_back(watcher, 1);
  CHECK(watcher.status.phase == Phase::ready);
  CHECK(std::isfinite(watcher.status.cost));
  CHECK(watcher.health.diagnoses.size() == diagnoses);
  look_back(watcher, LookBack::kNow);
  CHECK(watcher.status.phase == Phase::failed);
  CHECK(watcher.status.iteration == failed_at);
}

TEST_CASE("the examples that a unit answers most and least are those of its outputs",
          "[run][unit]") {
  Watcher watcher;
  const int layer = GENERATE(1, 2, 3);
  watcher.send(Watch{.trace = true, .unit = {.layer = layer, .unit = 1}});
  watcher.train(kMoons + "&iterations=40");
  REQUIRE(watcher.unit.has_value());
  const UnitUpdate answers = *watcher.unit;
  CHECK(answers.layer == layer);
  CHECK(answers.iteration == 40);
  REQUIRE(answers.most.size() == UnitUpdate::kShown);
  REQUIRE(answers.least.size() == UnitUpdate::kShown);
  // The trace of each example, computed one by one, has the same outputs.
  std::vector<double> outputs;
  for (int i = 0; i < watcher.status.m; ++i) {
    watcher.send(Watch{.trace = true, .trace_example = i});
    watcher.settle();
    outputs.push_back(watcher.trace->layers[static_cast<std::size_t>(layer - 1)].A[0]);
  }
  for (const auto* list : {&answers.most, &answers.least}) {
    for (const UnitAnswer& answer : *list) {
      CHECK_THAT(answer.a, Catch::Matchers::WithinAbs(
                               outputs[static_cast<std::size_t>(answer.example)], 1e-12));
    }
  }
  std::sort(outputs.begin(), outputs.end());
  for (std::size_t k = 0; k < UnitUpdate::kShown; ++k) {
    CHECK_THAT(answers.most[k].a,
               Catch::Matchers::WithinAbs(outputs[outputs.size() - 1 - k], 1e-12));
    CHECK_THAT(answers.least[k].a, Catch::Matchers::WithinAbs(outputs[k], 1e-12));
  }
}

}  // namespace purr

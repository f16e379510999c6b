#include "engine/run/experiment_run.h"

#include <cmath>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

RunSummary train(ExperimentRun& run, const std::string& experiment) {
  run.begin(experiment);
  while (run.advance(20.0)) {
    REQUIRE(run.progress() >= 0.0);
    REQUIRE(run.progress() <= 1.0);
  }
  return run.summary();
}

const std::string kMoons = "data=moons&m=60&m_test=30&hidden=5&activation=tanh&iterations=150";

TEST_CASE("experiments one after another are those of fresh runs", "[run][unit]") {
  ExperimentRun run;
  for (const char* more : {"&seed=3", "&seed=4&learning_rate=0.5", "&stop_cost=0.6",
                           "&learning_rate=100&activation=linear&l2=50", "&seed=3"}) {
    const std::string settings = kMoons + more;
    const RunSummary summary = train(run, settings);
    Watcher fresh;
    fresh.train(settings);
    CAPTURE(settings);
    CHECK(are_equal(summary.curve, fresh.curve));
    CHECK(summary.status.phase == fresh.status.phase);
    CHECK(summary.status.stop_reason == fresh.status.stop_reason);
    CHECK(summary.status.iteration == fresh.status.iteration);
    CHECK(summary.fingerprint == curve_fingerprint(fresh.curve));
    CHECK(summary.failure.has_value() == (fresh.status.phase == Phase::failed));
    CHECK(run.progress() == 1.0);
  }
}

TEST_CASE("an experiment that is left in the middle leaves nothing to the next", "[run][unit]") {
  ExperimentRun run;
  run.begin(kMoons + "&iterations=100000");
  for (int i = 0; i < 5; ++i) CHECK(run.advance(1.0));
  const RunSummary summary = train(run, kMoons);
  ExperimentRun other;
  CHECK(train(other, kMoons).fingerprint == summary.fingerprint);
  CHECK(summary.curve.size() == 151);
}

TEST_CASE("Gram matrices larger than allowed are made only where they are asked for",
          "[run][unit]") {
  const std::string pictures = "data=drawn&m=12&m_test=4&hidden=3&iterations=20";
  constexpr double kMatrices = 8.0 * 12 * (12 + 4);
  for (const double allowed : {kMatrices, kMatrices - 1.0}) {
    ExperimentRun run(allowed);
    CHECK(train(run, pictures).status.is_gram == (allowed >= kMatrices));
    CHECK(train(run, pictures + "&solver=gram").status.is_gram);
  }
}

TEST_CASE("an experiment without its data says so and the next one runs", "[run][unit]") {
  ExperimentRun run;
  const RunSummary summary = train(run, "data=course&iterations=5");
  REQUIRE(summary.failure.has_value());
  CHECK(summary.failure->code == Errc::data_missing);
  CHECK(summary.status.phase == Phase::waiting);
  CHECK(summary.curve.empty());
  CHECK(train(run, kMoons).status.phase == Phase::finished);
  CHECK_FALSE(run.summary().failure.has_value());
}

TEST_CASE("a fingerprint tells curves apart by a last bit, and not by how they are stored",
          "[run][unit]") {
  std::vector<CurvePoint> curve{{.iteration = 0, .cost = 0.7}, {.iteration = 1, .cost = 0.6}};
  const std::uint64_t hash = curve_fingerprint(curve);
  // FNV-1a by hand of nothing is its offset.
  CHECK(curve_fingerprint({}) == 0xcbf29ce484222325);
  curve[1].test_cost = 0.4;  // the test set is looked at now and then
  CHECK(curve_fingerprint(curve) == hash);
  curve[1].cost = std::nextafter(0.6, 1.0);
  CHECK(curve_fingerprint(curve) != hash);
  curve[1] = {.iteration = 2, .cost = 0.6};
  CHECK(curve_fingerprint(curve) != hash);
}

}  // namespace
}  // namespace purr

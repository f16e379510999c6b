#include "engine/run/training_run.h"

#include <cmath>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/small_runs.h"
#include "tests/support/trainers.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;

TEST_CASE("a run trains to its end and tells its curve", "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons + "&iterations=200");
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(watcher.status.iteration == 200);
  CHECK(watcher.status.target == 200);
  CHECK(watcher.status.m == 60);
  CHECK(watcher.status.m_test == 30);
  CHECK(watcher.status.layers == std::vector<std::int32_t>{2, 5, 4, 1});
  CHECK(watcher.status.parameters == 2 * 5 + 5 + 5 * 4 + 4 + 4 + 1);
  CHECK(watcher.status.serial == 1);
  CHECK(watcher.notices.empty());
  // Iterations 0 … 199, and the state at the end.
  REQUIRE(watcher.curve.size() == 201);
  for (int i = 0; i <= 200; ++i) CHECK(watcher.curve[static_cast<std::size_t>(i)].iteration == i);
  CHECK(watcher.status.cost == watcher.curve.back().cost);
  CHECK(watcher.curve.back().cost < watcher.curve.front().cost);
  CHECK(watcher.curve.back().has_test == 1);
  CHECK(watcher.status.test_accuracy == watcher.curve.back().test_accuracy);

  // The same by hand.
  const Experiment e = read_experiment(kMoons + "&iterations=200").experiment;
  const auto trainer = trainer_of<double>(dataset_of(kMoons), e.network, e.training, false);
  for (int i = 0; i < 200; ++i) {
    trainer->step();
    REQUIRE(watcher.cost_at(i) == trainer->last_point().cost);
  }
}

TEST_CASE("a run that was not asked to train stands ready at its start", "[run][unit]") {
  Watcher watcher;
  watcher.configure(kMoons);
  watcher.settle();
  CHECK(watcher.status.phase == Phase::ready);
  CHECK(watcher.status.iteration == 0);
  CHECK_THAT(watcher.status.cost, WithinAbs(0.7, 0.2));
  CHECK(watcher.curve.size() == 1);
  watcher.send(Play{});
  for (int i = 0; i < 7; ++i) CHECK(watcher.advance());
  watcher.send(Pause{});
  watcher.settle();
  CHECK(watcher.status.phase == Phase::ready);
  CHECK(watcher.status.iteration == 7);
}

TEST_CASE("training the same run twice gives the same curve, every double", "[run][property]") {
  const std::string settings = GENERATE_COPY(
      kMoons + "&iterations=150", kMoons + "&iterations=40&batch_size=16&optimizer=adam",
      kMoons + "&iterations=100&keep_prob=0.8&l2=0.2",
      std::string("data=drawn&m=12&m_test=6&hidden=4&iterations=60"));
  Watcher watcher;
  watcher.train(settings);
  const std::vector<CurvePoint> first = watcher.curve;
  REQUIRE(first.size() >= 40);
  watcher.train(settings);
  CHECK(are_equal(watcher.curve, first));
  // Something else in between, and a run that never saw it.
  watcher.train("data=circles&iterations=10");
  watcher.train(settings);
  CHECK(are_equal(watcher.curve, first));
  Watcher other;
  other.train(settings);
  CHECK(are_equal(other.curve, first));
}

TEST_CASE("a run may be trained beyond its end", "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons + "&iterations=20");
  watcher.run_to(35);
  CHECK(watcher.status.iteration == 35);
  CHECK(watcher.status.phase == Phase::finished);
  Watcher longer;
  longer.train(kMoons + "&iterations=35");
  CHECK(watcher.status.cost == longer.status.cost);
}

TEST_CASE("an end that has passed stops the run at once", "[run][unit]") {
  Watcher watcher;
  watcher.configure(kMoons + "&iterations=300");
  watcher.settle();
  watcher.send(Play{});
  for (int i = 0; i < 50; ++i) watcher.advance();
  watcher.configure(kMoons + "&iterations=20");
  watcher.settle();
  CHECK(watcher.status.iteration == 50);
  CHECK(watcher.status.phase == Phase::finished);
  watcher.configure(kMoons + "&iterations=60");
  watcher.settle();
  CHECK(watcher.status.phase == Phase::ready);
  watcher.send(Play{});
  watcher.settle();
  CHECK(watcher.status.iteration == 60);
  CHECK(watcher.status.phase == Phase::finished);
}

TEST_CASE("a run that explodes says where and why, and rewinding helps", "[run][unit]") {
  Watcher watcher;
  const std::string base = "data=moons&m=60&m_test=30&hidden=5,4&activation=linear&iterations=400";
  watcher.configure(base + "&learning_rate=100&l2=50", /*retrain=*/true);
  watcher.settle();
  CHECK(watcher.status.phase == Phase::failed);
  REQUIRE(watcher.notices.size() == 1);
  const Notice& notice = watcher.notices[0];
  CHECK(notice.is_error);
  REQUIRE(notice.error.code == Errc::cost_exploded);
  REQUIRE(notice.error.args.size() == 4);
  CHECK(notice.error.args[0] == std::to_string(watcher.status.iteration));
  CHECK(notice.error.args[1].find_first_of("0123456789in") != std::string::npos);
  CHECK(notice.error.args[2].find_first_of("0123456789in") != std::string::npos);
  REQUIRE_FALSE(watcher.curve.empty());
  CHECK(watcher.curve.back().iteration == watcher.status.iteration);
  CHECK_FALSE(std::isfinite(watcher.curve.back().cost));
  const int failed_at = watcher.status.iteration;
  REQUIRE(failed_at > 0);

  // Playing on makes no sense and does nothing; nor does a smaller rate alone.
  watcher.send(Play{});
  watcher.settle();
  watcher.configure(base + "&learning_rate=0.1");
  watcher.send(Play{});
  watcher.settle();
  CHECK(watcher.status.phase == Phase::failed);
  CHECK(watcher.status.iteration == failed_at);
  CHECK(watcher.notices.size() == 1);

  watcher.run_to(0);
  CHECK(watcher.status.phase == Phase::ready);
  CHECK(watcher.status.iteration == 0);
  watcher.send(Play{});
  watcher.settle();
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(watcher.notices.size() == 1);
  Watcher fresh;
  fresh.train(base + "&learning_rate=0.1");
  CHECK(watcher.status.cost == fresh.status.cost);
}

/// One step takes dozens of slices.
const std::string kWide =
    "data=moons&m=2000&m_test=500&hidden=200,200,200&activation=tanh&solver=primal&iterations=50";

TEST_CASE("a pause in the middle of a step is taken at once, and the state is whole",
          "[run][unit]") {
  Watcher watcher;
  watcher.send(Watch{.predictions = false});
  watcher.train(kWide + "&iterations=2");
  const std::vector<CurvePoint> whole = watcher.curve;
  REQUIRE(watcher.status.phase == Phase::finished);

  Watcher other;
  other.send(Watch{.predictions = false});
  other.configure(kWide + "&iterations=2");
  other.settle();
  other.send(Play{});
  for (int slice = 0; slice < 3; ++slice) other.advance();
  other.send(Pause{});
  // One call of a moment is enough: neither the step nor an evaluation is waited for.
  other.advance();
  CHECK(other.status.phase == Phase::ready);
  CHECK(other.status.iteration == 0);
  other.settle();
  CHECK(other.status.phase == Phase::ready);
  CHECK(other.cost_at(0) == whole.front().cost);
  other.send(Play{});
  other.settle();
  CHECK(other.status.phase == Phase::finished);
  CHECK(other.curve.back().cost == whole.back().cost);
}

TEST_CASE("commands in the middle of a step find a whole network", "[run][property]") {
  const bool gram = GENERATE(false, true);
  const std::string settings = "data=drawn&m=300&m_test=40&hidden=60,20&iterations=4&solver=" +
                               std::string(gram ? "gram" : "primal");
  Watcher whole;
  whole.train(settings);
  Watcher watcher;
  watcher.configure(settings);
  watcher.settle();
  watcher.send(Play{});
  for (int i = 0; watcher.advance(); ++i) {
    switch (i % 5) {
      case 0: watcher.send(AskBatch{.token = 1}); break;
      case 1: watcher.weights(1); break;
      case 2: watcher.send(AskPrediction{2, std::vector<std::uint8_t>(64 * 64 * 3, 90)}); break;
      case 3: watcher.send(Watch{.distribution_layer = 1}); break;
      default: watcher.send(Play{}); break;
    }
    // Not in every slice: a step that is taken back again and again never ends.
    for (int rest = 0; rest < 60; ++rest) watcher.advance();
  }
  watcher.settle();
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(watcher.curve.back().cost == whole.curve.back().cost);
}

TEST_CASE("a prediction that is asked for while a run is prepared waits for its network",
          "[run][unit]") {
  const std::vector<std::uint8_t> picture(64 * 64 * 3, 90);
  Watcher watcher;
  watcher.configure("data=drawn&m=20&m_test=4&hidden=4&iterations=3");
  watcher.send(AskPrediction{7, picture});
  watcher.take();
  CHECK_FALSE(watcher.prediction.has_value());
  watcher.settle();
  REQUIRE(watcher.prediction.has_value());
  CHECK(watcher.prediction->token == 7);
  CHECK(watcher.prediction->y_hat > 0.0);
  CHECK(watcher.notices.empty());
  // A picture of another size is answered with NaN, and a notice that does not end the run.
  watcher.send(AskPrediction{8, {1, 2, 3}});
  watcher.settle();
  CHECK(watcher.prediction->token == 8);
  CHECK(std::isnan(watcher.prediction->y_hat));
  REQUIRE(watcher.notices.size() == 1);
  CHECK_FALSE(watcher.notices.front().is_error);
  CHECK(watcher.status.phase == Phase::ready);
}

}  // namespace
}  // namespace purr

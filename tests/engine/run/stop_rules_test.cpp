// When a run ends before its last iteration, and what is said of it.
#include <cmath>
#include <string>

#include "engine/run/stop_rules.h"
#include "tests/support/catch.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

const std::string kMoons =
    "data=moons&m=60&m_test=30&hidden=5&activation=tanh&learning_rate=0.5&iterations=2000";

std::string told(const Watcher& watcher, const std::string& settings) {
  const auto sentence =
      stop_sentence(watcher.status, read_experiment(settings).experiment.training);
  return sentence ? describe(*sentence) : "";
}

TEST_CASE("a run ends at the first iteration whose cost is low enough", "[run][unit]") {
  Watcher whole;
  whole.train(kMoons);
  CHECK(whole.status.stop_reason == StopReason::iterations);
  CHECK(told(whole, kMoons).empty());
  const std::string settings = kMoons + "&stop_cost=0.3";
  Watcher watcher;
  watcher.train(settings);
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(watcher.status.stop_reason == StopReason::cost);
  const int last = watcher.status.iteration - 1;
  REQUIRE(last > 0);
  REQUIRE(last < 1990);
  CHECK(*whole.cost_at(last) <= 0.3);
  for (int i = 0; i < last; ++i) REQUIRE(*whole.cost_at(i) > 0.3);
  for (int i = 0; i <= last; ++i) REQUIRE(watcher.cost_at(i) == whole.cost_at(i));
  CHECK(told(watcher, settings).find(std::to_string(last + 1)) != std::string::npos);
  CHECK(watcher.notices.empty());

  // The rule can be lifted where it stopped, and the run goes on as if it had never been.
  watcher.configure(kMoons);
  watcher.settle();
  CHECK(watcher.status.phase == Phase::ready);
  CHECK(watcher.status.stop_reason == StopReason::none);
  watcher.send(Play{});
  watcher.settle();
  CHECK(watcher.status.iteration == 2000);
  CHECK(watcher.status.cost == whole.status.cost);
}

TEST_CASE("a run ends at the first iteration whose gradient is short enough", "[run][unit]") {
  const std::string solver = GENERATE("primal", "gram");
  const std::string settings = kMoons + "&stop_gradient=0.05&solver=" + solver;
  Watcher watcher;
  watcher.train(settings);
  CHECK(watcher.status.stop_reason == StopReason::gradient);
  REQUIRE(watcher.gradients.size() > 2);
  CHECK(watcher.gradients.back().iteration == watcher.status.iteration - 1);
  CHECK(watcher.gradients.back().all <= 0.05);
  for (std::size_t i = 0; i + 1 < watcher.gradients.size(); ++i) {
    CHECK(watcher.gradients[i].all > 0.05);
  }
  CHECK(told(watcher, settings).find("0.05") != std::string::npos);
}

TEST_CASE("a run ends when the test set has seen no progress for so long", "[run][unit]") {
  const std::string settings =
      "data=moons&m=20&m_test=40&noise=0.6&hidden=12&activation=tanh&learning_rate=1"
      "&iterations=4000&stop_patience=5";
  Watcher watcher;
  watcher.train(settings);
  REQUIRE(watcher.status.stop_reason == StopReason::patience);
  double best = 1e300;
  int looks = 0;
  for (const CurvePoint& point : watcher.curve) {
    if (point.has_test == 0 || point.iteration % 40 != 0) continue;
    REQUIRE(looks < 5);
    looks = point.test_cost < best ? 0 : looks + 1;
    best = std::min(best, point.test_cost);
  }
  CHECK(looks == 5);
  CHECK(told(watcher, settings).find("5") != std::string::npos);

  // Pauses and ways back are no looks: the same end.
  const int end = watcher.status.iteration;
  Watcher paused;
  paused.configure(settings);
  paused.settle();
  paused.run_to(end / 2);
  for (int i = 0; i < 9; ++i) {
    paused.run_to(end / 2 + i);
    paused.run_to(end / 3);
  }
  paused.send(Play{});
  paused.settle();
  CHECK(paused.status.stop_reason == StopReason::patience);
  CHECK(paused.status.iteration == end);
  CHECK(paused.status.cost == watcher.status.cost);
}

TEST_CASE("without a test set the cost itself must make progress", "[run][unit]") {
  Watcher watcher;
  watcher.train(
      "data=moons&m=30&m_test=0&hidden=3&learning_rate=0&iterations=1000&stop_patience=4");
  CHECK(watcher.status.stop_reason == StopReason::patience);
  CHECK(watcher.status.iteration == 41);  // looks at 0 (the best), 10, 20, 30, 40
}

TEST_CASE("a run ends when its time is over", "[run][unit]") {
  Watcher watcher;
  watcher.train(
      "data=moons&m=100&hidden=50,50&iterations=1000000&learning_rate=0.001&stop_seconds=0.1");
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(watcher.status.stop_reason == StopReason::time);
  CHECK(watcher.status.elapsed_ms >= 99.0);
  CHECK(watcher.status.iteration < 1000000);
}

TEST_CASE("a rule that is met at once ends the run at once, also when it comes on the way",
          "[run][unit]") {
  Watcher watcher;
  watcher.configure(kMoons);
  watcher.settle();
  watcher.send(Play{});
  for (int i = 0; i < 50; ++i) watcher.advance();
  watcher.configure(kMoons + "&stop_cost=90");
  watcher.settle();
  CHECK(watcher.status.iteration == 51);
  CHECK(watcher.status.stop_reason == StopReason::cost);
  // One step more is one step more.
  watcher.run_to(52);
  CHECK(watcher.status.iteration == 52);
  watcher.run_to(60);
  CHECK(watcher.status.iteration == 53);
}

TEST_CASE("gradients are told along the run, few in number and of the run as it is",
          "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons);
  CHECK(watcher.gradients.size() == 100);
  for (const GradientPoint& point : watcher.gradients) {
    CHECK(point.iteration % 20 == 0);
    CHECK(point.layers == 2);
    CHECK(point.all > 0.0);
  }
  const std::vector<GradientPoint> all = watcher.gradients;
  watcher.run_to(500);
  REQUIRE(watcher.gradients.size() == 25);
  watcher.send(Play{});
  watcher.settle();
  REQUIRE(watcher.gradients.size() == 100);
  for (std::size_t i = 0; i < 100; ++i) CHECK(watcher.gradients[i].all == all[i].all);
  // Measured in every iteration they stay bounded, and evenly spread.
  watcher.train(kMoons + "&iterations=5000&stop_gradient=1e-9");
  CHECK(watcher.gradients.size() > 400);
  CHECK(watcher.gradients.size() <= GradientHistory::kMaxPoints);
  for (std::size_t i = 1; i < watcher.gradients.size(); ++i) {
    CHECK(watcher.gradients[i].iteration - watcher.gradients[i - 1].iteration == 8);
  }
}

TEST_CASE("whatever the optimiser, a failure is found where it appears and told with its ratio",
          "[run][unit]") {
  struct Row {
    const char* settings;
    const char* formula;
  };
  // What makes each of them leave the numbers: rates without bound for those that follow the
  // gradient's length, a linear network with a penalty that pushes away for those that do not.
  const auto row = GENERATE(values<Row>({
      {"&optimizer=gd&learning_rate=100&l2=50", "α·‖dW‖"},
      {"&optimizer=momentum&learning_rate=100&l2=50", "α·‖v‖"},
      {"&optimizer=rmsprop&learning_rate=100&epsilon=0&beta2=0&decay=0", "α·‖dW/√s‖"},
      {"&optimizer=adam&learning_rate=100&epsilon=0&beta2=0&momentum=0.9", "α·‖v/√s‖"},
  }));
  const std::string batch = GENERATE("", "&batch_size=16");
  Watcher watcher;
  watcher.train("data=moons&m=60&m_test=30&hidden=5,4&activation=linear&iterations=3000" +
                std::string(row.settings) + batch);
  CAPTURE(row.settings, batch);
  REQUIRE(watcher.status.phase == Phase::failed);
  REQUIRE(watcher.notices.size() == 1);
  const Error& error = watcher.notices[0].error;
  REQUIRE(error.code == Errc::cost_exploded);
  REQUIRE(error.args.size() == 4);
  CHECK(error.args[0] == std::to_string(watcher.status.iteration));
  CHECK(error.args[3] == row.formula);
  REQUIRE_FALSE(watcher.curve.empty());
  CHECK(watcher.curve.back().iteration == watcher.status.iteration);
  CHECK_FALSE(std::isfinite(watcher.curve.back().cost));
  for (std::size_t i = 0; i + 1 < watcher.curve.size(); ++i) {
    CHECK(std::isfinite(watcher.curve[i].cost));
  }
}

}  // namespace
}  // namespace purr

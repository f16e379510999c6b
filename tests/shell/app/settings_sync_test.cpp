// What the trainer is told about the settings, with a clock and a trainer of the test's own.
#include "shell/app/settings_sync.h"

#include <optional>
#include <variant>
#include <vector>

#include "shell/theme/strings.h"
#include "tests/support/catch.h"

using namespace purr;
using namespace purr::shell;

namespace {

using Outcome = SettingsSync::Outcome;

/// A SettingsSync with everything around it. A run takes `ms_per_iteration` × its iterations.
struct Bench {
  std::vector<Command> sent;
  SettingsSync sync{[this](Command command) { sent.push_back(std::move(command)); },
                    /*max_matrix_bytes=*/256e6};
  Experiment settings;
  RunView run;
  SettingsSync::Moment moment{.time_s = 100.0, .is_pointer_down = false};

  explicit Bench(double ms_per_iteration = 0.0) {
    set_language(Language::english);
    settings.training.iterations = 1000;
    settings.training.solver = SolverChoice::primal;  // its time is proportional to the iterations
    sync.start(settings);
    reach(Phase::training, 400);
    run.status.ms_per_iteration = ms_per_iteration;
    sync.learn(run);
    sent.clear();
  }

  /// The run of the settings sent last is in this phase at this iteration.
  void reach(Phase phase, int iteration) {
    while (!sync.is_current(run.status)) ++run.status.serial;
    run.status.phase = phase;
    run.status.iteration = iteration;
    run.status.m = settings.data.m;
    run.status.m_test = settings.data.m_test;
  }

  SettingsSync::Result update() {
    sent.clear();
    return sync.update(settings, run, moment);
  }

  /// The only command that was sent, as a Configure; nothing if it is another or there are more.
  std::optional<Configure> configure() const {
    if (sent.size() != 1 || !std::holds_alternative<Configure>(sent[0])) return std::nullopt;
    return std::get<Configure>(sent[0]);
  }
  bool retrained() const { return configure() && configure()->retrain; }
};

constexpr double kSlowMs = 60.0;  // 60 s per run of 1000 iterations
constexpr double kFastMs = 0.01;  // 10 ms per run

}  // namespace

TEST_CASE("the first settings are trained to the end", "[app][unit]") {
  std::vector<Command> sent;
  SettingsSync sync([&](Command command) { sent.push_back(std::move(command)); }, 256e6);
  Experiment settings;
  settings.network.hidden = {3};
  sync.start(settings);
  REQUIRE(sent.size() == 1);
  const auto& configure = std::get<Configure>(sent[0]);
  CHECK(configure.retrain);
  CHECK(read_experiment(configure.experiment).experiment == settings);
  CHECK(sync.sent() == settings);
}

TEST_CASE("settings that did not change are not sent again", "[app][unit]") {
  Bench bench(kSlowMs);
  CHECK(bench.update().outcome == Outcome::unchanged);
  CHECK(bench.sent.empty());
}

TEST_CASE("the view is not sent", "[app][unit]") {
  Bench bench(kSlowMs);
  bench.settings.view.log_cost = true;
  bench.settings.view.example = 3;
  CHECK(bench.update().outcome == Outcome::unchanged);
  CHECK(bench.sent.empty());
}

TEST_CASE("a slow run goes on with a new learning rate, which is marked", "[app][unit]") {
  Bench bench(kSlowMs);
  bench.settings.training.learning_rate = 0.01;
  const auto result = bench.update();
  CHECK(result.outcome == Outcome::sent);
  CHECK(result.mark == "α 0.01");
  REQUIRE(bench.configure());
  CHECK_FALSE(bench.configure()->retrain);
}

TEST_CASE("a change before the first iteration is not marked", "[app][unit]") {
  Bench bench(kSlowMs);
  bench.reach(Phase::ready, 0);
  bench.settings.training.learning_rate = 0.01;
  CHECK(bench.update().mark.empty());
}

TEST_CASE("a fast run is trained again at every change, without a mark", "[app][unit]") {
  Bench bench(kFastMs);
  CHECK(bench.sync.is_instant(bench.settings, bench.run));
  bench.settings.training.learning_rate = 0.01;
  CHECK(bench.update().mark.empty());
  CHECK(bench.retrained());
}

TEST_CASE("a fast run goes on where “retrain on every change” is off", "[app][unit]") {
  Bench bench(kFastMs);
  bench.settings.view.instant = false;
  CHECK_FALSE(bench.sync.is_instant(bench.settings, bench.run));
  bench.settings.training.learning_rate = 0.01;
  bench.update();
  CHECK_FALSE(bench.retrained());
}

TEST_CASE("other data and another preset are a new run", "[app][unit]") {
  Bench bench(kSlowMs);
  bench.settings.view.instant = false;
  SECTION("data") { bench.settings.data.m = 100; }
  SECTION("preset") { bench.settings.preset = "c1w4-deep"; }
  CHECK(bench.update().mark.empty());
  CHECK(bench.retrained());
}

TEST_CASE("a slow change that starts anew waits while a slider is dragged", "[app][unit]") {
  Bench bench(kSlowMs);
  bench.moment.is_pointer_down = true;
  SECTION("other data") { bench.settings.data.m = 100; }
  SECTION("other weights") { bench.settings.network.seed = 7; }
  SECTION("other layers") { bench.settings.network.hidden = {9}; }
  CHECK(bench.update().outcome == Outcome::postponed);
  CHECK(bench.sent.empty());
  bench.moment.is_pointer_down = false;
  CHECK(bench.update().outcome == Outcome::sent);
  CHECK(bench.configure());
}

TEST_CASE("a live change is sent while the slider is dragged", "[app][unit]") {
  Bench bench(kSlowMs);
  bench.moment.is_pointer_down = true;
  bench.settings.training.learning_rate = 0.01;
  CHECK(bench.update().outcome == Outcome::sent);
}

TEST_CASE("a fast run follows the slider whatever it changes", "[app][unit]") {
  Bench bench(kFastMs);
  bench.moment.is_pointer_down = true;
  bench.settings.network.hidden = {9};
  CHECK(bench.update().outcome == Outcome::sent);
  CHECK(bench.retrained());
}

TEST_CASE("a run that is over is trained again", "[app][unit]") {
  Bench bench(kSlowMs);
  bench.reach(GENERATE(Phase::finished, Phase::failed), 1000);
  bench.settings.training.learning_rate = 0.01;
  CHECK(bench.update().mark.empty());
  CHECK(bench.retrained());
}

TEST_CASE("a run that is over stays as it is where nothing retrains", "[app][unit]") {
  Bench bench(kSlowMs);
  bench.reach(Phase::finished, 1000);
  SECTION("“retrain on every change” is off") { bench.settings.view.instant = false; }
  SECTION("slow motion is on") {
    bench.settings.view.pace = 2.0;
    bench.update();
  }
  bench.settings.training.learning_rate = 0.01;
  bench.update();
  CHECK(bench.configure());
  CHECK_FALSE(bench.retrained());
}

TEST_CASE("pressing a key again within a second begins the same run again", "[app][unit]") {
  Bench bench(kSlowMs);
  bench.reach(Phase::finished, 1000);
  bench.settings.training.learning_rate = 0.01;
  bench.update();
  REQUIRE(bench.retrained());
  bench.reach(Phase::training, 5);  // it is under way by now
  bench.settings.training.learning_rate = 0.02;
  bench.moment.time_s += 0.5;
  bench.update();
  CHECK(bench.retrained());
  bench.reach(Phase::training, 5);
  bench.settings.training.learning_rate = 0.03;
  bench.moment.time_s += 1.5;
  bench.update();
  CHECK_FALSE(bench.retrained());
}

TEST_CASE("the status of a run before the last change says nothing about it", "[app][unit]") {
  Bench bench(kSlowMs);
  bench.reach(Phase::finished, 1000);
  bench.settings.view.instant = false;
  bench.settings.training.learning_rate = 0.01;
  bench.update();
  CHECK_FALSE(bench.sync.is_current(bench.run.status));
  bench.settings.view.instant = true;
  bench.settings.training.learning_rate = 0.02;
  bench.update();
  CHECK_FALSE(bench.retrained());  // the trainer may have gone on since
}

TEST_CASE("a run near the limit does not switch to and fro", "[app][unit]") {
  // Instant up to 500 ms, and from there on up to 1000 ms.
  Bench bench(0.4);  // 400 ms per run
  CHECK(bench.sync.is_instant(bench.settings, bench.run));
  bench.settings.training.iterations = 2000;  // 800 ms
  CHECK(bench.sync.is_instant(bench.settings, bench.run));
  bench.settings.training.iterations = 3000;  // 1200 ms
  CHECK_FALSE(bench.sync.is_instant(bench.settings, bench.run));
  bench.settings.training.iterations = 2000;
  CHECK_FALSE(bench.sync.is_instant(bench.settings, bench.run));
  bench.settings.training.iterations = 1000;
  CHECK(bench.sync.is_instant(bench.settings, bench.run));
}

TEST_CASE("a machine that is busy for a while is not taken for a slow one", "[app][unit]") {
  Bench bench(kFastMs);
  bench.run.status.ms_per_iteration = kSlowMs;
  bench.sync.learn(bench.run);
  CHECK(bench.sync.is_instant(bench.settings, bench.run));
}

TEST_CASE("the pace is sent once, before the settings, and within its limits", "[app][unit]") {
  Bench bench(kSlowMs);
  bench.settings.view.pace = 2.0;
  bench.settings.training.learning_rate = 0.01;
  bench.update();
  REQUIRE(bench.sent.size() == 2);
  CHECK(std::get<Pace>(bench.sent[0]).per_second == 2.0);
  CHECK(std::holds_alternative<Configure>(bench.sent[1]));

  bench.update();
  CHECK(bench.sent.empty());

  bench.settings.view.pace = 1e9;
  bench.update();
  REQUIRE(bench.sent.size() == 1);
  CHECK(std::get<Pace>(bench.sent[0]).per_second == kMaxPace);

  bench.settings.view.pace = 0.0;  // as fast as it goes
  bench.update();
  REQUIRE(bench.sent.size() == 1);
  CHECK(std::get<Pace>(bench.sent[0]).per_second == 0.0);
}

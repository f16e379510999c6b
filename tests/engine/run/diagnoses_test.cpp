// Runs that fail and what is said of them. Of healthy runs nothing is said: healthy_runs_test.cpp.
#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "engine/run/experiment_run.h"
#include "engine/run/message_fields.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

std::string name_of(DiagnosisKind kind) {
  return Enumerators<DiagnosisKind>::kNames[static_cast<std::size_t>(kind)];
}

/// The kinds, each once, in the order in which they are told.
std::vector<std::string> kinds_of(const std::vector<Diagnosis>& diagnoses) {
  std::vector<std::string> kinds;
  for (const Diagnosis& one : diagnoses) {
    const std::string name = name_of(one.kind);
    if (std::find(kinds.begin(), kinds.end(), name) == kinds.end()) kinds.push_back(name);
  }
  return kinds;
}

const Diagnosis* find(const std::vector<Diagnosis>& diagnoses, DiagnosisKind kind) {
  const auto at = std::find_if(diagnoses.begin(), diagnoses.end(),
                               [&](const Diagnosis& one) { return one.kind == kind; });
  return at == diagnoses.end() ? nullptr : &*at;
}

using Kinds = std::vector<std::string>;

/// One way to fail.
struct Failing {
  const char* what;
  const char* settings;
  Kinds kinds;  // that must be told, and no others
};

const std::vector<Failing> kFailing{
    {"a rate far too large under ReLU",
     "learning_rate=10&iterations=600",
     {"blow_up", "dead_layer", "stuck"}},
    {"a rate too large under ReLU",
     "learning_rate=3&iterations=600",
     {"blow_up", "dead_layer", "stuck"}},
    {"a rate far too large under leaky ReLU",
     "learning_rate=10&activation=leaky_relu",
     {"blow_up"}},
    {"a rate far too large under tanh",
     "data=moons&hidden=4&activation=tanh&learning_rate=100",
     {"blow_up", "saturated_layer", "oscillating"}},
    {"a rate too large for points under ReLU",
     "data=moons&hidden=4&init=he&learning_rate=10",
     {"dead_layer", "stuck"}},
    {"weights of zero", "init=zeros&iterations=800", {"dead_layer", "stuck"}},
    {"large weights under sigmoid",
     "init=large&activation=sigmoid&iterations=300",
     {"saturated_layer"}},
    {"large weights under tanh",
     "init=large&activation=tanh&iterations=300",
     {"saturated_layer", "stuck"}},
    {"a rate far too small", "learning_rate=0.00001&iterations=300", {"stuck"}},
    {"a rate far too small for points",
     "data=moons&hidden=4&activation=tanh&learning_rate=0.000001",
     {"stuck"}},
    {"a penalty far too large", "l2=10000&iterations=500", {"dead_layer", "stuck"}},
    {"nearly all units dropped", "keep_prob=0.05&iterations=300", {"blow_up"}},
    {"many layers of sigmoid",
     "activation=sigmoid&hidden=20,20,20,20,20&iterations=600",
     {"stuck"}},
    {"tiny weights in many layers", "init=scaled&init_scale=0.0001&iterations=800", {"stuck"}},
    {"Adam with a rate too large",
     "data=moons&hidden=5,2&optimizer=adam&learning_rate=1",
     {"dead_layer", "stuck"}},
    {"RMSprop with a rate too large",
     "data=moons&hidden=5,2&optimizer=rmsprop&learning_rate=1",
     {"blow_up", "dead_layer", "stuck"}},
    {"a straight line for XOR", "data=xor&hidden=&learning_rate=0.1&iterations=2000", {"stuck"}},
    {"labels that mean nothing", "data=none&hidden=4&activation=tanh&iterations=2000", {"stuck"}},
    {"one class of pictures", "share=0&m=24&iterations=200", {"one_class"}},
    {"a penalty that leaves nothing of the weights", "l2=200&iterations=500", {"stuck"}},
    {"the same penalty on points",
     "data=moons&hidden=4&activation=tanh&l2=200&learning_rate=0.5&iterations=500",
     {"stuck"}},
    {"batches and a rate far too large under ReLU",
     "batch_size=16&learning_rate=5&iterations=60",
     {"dead_layer"}},
    {"batches and a rate too large for a straight line",
     "data=flower&hidden=&init=he&seed=9&batch_size=16&learning_rate=5&iterations=100",
     {"oscillating"}},
    {"batches and a rate too large under tanh",
     "data=moons&hidden=4&init=he&activation=tanh&batch_size=16&learning_rate=10&iterations=100",
     {"saturated_layer", "oscillating"}},
    {"momentum with a rate far too large",
     "data=blobs&hidden=&optimizer=momentum&learning_rate=10&iterations=300",
     {"oscillating"}},
    {"momentum with a rate too large under ReLU",
     "data=blobs&hidden=20,7&init=he&optimizer=momentum&learning_rate=5&iterations=300",
     {"blow_up", "dead_layer", "stuck"}},
    {"momentum with a rate too large and no activation",
     "activation=linear&optimizer=momentum&learning_rate=1&iterations=300",
     {"blow_up"}},
    {"batches and a rate that breaks the first epoch",
     "activation=leaky_relu&batch_size=16&learning_rate=5&iterations=40",
     {"blow_up"}},
    {"few epochs with a rate far too large",
     "activation=tanh&batch_size=16&learning_rate=5&iterations=40",
     {"saturated_layer", "oscillating"}},
    {"a rate far too large in single precision",
     "learning_rate=10&precision=f32&solver=primal&iterations=300",
     {"blow_up", "dead_layer", "stuck"}},
    {"Adam with a rate too large on pictures",
     "optimizer=adam&learning_rate=0.5&iterations=200",
     {"blow_up", "dead_layer", "stuck"}},
    {"few epochs with a rate too small",
     "data=flower&hidden=4&activation=tanh&init=he&seed=33&optimizer=adam"
     "&learning_rate=0.0001575&batch_size=64&iterations=50",
     {"stuck"}},
};

TEST_CASE("every way to fail is told, by its kind and in numbers", "[run][slow]") {
  ExperimentRun run;
  for (const auto& [what, settings, kinds] : kFailing) {
    run.begin(settings);
    while (run.advance(50.0)) {
    }
    const std::vector<Diagnosis>& told = run.summary().diagnoses;
    CAPTURE(what, settings);
    CHECK(kinds_of(told) == kinds);
    for (const Diagnosis& one : told) {
      const std::string words = describe(one.words);
      CAPTURE(words);
      CHECK(words.find('{') == std::string::npos);
      CHECK(words.find('?') == std::string::npos);
      CHECK(words.find_first_of("0123456789") != std::string::npos);
      CHECK(one.iteration <= run.summary().status.iteration);
      const bool has_layer =
          one.kind == DiagnosisKind::dead_layer || one.kind == DiagnosisKind::saturated_layer;
      CHECK((one.layer > 0) == has_layer);
    }
  }
}

TEST_CASE("a penalty that is too large is named as the cause", "[run][unit]") {
  Watcher watcher;
  watcher.train("l2=200&iterations=500");
  const Diagnosis* stuck = find(watcher.health.diagnoses, DiagnosisKind::stuck);
  REQUIRE(stuck != nullptr);
  CHECK(stuck->words.code == Errc::diagnosed_penalty);
  CHECK(stuck->words.args[0] == "200");
  CHECK(stuck->words.args[1] == "4.47");  // ‖W[1]‖ at iteration 0
  CHECK(std::stod(stuck->words.args[2]) < 0.3 * 4.47);
}

TEST_CASE("a layer that died under mini-batches is told with the iteration where it did",
          "[run][unit]") {
  Watcher watcher;
  watcher.train("batch_size=16&learning_rate=5&iterations=60");
  const Diagnosis* dead = find(watcher.health.diagnoses, DiagnosisKind::dead_layer);
  REQUIRE(dead != nullptr);
  CHECK(dead->iteration < 30);
}

// The readers of files refuse such numbers; a program that calls the engine may have them.
TEST_CASE("inputs that are NaN or infinite are told with their place", "[run][unit]") {
  const double bad =
      GENERATE(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity());
  const bool is_standardised = GENERATE(false, true);
  auto points = std::make_shared<PointSet>();
  Dice dice(7);
  for (int i = 0; i < 40; ++i) {
    points->xy.push_back(dice.between(-2, 2));
    points->xy.push_back(dice.between(-2, 2));
    points->labels.push_back(points->xy[points->xy.size() - 2] > 0 ? 1 : 0);
  }
  points->xy[2 * 11 + 1] = bad;
  points->xy[2 * 30] = bad;
  ExperimentRun run;
  run.bring({.train_points = points});
  run.begin("data=csv&hidden=3&iterations=100&learning_rate=0.5&activation=tanh" +
            std::string(is_standardised ? "&standardise=1" : ""));
  while (run.advance(50.0)) {
  }
  const RunSummary& summary = run.summary();
  CHECK(summary.status.phase == Phase::failed);
  REQUIRE(kinds_of(summary.diagnoses) == Kinds{"blow_up"});
  CHECK(summary.diagnoses[0].iteration == 0);
  CHECK(summary.diagnoses[0].words.code == Errc::diagnosed_not_finite);
  CHECK(summary.diagnoses[0].words.args == std::vector<std::string>{"2", "x2", "12"});
}

// The numbers are those of the default run at α = 10, computed again in NumPy.
TEST_CASE("a blow-up names its iteration, its step and its dead units", "[run][unit]") {
  Watcher watcher;
  watcher.train("learning_rate=10");
  const HealthUpdate& health = watcher.health;
  REQUIRE(kinds_of(health.diagnoses) == Kinds{"blow_up", "dead_layer", "stuck"});
  CHECK(health.diagnoses[0].iteration == 2);
  CHECK(health.diagnoses[0].words.args[1] == "21,835");
  REQUIRE(health.steps.size() >= 4);
  CHECK(health.steps[0].weight_norm == Catch::Approx(4.47).margin(0.005));
  CHECK(health.steps[0].step_norm == Catch::Approx(10.8).margin(0.05));
  CHECK(health.steps[1].weight_norm == Catch::Approx(11.7).margin(0.05));
  CHECK(health.steps[1].cost == Catch::Approx(1.17).margin(0.005));
  CHECK(health.steps[2].iteration == 2);
  CHECK(health.steps[2].ratio() == Catch::Approx(2692).margin(1.0));
  CHECK(health.steps[3].weight_norm == Catch::Approx(31827).margin(2.0));
  CHECK(health.steps[3].step_norm == 0.0);
  REQUIRE(health.layers.size() == 3);
  CHECK(health.layers[0].dead_count() == 0);
  CHECK(health.layers[1].dead_count() == 6);
  CHECK(health.layers[2].dead_count() == 5);
}

TEST_CASE("a diagnosis of training is told while the run goes on, and gone after a rewind",
          "[run][unit]") {
  Watcher watcher;
  watcher.configure("learning_rate=10");
  watcher.settle();
  watcher.run_to(1);
  CHECK(watcher.health.diagnoses.empty());
  watcher.run_to(5);
  CHECK(find(watcher.health.diagnoses, DiagnosisKind::blow_up) != nullptr);
  CHECK(find(watcher.health.diagnoses, DiagnosisKind::dead_layer) != nullptr);
  watcher.run_to(1);
  CHECK(watcher.health.diagnoses.empty());
  watcher.run_to(5);
  const std::vector<Diagnosis> again = watcher.health.diagnoses;
  Watcher other;
  other.configure("learning_rate=10");
  other.settle();
  other.run_to(5);
  CHECK(again == other.health.diagnoses);
}

TEST_CASE("a layer that edits killed is told at once", "[run][unit]") {
  Watcher watcher;
  watcher.configure("data=moons&m=60&hidden=3&activation=relu&learning_rate=0.1&iterations=100");
  watcher.settle();
  watcher.run_to(10);
  CHECK(watcher.health.diagnoses.empty());
  for (int unit = 1; unit <= 3; ++unit) watcher.send(EditWeight{1, unit, 0, -100.0});
  watcher.settle();
  const Diagnosis* dead = find(watcher.health.diagnoses, DiagnosisKind::dead_layer);
  REQUIRE(dead != nullptr);
  CHECK(dead->layer == 1);
  CHECK(dead->iteration == 10);
}

std::shared_ptr<const Table> table_of(double scale) {
  auto table = std::make_shared<Table>();
  table->names = {"age", "income", "label"};
  Dice dice(3);
  for (int i = 0; i < 60; ++i) {
    const double age = dice.between(0, 1);
    const double income = dice.between(0, 1);
    for (const double value : {age, scale * income, age + income > 1 ? 1.0 : 0.0}) {
      table->values.push_back(value);
    }
  }
  table->rows = 60;
  table->words.resize(3);
  return table;
}

TEST_CASE("features of very different scale are named with their scales", "[run][unit]") {
  const std::string settings =
      "data=table&hidden=3&iterations=200&learning_rate=0.05&standardise=0";
  for (const double scale : {1.0, 1e6}) {
    Watcher watcher;
    watcher.send(Bring{{.table = table_of(scale)}});
    watcher.train(settings);
    const Diagnosis* told = find(watcher.health.diagnoses, DiagnosisKind::input_scale);
    CHECK((told != nullptr) == (scale > 1.0));
    if (told == nullptr) continue;
    CHECK(told->words.args[0] == "income");
    CHECK(told->words.args[2] == "age");
    watcher.train(settings + "&standardise=1");
    CHECK(watcher.health.diagnoses.empty());
  }
}

TEST_CASE("test examples that are in the training set are counted", "[run][unit]") {
  Dice dice(4);
  UserData data;
  auto train = std::make_shared<PointSet>();
  for (int i = 0; i < 40; ++i) {
    train->xy.push_back(dice.between(-2, 2));
    train->xy.push_back(dice.between(-2, 2));
    train->labels.push_back(train->xy[train->xy.size() - 2] > 0 ? 1 : 0);
  }
  auto test = std::make_shared<PointSet>(*train);
  test->xy.resize(20);
  test->labels.resize(10);
  for (int i = 0; i < 3; ++i) test->xy[static_cast<std::size_t>(2 * i)] += 10.0;
  data.train_points = train;
  data.test_points = test;
  Watcher watcher;
  watcher.send(Bring{data});
  watcher.train("data=csv&hidden=3&iterations=100&learning_rate=0.5&activation=tanh");
  REQUIRE(kinds_of(watcher.health.diagnoses) == Kinds{"leak"});
  CHECK(watcher.health.diagnoses[0].words.args == std::vector<std::string>{"7", "10"});
}

}  // namespace
}  // namespace purr

// Runs that fail and what is said of them, and healthy runs of which nothing is said.
#include <algorithm>
#include <array>
#include <cmath>
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
};

TEST_CASE("every way to fail is told, by its kind and in numbers", "[run][unit]") {
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

// ---- healthy runs ------------------------------------------------------------------------------

/// A run as somebody might set it up, by chance.
std::string random_settings(Dice& dice) {
  const auto one_of = [&]<std::size_t n>(const std::array<const char*, n>& all) {
    return std::string(all[static_cast<std::size_t>(dice.below(static_cast<int>(n)))]);
  };
  const auto rate = [&](double low, double high) {
    return number_text(std::pow(10.0, dice.between(low, high)));
  };
  const std::string data = one_of(
      std::array{"drawn", "flower", "circles", "moons", "blobs", "quantiles", "spiral", "xor"});
  const bool is_drawn = data == "drawn";
  std::string settings =
      "data=" + data +
      "&activation=" + one_of(std::array{"relu", "tanh", "sigmoid", "leaky_relu", "softplus"}) +
      "&init=" + one_of(std::array{"xavier", "he", "small", "scaled&init_scale=0.3"}) +
      "&seed=" + std::to_string(dice.from_to(1, 99)) +
      "&data_seed=" + std::to_string(dice.from_to(1, 99)) + "&hidden=";
  const int layers = dice.from_to(is_drawn ? 0 : 1, 3);
  for (int l = 0; l < layers; ++l) {
    settings += (l > 0 ? "," : "") + one_of(std::array{"3", "4", "5", "7", "10", "20"});
  }
  const int optimizer = dice.below(8);
  const double shift = is_drawn ? -1.0 : 0.0;
  if (optimizer == 0) settings += "&optimizer=adam&learning_rate=" + rate(-4 + shift, -1.3 + shift);
  if (optimizer == 1) settings += "&optimizer=momentum&learning_rate=" + rate(-4, -1 + shift);
  if (optimizer == 2)
    settings += "&optimizer=rmsprop&learning_rate=" + rate(-4 + shift, -2 + shift);
  if (optimizer > 2) settings += "&learning_rate=" + rate(-3 + shift, shift);
  if (is_drawn) settings += "&m=" + one_of(std::array{"40", "100"}) + "&m_test=40&iterations=150";
  const bool has_batches = dice.one_in(4);
  if (has_batches) settings += "&batch_size=" + one_of(std::array{"16", "32", "64"});
  if (!is_drawn) {
    settings += "&iterations=" + (has_batches ? one_of(std::array{"50", "200"})
                                              : one_of(std::array{"200", "1000", "2000"}));
  }
  if (dice.one_in(5)) settings += "&l2=" + rate(-2, 1);
  if (dice.one_in(6) && layers > 0)
    settings += "&keep_prob=" + number_text(dice.between(0.6, 0.95));
  if (dice.one_in(8)) settings += "&solver=primal&precision=f32";
  if (dice.one_in(8)) settings += "&decay=0.001";
  if (dice.one_in(5)) settings += "&flips=" + std::to_string(dice.from_to(1, 15));
  return settings;
}

/// Whether a run is healthy by what anybody sees of its curves: it ends with far more right answers
/// than the larger class has, its cost has fallen by a fifth, and the means of its cost over four
/// parts of its second half do not rise.
bool is_healthy(const RunSummary& run, double majority) {
  if (run.status.phase != Phase::finished) return false;
  if (run.status.train_accuracy < majority + 0.15) return false;
  const auto mean = [&](std::size_t first, std::size_t last) {
    double sum = 0.0;
    for (std::size_t i = first; i < last; ++i) sum += run.curve[i].cost;
    return sum / static_cast<double>(last - first);
  };
  const std::size_t n = run.curve.size();
  if (n < 40 || mean(n - n / 8, n) > 0.8 * mean(0, 3)) return false;
  for (std::size_t part = 4; part < 7; ++part) {
    const double before = mean(part * n / 8, (part + 1) * n / 8);
    const double after = mean((part + 1) * n / 8, (part + 2) * n / 8);
    if (after > 1.02 * before + 0.002) return false;
  }
  return true;
}

double majority_of(const Watcher& watcher) {
  const auto& labels = watcher.data.train_labels;
  const double ones = static_cast<double>(std::count(labels.begin(), labels.end(), 1)) /
                      static_cast<double>(labels.size());
  return std::max(ones, 1.0 - ones);
}

TEST_CASE("two hundred healthy runs are not accused of anything", "[run][slow][property]") {
  Dice dice(20);
  int healthy = 0;
  Watcher watcher;
  for (int i = 0; i < 1000 && healthy < 200; ++i) {
    const std::string settings = random_settings(dice);
    watcher.train(settings);
    RunSummary run;
    run.status = watcher.status;
    run.curve = watcher.curve;
    if (!is_healthy(run, majority_of(watcher))) continue;
    ++healthy;
    CAPTURE(settings, run.status.train_accuracy, run.status.cost);
    CHECK(kinds_of(watcher.health.diagnoses) == Kinds{});
  }
  CHECK(healthy == 200);
}

}  // namespace
}  // namespace purr

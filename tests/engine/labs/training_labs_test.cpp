// Labs that train: against numbers made with NumPy from the same data, and earlier sweeps.
#include "engine/labs/bias_variance.h"
#include "engine/labs/collapse.h"
#include "engine/labs/kinds.h"
#include "engine/labs/overfitting.h"
#include "engine/labs/seed_luck.h"
#include "engine/labs/sweep_map.h"
#include "engine/labs/templates.h"
#include "engine/labs/unroll.h"
#include "tests/support/catch.h"

using Catch::Matchers::WithinAbs;
using namespace purr;

namespace {

std::vector<RunSummary> run_all(const std::vector<std::string>& plan) {
  std::vector<RunSummary> summaries;
  ExperimentRun run;
  for (const std::string& text : plan) {
    run.begin(text);
    while (run.advance(1000.0)) {
    }
    summaries.push_back(run.summary());
  }
  return summaries;
}

}  // namespace

TEST_CASE("four linear layers are one matrix, and no better than one unit", "[labs]") {
  const auto result = collapse({}, {});
  REQUIRE(result);
  CHECK(result->largest_difference < 1e-12);
  CHECK_THAT(result->cost, WithinAbs(0.673146, 0.0000005));
  CHECK_THAT(result->logistic_cost, WithinAbs(0.673146, 0.0000005));
  CHECK_THAT(result->train_accuracy, WithinAbs(0.47, 1e-12));
  REQUIRE(result->W.size() == 2);
  CHECK_THAT(result->W[0], WithinAbs(0.02809092, 1e-7));
  CHECK_THAT(result->W[1], WithinAbs(-0.20318475, 1e-7));
  CHECK_THAT(result->b, WithinAbs(0.01555503, 1e-7));
}

TEST_CASE("with ReLU in it, no one matrix answers as the network does", "[labs]") {
  const auto result = collapse({.activation = Activation::relu, .iterations = 500}, {});
  REQUIRE(result);
  CHECK(result->largest_difference > 0.01);
}

TEST_CASE("pixels shuffled alike teach one unit exactly as much", "[labs]") {
  const auto result = kinds({}, {});
  REQUIRE(result);
  CHECK(result->equal_after_shuffle);
  CHECK_THAT(result->cost, WithinAbs(0.153284, 0.0000005));
  CHECK_THAT(result->shuffled_cost, WithinAbs(0.153284, 0.0000005));
  CHECK(result->train_accuracy == 1.0);
  CHECK_THAT(result->test_accuracy, WithinAbs(0.647, 0.0005));
}

TEST_CASE("the wrong fold keeps the shape and loses the pictures", "[labs]") {
  const auto result = unroll({}, {});
  REQUIRE(result);
  CHECK(result->index == 7974);
  CHECK(result->row_of_x == 7975);
  CHECK(result->n_x == 12288);
  CHECK(result->m == 209);
  CHECK_THAT(result->right_reshape_accuracy, WithinAbs(0.647, 0.0005));
  CHECK(result->right_reshape_train_accuracy == 1.0);
  CHECK_THAT(result->wrong_reshape_accuracy, WithinAbs(0.513, 0.0005));
  CHECK_THAT(result->wrong_reshape_train_accuracy, WithinAbs(0.885, 0.0005));
}

TEST_CASE("a set folded wrongly has column i made of every m-th entry", "[labs]") {
  PictureSet set{
      .width = 1, .height = 2, .channels = 1, .pixels = {1, 2, 3, 4, 5, 6}, .labels = {0, 1, 0}};
  // np.array([[1, 2], [3, 4], [5, 6]]).reshape(-1, 3) is [[1, 2, 3], [4, 5, 6]].
  CHECK(folded_wrongly(set).pixels == std::vector<std::uint8_t>{1, 4, 2, 5, 3, 6});
}

TEST_CASE("seeds are drawn from 1 on, and where seed 1 stands is counted", "[labs]") {
  const SeedLuckSettings settings{.run = "v=1&data=moons&hidden=3&iterations=300", .seeds = 5};
  const auto plan = plan_seed_luck(settings);
  REQUIRE(plan.size() == 5);
  CHECK(read_experiment(plan[3]).experiment.network.seed == 4);
  auto runs = run_all(plan);
  // Made up, so that the order is known: seed 1 is second, seed 5 failed.
  const double accuracies[] = {0.8, 0.7, 0.9, 0.6, 0.5};
  for (std::size_t i = 0; i < runs.size(); ++i) runs[i].status.test_accuracy = accuracies[i];
  runs[4].failure = Error{};
  const auto result = conclude_seed_luck(settings, runs, {});
  REQUIRE(result);
  CHECK(result->median == 0.75);
  CHECK(result->low == 0.6);
  CHECK(result->high == 0.9);
  CHECK(result->rank_of_first == 2);
  CHECK(result->failed == 1);
  CHECK(result->m_test > 0);
  CHECK_THAT(result->baseline, WithinAbs(0.5, 0.01));
}

TEST_CASE("a sweep of two settings has a run for every pair", "[labs][slow]") {
  const SweepMapSettings settings;
  const auto plan = plan_sweep_map(settings);
  REQUIRE(plan.size() == 6);
  const auto result = conclude_sweep_map(settings, run_all(plan), {});
  REQUIRE(result);
  CHECK(result->values[0] == std::vector<std::string>{"0.001", "0.0075", "0.03"});
  CHECK(result->values[1] == std::vector<std::string>{"4", "20,7,5"});
  const double expected[2][3] = {{0.653, 0.703, 0.693}, {0.740, 0.780, 0.783}};
  for (std::size_t y : {0U, 1U}) {
    for (std::size_t x : {0U, 1U, 2U}) {
      CHECK_THAT(result->test_accuracy[y][x], WithinAbs(expected[y][x], 0.0005));
    }
  }
}

TEST_CASE("a sweep over something that is no setting trains nothing and says so", "[labs]") {
  const SweepMapSettings settings{.x = "colour"};
  CHECK(plan_sweep_map(settings).empty());
  const auto result = conclude_sweep_map(settings, {}, {});
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::unknown_key);
}

TEST_CASE("a penalty raises the test accuracy of a network that had learned by heart",
          "[labs][slow]") {
  const auto result = overfitting({.l2 = {0.0, 0.3, 3.0}, .keep = {0.8}}, {});
  REQUIRE(result);
  CHECK(result->l2.train_accuracy[0] == 1.0);
  CHECK_THAT(result->l2.test_accuracy[0], WithinAbs(0.839, 0.0005));
  CHECK_THAT(result->l2.train_accuracy[1], WithinAbs(0.917, 0.0005));
  CHECK_THAT(result->l2.test_accuracy[1], WithinAbs(0.899, 0.0005));
  CHECK_THAT(result->l2.test_accuracy[2], WithinAbs(0.839, 0.0005));
  CHECK_THAT(result->keep.train_accuracy[0], WithinAbs(0.933, 0.0005));
  CHECK_THAT(result->keep.test_accuracy[0], WithinAbs(0.881, 0.0005));
  CHECK(result->best_l2 == 0.3);
  CHECK(result->l2.weights[0] > result->l2.weights[1]);
}

TEST_CASE("bias and variance are read off two errors", "[labs][slow]") {
  const BiasVarianceSettings settings;
  auto runs = run_all(plan_bias_variance(settings));
  const auto result = conclude_bias_variance(settings, runs, {});
  REQUIRE(result.rows.size() == 4);
  CHECK(result.rows[0].reading == BiasVarianceReading::high_bias);
  CHECK_THAT(result.rows[0].train_error, WithinAbs(0.15, 0.0005));
  CHECK(result.rows[1].reading == BiasVarianceReading::high_variance);
  CHECK_THAT(result.rows[1].test_error, WithinAbs(0.161, 0.0005));
  CHECK(result.rows[2].reading == BiasVarianceReading::good);
  CHECK(result.rows[3].reading == BiasVarianceReading::good);
  runs[0].status.test_accuracy = 0.5;
  CHECK(conclude_bias_variance(settings, runs, {}).rows[0].reading == BiasVarianceReading::both);
}

TEST_CASE("pictures that excite a unit are those with its largest z", "[labs]") {
  const auto result = templates({.iteration = 300, .shown = 10}, {});
  REQUIRE(result);
  REQUIRE(result->units.size() == 20);
  double most = 0.0;
  for (const TemplateUnit& unit : result->units) {
    CHECK(unit.most.size() == 10);
    CHECK(unit.learned > 0.0);
    most = std::max(most, std::abs(unit.ones_in_most - unit.ones_in_least));
  }
  // Some unit has learned to tell the two kinds apart.
  CHECK(most >= 0.5);
}

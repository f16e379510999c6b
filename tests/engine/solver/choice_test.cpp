#include "engine/solver/choice.h"

#include "tests/support/catch.h"

namespace purr {
namespace {

bool takes_gram(int n_x, int m, int m_test, const NetworkSpec& network,
                const TrainingSpec& training) {
  return choose_gram(estimate_solvers(n_x, m, m_test, network, training), training.solver);
}

TEST_CASE("pictures go to the Gram solver and points to the primal one", "[solver][unit]") {
  const NetworkSpec deep;  // 20, 7, 5
  NetworkSpec logistic;
  logistic.hidden.clear();
  const TrainingSpec training;
  for (const NetworkSpec& network : {deep, logistic}) {
    CHECK(takes_gram(12288, 209, 50, network, training));
    CHECK(takes_gram(12288, 209, 300, network, training));
    CHECK(takes_gram(12288, 2000, 300, network, training));
    CHECK_FALSE(takes_gram(2, 400, 200, network, training));
    CHECK_FALSE(takes_gram(2, 300, 100, network, training));
  }
}

TEST_CASE("a run too short to pay for the Gram matrix does without", "[solver][unit]") {
  TrainingSpec training;
  training.iterations = 1;
  CHECK_FALSE(takes_gram(12288, 209, 50, NetworkSpec{}, training));
  CHECK_FALSE(takes_gram(12288, 5000, 50, NetworkSpec{}, training));
}

TEST_CASE("only gradient descent and momentum stay in the span of the data", "[solver][unit]") {
  for (const Optimizer optimizer : {Optimizer::rmsprop, Optimizer::adam}) {
    for (const SolverChoice choice :
         {SolverChoice::automatic, SolverChoice::gram, SolverChoice::primal}) {
      TrainingSpec training;
      training.optimizer = optimizer;
      training.solver = choice;
      CHECK_FALSE(takes_gram(12288, 209, 50, NetworkSpec{}, training));
    }
  }
  TrainingSpec momentum;
  momentum.optimizer = Optimizer::momentum;
  CHECK(takes_gram(12288, 209, 50, NetworkSpec{}, momentum));
}

TEST_CASE("the user's choice is followed where it is possible", "[solver][unit]") {
  TrainingSpec training;
  training.solver = SolverChoice::primal;
  CHECK_FALSE(takes_gram(12288, 209, 50, NetworkSpec{}, training));
  training.solver = SolverChoice::gram;
  CHECK(takes_gram(2, 400, 200, NetworkSpec{}, training));
}

TEST_CASE("a Gram matrix that would not fit is not chosen by itself", "[solver][unit]") {
  const TrainingSpec training;
  const SolverEstimate large = estimate_solvers(12288, 10000, 10000, NetworkSpec{}, training);
  CHECK(large.gram_bytes > kMaxRunBytes);
  CHECK_FALSE(choose_gram(large, SolverChoice::automatic));
}

TEST_CASE("a page takes a Gram matrix of ten thousand pictures only when it is asked for",
          "[solver][unit]") {
  const TrainingSpec training;
  const SolverEstimate half = estimate_solvers(12288, 5000, 1000, NetworkSpec{}, training);
  CHECK(choose_gram(half, SolverChoice::automatic, kMaxPageMatrixBytes));
  CHECK(takes_gram(12288, 10000, 2000, NetworkSpec{}, training));
  const SolverEstimate estimate = estimate_solvers(12288, 10000, 2000, NetworkSpec{}, training);
  CHECK_FALSE(choose_gram(estimate, SolverChoice::automatic, kMaxPageMatrixBytes));
  CHECK(choose_gram(estimate, SolverChoice::gram, kMaxPageMatrixBytes));
  CHECK(estimate.gram_is_less_work());
  CHECK(estimate.matrix_bytes == 8.0 * 10000 * 12000);
  CHECK(estimate.primal_bytes < 200e6);
  CHECK(estimate.gram_bytes < kMaxRunBytes);
}

TEST_CASE("estimates grow with the data and the network", "[solver][property]") {
  const auto estimate = [](int n_x, int m, int units, Precision precision) {
    NetworkSpec network;
    network.hidden = {units, 5};
    TrainingSpec training;
    training.precision = precision;
    return estimate_solvers(n_x, m, 50, network, training);
  };
  const SolverEstimate base = estimate(12288, 209, 20, Precision::f64);
  for (const SolverEstimate& more :
       {estimate(24576, 209, 20, Precision::f64), estimate(12288, 500, 20, Precision::f64),
        estimate(12288, 209, 40, Precision::f64)}) {
    CHECK(more.primal_operations > base.primal_operations);
    CHECK(more.gram_operations > base.gram_operations);
    CHECK(more.primal_bytes > base.primal_bytes);
    CHECK(more.gram_bytes > base.gram_bytes);
  }
  CHECK(estimate(12288, 500, 20, Precision::f32).primal_bytes <
        estimate(12288, 500, 20, Precision::f64).primal_bytes);
  // So few numbers of 32 bits are kept beside the pictures; doubles would be too many.
  CHECK(estimate(12288, 209, 20, Precision::f32).primal_bytes > 12288.0 * 209 * (1 + 4));
  // Forward and backward: two multiply-adds for each weight and example, 2500 times.
  CHECK(base.primal_operations > 2500.0 * 2.0 * 20 * 12288 * 209);
  CHECK(base.primal_operations < 2500.0 * 2.2 * 20 * 12288 * 209);
}

TEST_CASE("the activations of wide layers count as memory", "[solver][unit]") {
  // 12 layers of 256 units keep Z, A and dZ of 10 000 examples: 737 MB in doubles.
  NetworkSpec wide;
  wide.hidden.assign(12, 256);
  const TrainingSpec training;
  const SolverEstimate estimate = estimate_solvers(2, 10000, 100, wide, training);
  CHECK(estimate.primal_bytes > 7e8);
  CHECK(estimate.gram_bytes > 7e8);
}

}  // namespace
}  // namespace purr

// One step taken apart, against NumPy's.
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "engine/train/trainer.h"
#include "tests/support/catch.h"
#include "tests/support/datasets.h"
#include "tests/support/trainers.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;

#include "tests/engine/train/batch_trace_numpy.inc"

std::shared_ptr<const Dataset> five_points() {
  auto dataset = std::make_shared<Dataset>();
  dataset->train = {.n_x = 2, .count = 5};
  dataset->train.numbers = {0.5, 1.5, -1.25, 0.25, 2.0, -0.5, 0.125, -2.0, -0.75, 1.0};
  dataset->train_labels = {1, 0, 1, 1, 0};
  dataset->test = {.n_x = 2, .count = 0};
  return dataset;
}

NetworkSpec network_of_numpy() {
  NetworkSpec network;
  network.hidden = {3, 2};
  network.activation = {Activation::tanh, Activation::relu};
  network.init = Initialisation::xavier;
  network.seed = 4;
  return network;
}

void check_numbers(const std::vector<double>& ours, const std::vector<double>& numpys,
                   const std::string& name) {
  CAPTURE(name, ours, numpys);
  REQUIRE(ours.size() == numpys.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    CHECK_THAT(ours[i], WithinAbs(numpys[i], 1e-12));
  }
}

void check_trace(const BatchTrace& ours, const BatchTrace& numpys) {
  CHECK_THAT(ours.cost, WithinAbs(numpys.cost, 1e-13));
  CHECK(ours.examples == numpys.examples);
  REQUIRE(ours.layers.size() == numpys.layers.size());
  for (std::size_t l = 0; l < ours.layers.size(); ++l) {
    const BatchLayer& a = ours.layers[l];
    const BatchLayer& b = numpys.layers[l];
    CAPTURE(l);
    CHECK(a.n_out == b.n_out);
    CHECK(a.n_in == b.n_in);
    check_numbers(a.Z, b.Z, "Z");
    check_numbers(a.A, b.A, "A");
    check_numbers(a.D, b.D, "D");
    check_numbers(a.dA, b.dA, "dA");
    check_numbers(a.dZ, b.dZ, "dZ");
    check_numbers(a.dW, b.dW, "dW");
    check_numbers(a.db, b.db, "db");
    check_numbers(a.v_dW, b.v_dW, "v of dW");
    check_numbers(a.v_db, b.v_db, "v of db");
    check_numbers(a.s_dW, b.s_dW, "s of dW");
    check_numbers(a.s_db, b.s_db, "s of db");
  }
  CHECK(ours.layers[0].activation == Activation::tanh);
  CHECK(ours.layers[1].activation == Activation::relu);
  CHECK(ours.layers[2].activation == Activation::sigmoid);
}

TEST_CASE("a step taken apart is NumPy's: momentum with a penalty, both solvers",
          "[train][golden]") {
  TrainingSpec training;
  training.optimizer = Optimizer::momentum;
  training.momentum = 0.9;
  training.learning_rate = 0.5;
  training.l2 = 0.3;
  const bool gram = GENERATE(false, true);
  const auto trainer = trainer_of<double>(five_points(), network_of_numpy(), training, gram);
  train_iterations(*trainer, 3);
  const std::vector<std::uint8_t> before = trainer->save();
  check_trace(trainer->trace_batch(), kMomentum);
  CHECK(trainer->save() == before);
  CHECK(trainer->trace_batch().iteration == 3);

  // The gradient norms along the run are those of these matrices.
  trainer->step();
  const GradientPoint* gradient = trainer->last_gradient();
  REQUIRE((trainer->last_gradient() == nullptr) == (3 % gradient_interval(training) != 0));
  training.stop_gradient = 1e-9;  // measured in every step then
  const auto watched = trainer_of<double>(five_points(), network_of_numpy(), training, gram);
  train_iterations(*watched, 4);
  gradient = watched->last_gradient();
  REQUIRE(gradient != nullptr);
  CHECK(gradient->iteration == 3);
  REQUIRE(gradient->layers == 3);
  double all = 0.0;
  for (std::size_t l = 0; l < 3; ++l) {
    double sum = 0.0;
    for (const double d : kMomentum.layers[l].dW) sum += d * d;
    CHECK_THAT(gradient->dW[l], WithinAbs(std::sqrt(sum), 1e-13));
    for (const double d : kMomentum.layers[l].db) sum += d * d;
    all += sum;
  }
  CHECK_THAT(gradient->all, WithinAbs(std::sqrt(all), 1e-13));
}

/// Adam with dropout and batches, three steps into an epoch: what kAdam was made from.
auto trainer_in_epoch() {
  TrainingSpec training;
  training.optimizer = Optimizer::adam;
  training.momentum = 0.8;
  training.beta2 = 0.95;
  training.epsilon = 1e-6;
  training.learning_rate = 0.05;
  training.batch_size = 3;
  training.shuffle_seed = 11;
  training.keep_prob = 0.75;
  training.dropout_seed = 1;
  auto trainer = trainer_of<double>(five_points(), network_of_numpy(), training, false);
  for (int step = 0; step < 3; ++step) trainer->step();
  return trainer;
}

TEST_CASE("a step taken apart is NumPy's: Adam and dropout in the middle of an epoch",
          "[train][golden]") {
  const auto trainer = trainer_in_epoch();
  check_trace(trainer->trace_batch(), kAdam);
  // The trace does not change the step that follows.
  const auto other = trainer_in_epoch();
  trainer->step();
  other->step();
  CHECK(trainer->save() == other->save());
  CHECK(trainer->step_norm() == other->step_norm());
}

/// One weight of the step that NumPy took apart: its matrices, its products, its update.
void check_weight(Trainer& trainer, const BatchTrace& numpys, const RowMatrix<double>& X, int l,
                  int unit, int input) {
  CAPTURE(l, unit, input);
  const std::vector<std::uint8_t> state = trainer.save();
  const Matrix<double> W = trainer.parameters()[static_cast<std::size_t>(l - 1)].W;
  const WeightTrace trace = trainer.trace_weight(l, unit, input);
  CHECK(trainer.save() == state);
  const BatchLayer& layer = numpys.layers[static_cast<std::size_t>(l - 1)];
  CHECK(trace.examples == numpys.examples);
  CHECK(trace.n_out == layer.n_out);
  CHECK(trace.n_in == layer.n_in);
  check_numbers(trace.dW, layer.dW, "dW");
  const auto m = static_cast<std::ptrdiff_t>(layer.dZ.size()) / layer.n_out;
  const auto row = [m](const std::vector<double>& matrix, int r) {
    return std::vector<double>(matrix.begin() + (r - 1) * m, matrix.begin() + r * m);
  };
  check_numbers(trace.dZ, row(layer.dZ, unit), "dZ");
  std::vector<double> A_prev;
  if (l > 1) {
    A_prev = row(numpys.layers[static_cast<std::size_t>(l - 2)].A, input);
  } else {
    for (Eigen::Index i = 0; i < m; ++i) {
      const auto at = static_cast<std::size_t>(i);
      A_prev.push_back(X(input - 1, trace.examples.empty() ? i : trace.examples[at]));
    }
  }
  check_numbers(trace.A_prev, A_prev, "A_prev");
  // The derivative is the mean of the products, and the penalty's part.
  double sum = 0.0;
  for (std::size_t i = 0; i < trace.dZ.size(); ++i) sum += trace.dZ[i] * trace.A_prev[i];
  const double dW = layer.dW[static_cast<std::size_t>((unit - 1) * layer.n_in + input - 1)];
  CHECK_THAT(sum / static_cast<double>(m) + trace.decay * W(unit - 1, input - 1),
             WithinAbs(dW, 1e-12));
  // Central differences in double: h is 1e-5, so that h² and the rounding of J over h are below.
  CHECK_THAT(trace.numeric_dW, WithinAbs(dW, 1e-8));
  for (Eigen::Index r = 0; r < W.rows(); ++r) {
    for (Eigen::Index c = 0; c < W.cols(); ++c) {
      CHECK_THAT(trace.W[static_cast<std::size_t>(r * W.cols() + c)], WithinAbs(W(r, c), 1e-15));
    }
  }
  // The update is the one that the step makes.
  trainer.step();
  const Matrix<double> after = trainer.parameters()[static_cast<std::size_t>(l - 1)].W;
  CHECK_THAT(trace.updated, WithinAbs(after(unit - 1, input - 1), 1e-15));
  trainer.load(state);
}

RowMatrix<double> X_of_numpy() {
  RowMatrix<double> X(2, 5);
  X << 0.5, -1.25, 2.0, 0.125, -0.75, 1.5, 0.25, -0.5, -2.0, 1.0;
  return X;
}

TEST_CASE("one weight of a step is an entry of NumPy's matrices: momentum, penalty, both solvers",
          "[train][golden]") {
  TrainingSpec training;
  training.optimizer = Optimizer::momentum;
  training.momentum = 0.9;
  training.learning_rate = 0.5;
  training.l2 = 0.3;
  const auto trainer =
      trainer_of<double>(five_points(), network_of_numpy(), training, GENERATE(false, true));
  train_iterations(*trainer, 3);
  for (int unit = 1; unit <= 3; ++unit) {
    for (int input = 1; input <= 2; ++input) {
      check_weight(*trainer, kMomentum, X_of_numpy(), 1, unit, input);
      check_weight(*trainer, kMomentum, X_of_numpy(), 2, input, unit);
    }
  }
  check_weight(*trainer, kMomentum, X_of_numpy(), 3, 1, 2);
  const WeightTrace trace = trainer->trace_weight(2, 1, 3);
  CHECK_THAT(trace.decay, WithinAbs(0.3 / 5, 1e-15));
  const BatchLayer& layer = kMomentum.layers[1];
  CHECK_THAT(trace.v_before, WithinAbs(layer.v_dW[2], 1e-12));
  CHECK_THAT(trace.v_after, WithinAbs(0.9 * layer.v_dW[2] + 0.1 * layer.dW[2], 1e-12));
  CHECK(trace.s_after == 0.0);
}

TEST_CASE("one weight of a step is an entry of NumPy's matrices: Adam, dropout, a batch",
          "[train][golden]") {
  const auto trainer = trainer_in_epoch();
  for (int unit = 1; unit <= 3; ++unit) {
    check_weight(*trainer, kAdam, X_of_numpy(), 1, unit, 2);
    check_weight(*trainer, kAdam, X_of_numpy(), 2, 2, unit);
  }
  const WeightTrace trace = trainer->trace_weight(2, 2, 3);
  CHECK(trace.t == 4);
  CHECK(trace.examples.size() == trace.dZ.size());
  const BatchLayer& layer = kAdam.layers[1];
  CHECK_THAT(trace.v_after, WithinAbs(0.8 * layer.v_dW[5] + 0.2 * layer.dW[5], 1e-12));
  CHECK_THAT(trace.s_after,
             WithinAbs(0.95 * layer.s_dW[5] + 0.05 * layer.dW[5] * layer.dW[5], 1e-12));
}

TEST_CASE("a frozen weight has a derivative and does not move", "[train][unit]") {
  TrainingSpec training;
  training.learning_rate = 0.5;
  training.frozen = {{.layer = 2, .unit = 1, .input = 3}};
  const auto trainer = trainer_of<double>(five_points(), network_of_numpy(), training, false);
  const WeightTrace frozen = trainer->trace_weight(2, 1, 3);
  CHECK(frozen.is_frozen);
  CHECK(frozen.dW[2] != 0.0);
  CHECK(frozen.updated == frozen.W[2]);
  const WeightTrace free = trainer->trace_weight(2, 1, 2);
  CHECK_FALSE(free.is_frozen);
  CHECK_THAT(free.updated, WithinAbs(free.W[1] - 0.5 * free.dW[1], 1e-15));
}

TEST_CASE("single precision is checked by differences in double", "[train][unit]") {
  TrainingSpec training;
  training.precision = Precision::f32;
  const auto trainer = trainer_of<float>(five_points(), network_of_numpy(), training, false);
  train_iterations(*trainer, 3);
  const WeightTrace trace = trainer->trace_weight(3, 1, 1);
  // 24 bits in sums of five products.
  CHECK_THAT(trace.numeric_dW, WithinAbs(trace.dW[0], 1e-6));
}

TEST_CASE("the size of a trace is known before it is made", "[train][unit]") {
  Dice dice(5);
  const auto dataset = random_dataset({.n_x = 7, .m = 20}, dice);
  TrainingSpec training;
  training.optimizer = Optimizer::adam;
  training.keep_prob = 0.9;
  training.batch_size = GENERATE(0, 6);
  const auto trainer = trainer_of<double>(dataset, network_of_numpy(), training, false);
  train_iterations(*trainer, 1);
  double numbers = 0.0;
  for (const BatchLayer& layer : trainer->trace_batch().layers) {
    for (const auto* values : {&layer.Z, &layer.A, &layer.D, &layer.dA, &layer.dZ, &layer.dW,
                               &layer.db, &layer.v_dW, &layer.v_db, &layer.s_dW, &layer.s_db}) {
      numbers += static_cast<double>(values->size());
    }
  }
  CHECK(8 * numbers <= trainer->trace_bytes());
  CHECK(8 * numbers > 0.7 * trainer->trace_bytes());
}

}  // namespace
}  // namespace purr

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

TEST_CASE("a step taken apart is NumPy's: Adam and dropout in the middle of an epoch",
          "[train][golden]") {
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
  const auto trainer = trainer_of<double>(five_points(), network_of_numpy(), training, false);
  for (int step = 0; step < 3; ++step) trainer->step();
  check_trace(trainer->trace_batch(), kAdam);
  // The trace does not change the step that follows.
  const auto other = trainer_of<double>(five_points(), network_of_numpy(), training, false);
  for (int step = 0; step < 3; ++step) other->step();
  trainer->step();
  other->step();
  CHECK(trainer->save() == other->save());
  CHECK(trainer->step_norm() == other->step_norm());
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

#include "engine/train/trainer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/core/random.h"
#include "engine/kernels/activations.h"
#include "engine/train/trainer_builder.h"
#include "tests/support/catch.h"
#include "tests/support/datasets.h"
#include "tests/support/matrices.h"
#include "tests/support/trainers.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

NetworkSpec small_network() {
  NetworkSpec network;
  network.hidden = {4, 3};
  network.activation = {Activation::tanh, Activation::leaky_relu};
  return network;
}

TEST_CASE("batches are the course's: consecutive columns of each epoch's own permutation",
          "[train][golden]") {
  // Logistic regression by hand beside the trainer: A = σ(wX + b), dw = (A − Y)Xᵀ/batch.
  Dice dice(1);
  const auto dataset = random_dataset({.n_x = 3, .m = 150}, dice);
  const Matrix<double> X = dense_of<double>(*dataset).train;
  NetworkSpec network;
  network.hidden.clear();
  network.init = Initialisation::zeros;
  TrainingSpec training;
  training.batch_size = 64;
  training.learning_rate = 0.1;
  training.shuffle_seed = 11;
  const bool gram = GENERATE(false, true);
  const auto trainer = trainer_of<double>(dataset, network, training, gram);

  Eigen::RowVector3d w = Eigen::RowVector3d::Zero();
  double b = 0.0;
  for (int epoch = 0; epoch < 4; ++epoch) {
    const std::vector<int> order =
        NumpyRandom(static_cast<std::uint32_t>(11 + epoch)).permutation(150);
    double cost = 0.0;
    for (const auto& [first, end] : {std::pair(0, 64), std::pair(64, 128), std::pair(128, 150)}) {
      Eigen::RowVector3d dw = Eigen::RowVector3d::Zero();
      double db = 0.0;
      cost = 0.0;
      for (int k = first; k < end; ++k) {
        const int i = order[static_cast<std::size_t>(k)];
        const double y = dataset->train_labels[static_cast<std::size_t>(i)];
        const double z = w.dot(X.col(i)) + b;
        const double d = 1.0 / (1.0 + std::exp(-z)) - y;
        dw += d * X.col(i).transpose();
        db += d;
        cost += std::log1p(std::exp(-std::fabs(z))) + std::max(z, 0.0) - z * y;
      }
      const double batch = end - first;
      cost /= batch;
      w -= 0.1 * dw / batch;
      b -= 0.1 * db / batch;
      CHECK(trainer->step() == (end == 150));
    }
    // The cost of an epoch is that of its last batch, before its update.
    CHECK(trainer->iteration() == epoch + 1);
    CHECK(trainer->last_point().iteration == epoch);
    CHECK_THAT(trainer->last_point().cost, WithinRel(cost, 1e-12));
  }
  CHECK(trainer->steps() == 12);
  const Parameters<double> parameters = trainer->parameters();
  CHECK(relative_distance(parameters[0].W, Matrix<double>(w)) < 1e-12);
  CHECK_THAT(parameters[0].b(0), WithinRel(b, 1e-12));
}

struct Way {
  Optimizer optimizer;
  int batch_size;
  bool gram;
};

template <class Real>
void check_continues(const Way& way, int steps) {
  Dice dice(2);
  const auto dataset = random_dataset({.n_x = 5, .m = 23, .m_test = 4}, dice);
  TrainingSpec training;
  training.optimizer = way.optimizer;
  training.batch_size = way.batch_size;
  training.learning_rate = 0.02;
  training.l2 = 0.1;
  training.keep_prob = 0.8;
  training.decay = 0.01;
  const auto whole = trainer_of<Real>(dataset, small_network(), training, way.gram);
  const auto stopped = trainer_of<Real>(dataset, small_network(), training, way.gram);
  for (int i = 0; i < steps; ++i) {
    whole->step();
    stopped->step();
  }
  const std::vector<std::uint8_t> state = stopped->save();
  CHECK(whole->save() == state);
  // Leave the state and come back to it, and load it into a fresh trainer.
  for (int i = 0; i < 9; ++i) stopped->step();
  CHECK(stopped->save() != state);
  stopped->load(state);
  const auto fresh = trainer_of<Real>(dataset, small_network(), training, way.gram);
  fresh->load(state);
  for (int i = 0; i < 17; ++i) {
    const bool is_whole = whole->step();
    REQUIRE(stopped->step() == is_whole);
    REQUIRE(fresh->step() == is_whole);
    // In the middle of an epoch the last point is still that of the epoch before.
    if (is_whole) REQUIRE(stopped->last_point().cost == whole->last_point().cost);
  }
  CHECK(stopped->save() == whole->save());
  CHECK(fresh->save() == whole->save());
  CHECK(are_the_same(fresh->parameters(), whole->parameters()));
}

TEST_CASE("a saved state goes on bit for bit, in the middle of an epoch too", "[train][property]") {
  const auto optimizer =
      GENERATE(Optimizer::gd, Optimizer::momentum, Optimizer::rmsprop, Optimizer::adam);
  const bool gram = GENERATE(false, true);
  if (gram && optimizer != Optimizer::gd && optimizer != Optimizer::momentum) return;
  // 23 examples in batches of 5: steps 0, 4 and 7 are the start, the end and the middle of an
  // epoch.
  const int steps = GENERATE(0, 5, 7);
  const int batch_size = GENERATE(0, 5);
  CAPTURE(static_cast<int>(optimizer), gram, steps, batch_size);
  check_continues<double>({optimizer, batch_size, gram}, steps);
  check_continues<float>({optimizer, batch_size, gram}, steps);
}

TEST_CASE("inspecting a run does not change it", "[train][property]") {
  const bool gram = GENERATE(false, true);
  Dice dice(3);
  const auto dataset = random_dataset({.n_x = 5, .m = 23, .m_test = 4}, dice);
  TrainingSpec training;
  training.optimizer = Optimizer::momentum;
  training.batch_size = 5;
  training.keep_prob = 0.9;
  training.l2 = 0.2;
  const auto watched = trainer_of<double>(dataset, small_network(), training, gram);
  const auto alone = trainer_of<double>(dataset, small_network(), training, gram);
  for (int i = 0; i < 30; ++i) {
    std::vector<float> train, test;
    watched->evaluate();
    watched->predict(train, test);
    watched->trace(false, i % 23);
    watched->trace(true, i % 4);
    watched->weights(1);
    watched->parameters();
    watched->step_norm();
    watched->weight_norm();
    watched->save();
    watched->step();
    alone->step();
  }
  CHECK(watched->save() == alone->save());
}

TEST_CASE("the point of an iteration is the state before its update", "[train][unit]") {
  const bool gram = GENERATE(false, true);
  Dice dice(4);
  const auto dataset = random_dataset({.n_x = 5, .m = 23, .m_test = 4}, dice);
  TrainingSpec training;
  training.l2 = 0.3;
  const auto trainer = trainer_of<double>(dataset, small_network(), training, gram);
  for (int i = 0; i < 10; ++i) {
    const CurvePoint before = trainer->evaluate();
    REQUIRE(trainer->step());
    const CurvePoint& point = trainer->last_point();
    CHECK(point.iteration == i);
    CHECK(point.cost == before.cost);
    CHECK(point.train_accuracy == before.train_accuracy);
    if (point.has_test != 0) CHECK(point.test_cost == before.test_cost);
  }
}

TEST_CASE("the test set is evaluated at intervals", "[train][unit]") {
  Dice dice(5);
  const auto dataset = random_dataset({.n_x = 2, .m = 6, .m_test = 4}, dice);
  TrainingSpec training;
  training.iterations = 1000;
  const auto trainer = trainer_of<double>(dataset, small_network(), training, false);
  CHECK(test_interval(training, false) == 10);
  CHECK(test_interval(training, true) == 4);
  for (int i = 0; i < 40; ++i) {
    trainer->step();
    const CurvePoint& point = trainer->last_point();
    CHECK(point.has_test == (i % 10 == 0 ? 1 : 0));
    CHECK(std::isnan(point.test_cost) == (i % 10 != 0));
  }
  training.iterations = 1;
  CHECK(test_interval(training, true) == 1);
}

TEST_CASE("a cost that is not finite stops the run where it appears", "[train][unit]") {
  const bool gram = GENERATE(false, true);
  const int batch_size = GENERATE(0, 4);
  Dice dice(6);
  const auto dataset = random_dataset({.n_x = 3, .m = 10}, dice);
  NetworkSpec network;
  network.hidden = {4, 4};
  network.activation = {Activation::linear};
  TrainingSpec training;
  training.learning_rate = 1e9;  // a linear network multiplies its own size each step
  training.batch_size = batch_size;
  const auto trainer = trainer_of<double>(dataset, network, training, gram);
  int steps = 0;
  while (!trainer->has_failed() && steps < 1000) {
    trainer->step();
    ++steps;
  }
  REQUIRE(trainer->has_failed());
  CHECK_FALSE(std::isfinite(trainer->last_point().cost));
  CHECK(trainer->last_point().iteration == trainer->iteration());
  const std::vector<std::uint8_t> state = trainer->save();
  CHECK_FALSE(trainer->step());
  CHECK(trainer->save() == state);
}

TEST_CASE("the ratio of a failing step is that of the last update", "[train][unit]") {
  const bool gram = GENERATE(false, true);
  const int batch_size = GENERATE(0, 4);
  Dice dice(7);
  const auto dataset = random_dataset({.n_x = 3, .m = 10}, dice);
  TrainingSpec training;
  training.learning_rate = 0.5;
  training.batch_size = batch_size;
  training.l2 = 0.4;
  const auto trainer = trainer_of<double>(dataset, small_network(), training, gram);
  Matrix<double> before;
  for (int i = 0; i < 6; ++i) {
    before = trainer->parameters()[0].W;
    trainer->step();
  }
  const Matrix<double> after = trainer->parameters()[0].W;
  CHECK_THAT(trainer->weight_norm(), WithinRel(after.norm(), 1e-10));
  // Gradient descent steps by α·dW. With the Gram solver the decay's share is that of the state
  // after the step: α·λ/m of it away.
  CHECK_THAT(trainer->step_norm(), WithinRel((after - before).norm(), gram ? 0.1 : 1e-10));
  CHECK(trainer_of<double>(dataset, small_network(), training, gram)->step_norm() == 0.0);
}

TEST_CASE("the learning rate decays with the iterations", "[train][unit]") {
  Dice dice(8);
  const auto dataset = random_dataset({.n_x = 3, .m = 10}, dice);
  TrainingSpec decaying;
  decaying.learning_rate = 0.1;
  decaying.decay = 0.5;
  const auto trainer = trainer_of<double>(dataset, small_network(), decaying, false);
  TrainingSpec by_hand;
  const auto other = trainer_of<double>(dataset, small_network(), by_hand, false);
  for (int i = 0; i < 8; ++i) {
    by_hand.learning_rate = 0.1 / (1.0 + 0.5 * i);
    other->set_training(by_hand);
    trainer->step();
    other->step();
  }
  CHECK(are_the_same(trainer->parameters(), other->parameters()));
}

TEST_CASE("a new optimiser starts without the old one's memory", "[train][unit]") {
  const bool gram = GENERATE(false, true);
  Dice dice(9);
  const auto dataset = random_dataset({.n_x = 3, .m = 10}, dice);
  TrainingSpec gd;
  gd.learning_rate = 0.1;
  TrainingSpec momentum = gd;
  momentum.optimizer = Optimizer::momentum;
  const auto trainer = trainer_of<double>(dataset, small_network(), momentum, gram);
  train_iterations(*trainer, 5);
  trainer->set_training(gd);
  trainer->set_training(momentum);
  // The same weights in a trainer that never had a velocity.
  const auto fresh = make_trainer<double>(dataset, small_network(), momentum, trainer->parameters(),
                                          5, gram ? gram_of<double>(dataset) : nullptr);
  train_iterations(*trainer, 5);
  train_iterations(*fresh, 5);
  CHECK(parameter_distance(trainer->parameters(), fresh->parameters()) < 1e-13);
}

TEST_CASE("all ways to predict agree", "[train][property]") {
  const bool gram = GENERATE(false, true);
  Dice dice(10);
  const auto dataset =
      random_dataset({.n_x = 12, .m = 9, .m_test = 4, .pixels = true, .centre = true}, dice);
  const auto trainer = trainer_of<double>(dataset, small_network(), TrainingSpec{}, gram);
  train_iterations(*trainer, 20);
  std::vector<float> train, test;
  trainer->predict(train, test);
  const auto dense = dense_of<double>(*dataset);
  const std::vector<float> train_again = trainer->predict(dense.train);
  const std::vector<float> test_again = trainer->predict(dense.test);
  REQUIRE(train.size() == 9);
  REQUIRE(test.size() == 4);
  for (std::size_t i = 0; i < 9; ++i) {
    CHECK_THAT(train[i], WithinAbs(train_again[i], 1e-6));
    const std::vector<LayerTrace> trace = trainer->trace(false, static_cast<int>(i));
    REQUIRE(trace.size() == 3);
    CHECK_THAT(train[i], WithinAbs(trace.back().A[0], 1e-6));
  }
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK_THAT(test[i], WithinAbs(test_again[i], 1e-6));
    CHECK_THAT(test[i], WithinAbs(trainer->trace(true, static_cast<int>(i)).back().A[0], 1e-6));
  }
  for (int l = 1; l <= 3; ++l) {
    const LayerWeights weights = trainer->weights(l);
    const Dense<double> layer = trainer->parameters()[static_cast<std::size_t>(l - 1)];
    REQUIRE(weights.n_out == layer.W.rows());
    REQUIRE(weights.n_in == layer.W.cols());
    for (Eigen::Index i = 0; i < layer.W.size(); ++i) {
      CHECK(weights.W[static_cast<std::size_t>(i)] == static_cast<float>(layer.W(i)));
    }
    for (Eigen::Index i = 0; i < layer.b.size(); ++i) {
      CHECK(weights.b[static_cast<std::size_t>(i)] == static_cast<float>(layer.b(i)));
    }
  }
}

TEST_CASE("a trace holds the derivatives of its example's loss", "[train][gradient]") {
  const bool gram = GENERATE(false, true);
  Dice dice(11);
  const auto dataset = random_dataset({.n_x = 4, .m = 7, .m_test = 3}, dice);
  const NetworkSpec network = small_network();
  const auto trainer = trainer_of<double>(dataset, network, TrainingSpec{}, gram);
  train_iterations(*trainer, 10);
  const Parameters<double> parameters = trainer->parameters();
  // The loss as a function of what enters layer l + 1: A of hidden layer l, or Z of the output.
  const auto loss_from_A = [&](Vector<double> A, std::size_t l, double label) {
    for (std::size_t k = l + 1; k < parameters.size(); ++k) {
      const Vector<double> Z = parameters[k].W * A + parameters[k].b;
      if (k + 1 == parameters.size()) return loss(Z(0), label);
      A.resize(Z.size());
      for (Eigen::Index i = 0; i < Z.size(); ++i) {
        A(i) = activation(network.hidden_activation(static_cast<int>(k) + 1), network.leaky_slope,
                          Z(i));
      }
    }
    return std::numeric_limits<double>::quiet_NaN();
  };
  for (const bool of_test : {false, true}) {
    const double label = (of_test ? dataset->test_labels : dataset->train_labels)[2];
    const std::vector<LayerTrace> trace = trainer->trace(of_test, 2);
    REQUIRE(trace.size() == 3);
    const LayerTrace& output = trace.back();
    CHECK(output.activation == Activation::sigmoid);
    CHECK_THAT(output.dZ[0], WithinAbs(output.A[0] - label, 1e-15));
    const double a = output.A[0];
    CHECK_THAT(output.dA[0], WithinRel(-label / a + (1 - label) / (1 - a), 1e-12));
    for (std::size_t l = 0; l < 2; ++l) {
      const LayerTrace& layer = trace[l];
      const Activation g = network.hidden_activation(static_cast<int>(l) + 1);
      CHECK(layer.activation == g);
      const Vector<double> A = Eigen::Map<const Vector<double>>(
          layer.A.data(), static_cast<Eigen::Index>(layer.A.size()));
      for (Eigen::Index i = 0; i < A.size(); ++i) {
        const auto index = static_cast<std::size_t>(i);
        Vector<double> above = A, below = A;
        above(i) += 1e-6;
        below(i) -= 1e-6;
        const double difference =
            (loss_from_A(above, l, label) - loss_from_A(below, l, label)) / 2e-6;
        CHECK_THAT(layer.dA[index], WithinAbs(difference, 1e-8));
        CHECK_THAT(layer.dZ[index],
                   WithinAbs(layer.dA[index] * activation_slope(g, network.leaky_slope,
                                                                layer.Z[index], layer.A[index]),
                             1e-15));
      }
    }
  }
}

TEST_CASE("a trace stays finite where the output rounds to 0 or 1", "[train][unit]") {
  Dice dice(12);
  const auto dataset = random_dataset({.n_x = 1, .m = 4}, dice);
  dataset->train.numbers = {1.0, 1.0, -1.0, -1.0};
  dataset->train_labels = {0, 1, 0, 1};
  NetworkSpec network;
  network.hidden.clear();
  for (const double w : {40.0, 500.0, 700.0}) {
    Parameters<double> parameters(1);
    parameters[0].W = Matrix<double>::Constant(1, 1, w);
    parameters[0].b = Vector<double>::Zero(1);
    const auto trainer =
        make_trainer<double>(dataset, network, TrainingSpec{}, parameters, 0, nullptr);
    for (int i = 0; i < 4; ++i) {
      const LayerTrace output = trainer->trace(false, i).back();
      const double z = i < 2 ? w : -w;
      const bool label = i % 2 != 0;
      // ∂L/∂ŷ is −1/ŷ or 1/(1 − ŷ), where ŷ or 1 − ŷ is e^−|z| for the wrong answer.
      const double expected = (label ? -1.0 : 1.0) * (1.0 + std::exp(label ? -z : z));
      CHECK_THAT(output.dA[0], WithinRel(expected, 1e-12));
    }
  }
}

TEST_CASE("a small run gives the same bits wherever it runs", "[train][golden]") {
  // Native and WebAssembly builds go through the same 128-bit code paths and our own exp and log.
  Dice dice(13);
  const auto dataset = random_dataset({.n_x = 27, .m = 19, .m_test = 5, .pixels = true}, dice);
  NetworkSpec network;
  network.hidden = {6, 4};
  network.activation = {Activation::relu, Activation::tanh};
  TrainingSpec training;
  training.learning_rate = 0.05;
  const bool gram = GENERATE(false, true);
  const auto trainer = trainer_of<double>(dataset, network, training, gram);
  std::vector<double> costs;
  for (int i = 0; i < 50; ++i) {
    trainer->step();
    costs.push_back(trainer->last_point().cost);
  }
  // FNV-1a over the bytes of all parameters.
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const Dense<double>& layer : trainer->parameters()) {
    const auto take = [&](const double* values, Eigen::Index size) {
      for (Eigen::Index i = 0; i < size; ++i) {
        auto bits = std::bit_cast<std::uint64_t>(values[i]);
        for (int k = 0; k < 8; ++k, bits >>= 8U) hash = (hash ^ (bits & 255U)) * 0x100000001b3U;
      }
    };
    take(layer.W.data(), layer.W.size());
    take(layer.b.data(), layer.b.size());
  }
  CAPTURE(costs);
  CHECK(hash == (gram ? 16919926056180005639ULL : 5376080584580360923ULL));
}

TEST_CASE("a trainer made in slices is the one made at once", "[train][property]") {
  const bool gram = GENERATE(true, false);
  Dice dice(17);
  const auto dataset =
      random_dataset({.n_x = 5000, .m = 70, .m_test = 9, .pixels = true, .centre = true}, dice);
  NetworkSpec network = small_network();
  network.hidden = {12, 3};
  const auto matrices = gram ? gram_of<double>(dataset) : nullptr;
  const auto finished = [](TrainerBuilder& builder) {
    int slices = 1;
    while (!builder.advance()) ++slices;
    CHECK(slices > 2);
    return builder.take(TrainingSpec{});
  };
  const auto at_once = trainer_of<double>(dataset, network, TrainingSpec{}, gram);
  const auto fresh = finished(*start_trainer<double>(dataset, network, {}, matrices));
  CHECK(fresh->save() == at_once->save());
  train_iterations(*fresh, 5);
  train_iterations(*at_once, 5);
  CHECK(fresh->save() == at_once->save());
  CHECK(are_the_same(fresh->parameters(), at_once->parameters()));

  // A warm start: the common corner of each matrix is kept, the rest has its initial values.
  NetworkSpec larger = network;
  larger.hidden = {14, 4};
  const Parameters<double> warm_start = at_once->parameters();
  const auto grown =
      finished(*start_trainer<double>(dataset, larger, at_once->warm_start(), matrices));
  CHECK(grown->iteration() == 5);
  const Parameters<double> kept = grown->parameters();
  const Parameters<double> start = initialise<double>(larger, 5000);
  CHECK(kept[0].W.topRows(12) == warm_start[0].W);
  CHECK(kept[0].W.bottomRows(2) == start[0].W.bottomRows(2));
  CHECK(kept[1].W.topLeftCorner(3, 12) == warm_start[1].W);
  CHECK(kept[1].W.rightCols(2) == start[1].W.rightCols(2));
  CHECK(kept[2].b == warm_start[2].b);
}

}  // namespace
}  // namespace purr

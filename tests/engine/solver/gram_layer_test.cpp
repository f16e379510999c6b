#include "engine/solver/gram_layer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/datasets.h"
#include "tests/support/matrices.h"
#include "tests/support/trainers.h"

namespace purr {
namespace {

template <class Real>
void update_whole(GramLayer<Real>& layer, const FirstGradient<Real>& gradient,
                  const TrainingSpec& training, double learning_rate, std::int64_t t) {
  std::int64_t place = 0;
  WorkLeft work = kAllWork;
  REQUIRE(layer.update(gradient, training, learning_rate, t, place, work));
}

template <class Real>
void forward_whole(GramLayer<Real>& layer, const std::vector<int>& columns, RowMatrix<Real>& Z) {
  std::int64_t place = 0;
  WorkLeft work = kAllWork;
  REQUIRE(layer.forward(columns, Z, place, work));
}

using Catch::Matchers::WithinRel;

/// A random run that both solvers can do.
struct Case {
  DatasetShape shape;
  NetworkSpec network;
  TrainingSpec training;
};

Case random_case(Dice& dice) {
  constexpr auto kActivations = kEveryActivation;
  Case c;
  c.shape = {.n_x = dice.from_to(1, 70),
             .m = dice.from_to(2, 40),
             .m_test = dice.from_to(0, 8),
             .pixels = !dice.one_in(3),
             .centre = dice.one_in(2),
             .standardise = dice.one_in(3)};
  c.network.hidden.clear();
  for (int layers = dice.below(4); layers > 0; --layers) {
    c.network.hidden.push_back(dice.from_to(1, 9));
  }
  c.network.activation = {dice.one_of(kActivations)};
  c.network.init = dice.one_in(4) ? Initialisation::small : Initialisation::xavier;
  c.network.seed = dice.below(1000);
  c.training.optimizer = dice.one_in(2) ? Optimizer::momentum : Optimizer::gd;
  c.training.momentum = dice.between(0.1, 0.95);
  c.training.learning_rate = dice.between(0.001, 0.03);
  c.training.l2 = dice.one_in(2) ? dice.between(0.01, 2.0) : 0.0;
  c.training.batch_size = dice.one_in(2) ? dice.from_to(1, c.shape.m + 3) : 0;
  c.training.keep_prob = dice.one_in(3) ? dice.between(0.5, 0.95) : 1.0;
  c.training.dropout_seed = dice.one_in(2) ? 1 : 0;
  c.training.decay = dice.one_in(3) ? 0.01 : 0.0;
  return c;
}

std::string text_of(const Case& c) {
  std::ostringstream out;
  out << "n_x " << c.shape.n_x << " m " << c.shape.m << " pixels " << c.shape.pixels << " centre "
      << c.shape.centre << " standardise " << c.shape.standardise << " hidden";
  for (const int units : c.network.hidden) out << ' ' << units;
  out << " g " << static_cast<int>(c.network.activation.front()) << " init "
      << static_cast<int>(c.network.init) << " seed " << c.network.seed << " optimizer "
      << static_cast<int>(c.training.optimizer) << " rate " << c.training.learning_rate << " l2 "
      << c.training.l2 << " batch " << c.training.batch_size << " keep " << c.training.keep_prob;
  return out.str();
}

TEST_CASE("the Gram solver trains random networks as the primal one does", "[solver][property]") {
  Dice dice(GENERATE(range(1, 41)));
  const Case c = random_case(dice);
  CAPTURE(text_of(c));
  const auto dataset = random_dataset(c.shape, dice);
  const auto primal = trainer_of<double>(dataset, c.network, c.training, /*gram=*/false);
  const auto gram = trainer_of<double>(dataset, c.network, c.training, /*gram=*/true);
  REQUIRE_FALSE(primal->is_gram());
  REQUIRE(gram->is_gram());
  for (int step = 0; step < 200; ++step) {
    const bool is_whole = primal->step();
    REQUIRE(gram->step() == is_whole);
    if (!is_whole) continue;
    REQUIRE_THAT(gram->last_point().cost, WithinRel(primal->last_point().cost, 1e-9));
  }
  REQUIRE_FALSE(primal->has_failed());
  CHECK(gram->iteration() == primal->iteration());
  // Rounding of 1e-16 at every step, grown by the network's own sensitivity.
  CHECK(parameter_distance(gram->parameters(), primal->parameters()) < 1e-10);
  const CurvePoint a = gram->evaluate();
  const CurvePoint b = primal->evaluate();
  CHECK_THAT(a.cost, WithinRel(b.cost, 1e-9));
  CHECK(a.train_accuracy == b.train_accuracy);
  CHECK(a.has_test == b.has_test);
  if (a.has_test != 0) CHECK_THAT(a.test_cost, WithinRel(b.test_cost, 1e-9));
  CHECK_THAT(gram->weight_norm(), WithinRel(primal->weight_norm(), 1e-9));
  // The penalty's part is taken from the weights as they are after the step.
  CHECK_THAT(gram->step_norm(), WithinRel(primal->step_norm(), c.training.l2 > 0.0 ? 0.1 : 1e-8));
}

TEST_CASE("edits and a frozen layer are the same to both solvers", "[solver][property]") {
  Dice dice(GENERATE(range(300, 324)));
  Case c = random_case(dice);
  CAPTURE(text_of(c));
  const auto dataset = random_dataset(c.shape, dice);
  const auto primal = trainer_of<double>(dataset, c.network, c.training, false);
  const auto gram = trainer_of<double>(dataset, c.network, c.training, true);
  const std::vector<int> sizes = layer_sizes(c.network, c.shape.n_x);
  for (int round = 0; round < 8; ++round) {
    for (int edits = dice.from_to(1, 3); edits > 0; --edits) {
      // Mostly layer 1, and often a place that was edited before.
      const int layer = dice.one_in(4) ? dice.from_to(1, static_cast<int>(sizes.size()) - 1) : 1;
      const auto l = static_cast<std::size_t>(layer);
      const int unit = dice.from_to(1, sizes[l]);
      const int input = dice.from_to(0, std::min(sizes[l - 1], 3));
      const double value = dice.between(-0.5, 0.5);
      REQUIRE(primal->edit(layer, unit, input, value));
      REQUIRE(gram->edit(layer, unit, input, value));
    }
    if (dice.one_in(3)) {
      c.training.frozen.clear();
      if (dice.one_in(2))
        c.training.frozen = {{.layer = 1, .unit = dice.from_to(0, 1), .input = 0}};
      primal->set_training(c.training);
      gram->set_training(c.training);
    }
    CHECK_THAT(gram->weight_norm(), WithinRel(primal->weight_norm(), 1e-10));
    for (int step = 0; step < 25; ++step) {
      primal->step();
      gram->step();
    }
  }
  CHECK(parameter_distance(gram->parameters(), primal->parameters()) < 1e-10);
  const CurvePoint a = gram->evaluate();
  const CurvePoint b = primal->evaluate();
  CHECK_THAT(a.cost, WithinRel(b.cost, 1e-9));
  if (a.has_test != 0) CHECK_THAT(a.test_cost, WithinRel(b.test_cost, 1e-9));
  // A state from before the edits comes back to the last bit.
  const std::vector<std::uint8_t> edited = gram->save();
  const auto fresh = trainer_of<double>(dataset, c.network, c.training, true);
  const std::vector<std::uint8_t> start = fresh->save();
  gram->load(start);
  CHECK(are_the_same(gram->parameters(), fresh->parameters()));
  CHECK(gram->evaluate().cost == fresh->evaluate().cost);
  fresh->load(edited);
  gram->load(edited);
  CHECK(fresh->evaluate().cost == gram->evaluate().cost);
  CHECK(fresh->evaluate().cost == a.cost);
  train_iterations(*fresh, 5);
  train_iterations(*gram, 5);
  CHECK(are_the_same(gram->parameters(), fresh->parameters()));
}

TEST_CASE("the Gram solver follows changes of a running training as the primal one does",
          "[solver][property]") {
  Dice dice(GENERATE(range(100, 112)));
  Case c = random_case(dice);
  const auto dataset = random_dataset(c.shape, dice);
  const auto primal = trainer_of<double>(dataset, c.network, c.training, false);
  const auto gram = trainer_of<double>(dataset, c.network, c.training, true);
  for (int change = 0; change < 6; ++change) {
    for (int step = 0; step < 25; ++step) {
      primal->step();
      gram->step();
    }
    const Case other = random_case(dice);
    TrainingSpec next = other.training;
    // β = 0 is momentum too: its velocity is the last gradient.
    if (dice.one_in(3)) next.momentum = 0.0;
    if (dice.one_in(2)) next.optimizer = c.training.optimizer;
    c.training = next;
    primal->set_training(next);
    gram->set_training(next);
  }
  CHECK(parameter_distance(gram->parameters(), primal->parameters()) < 1e-10);
}

TEST_CASE("in single precision the solvers agree for as long as its rounding lets them",
          "[solver][property]") {
  Dice dice(GENERATE(range(200, 208)));
  Case c = random_case(dice);
  c.network.activation = {Activation::tanh};  // a kink would magnify a rounding
  const auto dataset = random_dataset(c.shape, dice);
  const auto primal = trainer_of<float>(dataset, c.network, c.training, false);
  const auto gram = trainer_of<float>(dataset, c.network, c.training, true);
  for (int step = 0; step < 50; ++step) {
    primal->step();
    gram->step();
  }
  // 2^-24 a rounding, sums of up to 70 products, 50 steps.
  CHECK(parameter_distance(gram->parameters(), primal->parameters()) < 1e-3);
}

TEST_CASE("norms of the first layer agree with the matrix itself", "[solver][property]") {
  Dice dice(GENERATE(range(1, 13)));
  const DatasetShape shape{.n_x = dice.from_to(2, 40),
                           .m = dice.from_to(2, 20),
                           .m_test = 3,
                           .pixels = dice.one_in(2),
                           .centre = dice.one_in(2)};
  const auto dataset = random_dataset(shape, dice);
  const Matrix<double> X = dense_of<double>(*dataset).train;
  const int units = dice.from_to(1, 6);
  const Matrix<double> W0 = random_matrix<double>(units, shape.n_x, dice);
  GramLayer<double> layer(dataset, W0, gram_of<double>(dataset));
  CHECK_THAT(layer.squared_norm(), WithinRel(W0.squaredNorm(), 1e-12));

  // The same steps by hand on the matrix.
  Matrix<double> W = W0;
  Matrix<double> velocity = Matrix<double>::Zero(units, shape.n_x);
  const bool has_momentum = dice.one_in(2);
  TrainingSpec training{.optimizer = has_momentum ? Optimizer::momentum : Optimizer::gd,
                        .momentum = 0.8};
  const double decay = dice.one_in(2) ? 0.02 : 0.0;
  for (int step = 0; step < 20; ++step) {
    std::vector<int> columns;
    if (dice.one_in(2)) {
      for (int i = dice.below(3); i < shape.m; i += 2) columns.push_back(i);
      std::reverse(columns.begin(), columns.end());
    }
    const auto count = static_cast<Eigen::Index>(columns.empty() ? shape.m : columns.size());
    const RowMatrix<double> dZ = random_matrix<double>(units, count, dice);
    Matrix<double> X_batch = X;
    if (!columns.empty()) {
      X_batch.resize(shape.n_x, count);
      for (Eigen::Index j = 0; j < count; ++j) {
        X_batch.col(j) = X.col(columns[static_cast<std::size_t>(j)]);
      }
    }
    const Matrix<double> dW = dZ * X_batch.transpose() / static_cast<double>(count) + decay * W;
    const FirstGradient<double> gradient{dZ, columns, decay};
    CHECK_THAT(layer.gradient_norm(gradient), WithinRel(dW.norm(), 1e-10));
    Matrix<double> formed;
    layer.form_gradient(gradient, formed);
    CHECK(relative_distance(formed, dW) < 1e-10);
    velocity = 0.8 * velocity + 0.2 * dW;
    W -= 0.1 * (has_momentum ? velocity : dW);
    update_whole(layer, gradient, training, 0.1, step + 1);
    CHECK_THAT(layer.squared_norm(), WithinRel(W.squaredNorm(), 1e-10));
  }
  Matrix<double> formed;
  layer.form(formed);
  CHECK(relative_distance(formed, W) < 1e-12);

  RowMatrix<double> Z;
  forward_whole(layer, {}, Z);
  CHECK(relative_distance(Matrix<double>(Z), Matrix<double>(W * X)) < 1e-12);
  forward_whole(layer, {1, 0}, Z);
  CHECK(relative_distance(Matrix<double>(Z.col(0)), Matrix<double>(W * X.col(1))) < 1e-12);
  CHECK(relative_distance(Matrix<double>(Z.col(1)), Matrix<double>(W * X.col(0))) < 1e-12);
  std::int64_t place = 0;
  WorkLeft work = kAllWork;
  REQUIRE(layer.forward_test(Z, place, work));
  const Matrix<double> X_test = dense_of<double>(*dataset).test;
  CHECK(relative_distance(Matrix<double>(Z), Matrix<double>(W * X_test)) < 1e-12);
  CHECK(relative_distance(layer.forward_one(true, 2), Matrix<double>(W * X_test.col(2))) < 1e-12);
  CHECK(relative_distance(layer.forward_one(false, 1), Matrix<double>(W * X.col(1))) < 1e-12);
}

TEST_CASE("a Gram layer that was saved goes on bit for bit", "[solver][property]") {
  Dice dice(7);
  const auto dataset = random_dataset({.n_x = 12, .m = 9, .m_test = 2, .pixels = true}, dice);
  const auto gram = gram_of<double>(dataset);
  const Matrix<double> W0 = random_matrix<double>(3, 12, dice);
  GramLayer<double> one(dataset, W0, gram), other(dataset, W0, gram);
  const TrainingSpec training{.optimizer = Optimizer::momentum, .momentum = 0.9};
  const std::vector<int> all;
  const auto update = [&](GramLayer<double>& layer, const RowMatrix<double>& dZ) {
    update_whole<double>(layer, {dZ, all, 0.01}, training, 0.1, 1);
  };
  for (int step = 0; step < 3; ++step) update(one, random_matrix<double>(3, 9, dice));
  ByteWriter out;
  one.save(out);
  const std::vector<std::uint8_t> bytes = out.take();
  ByteReader in(bytes);
  other.load(in);
  CHECK(in.ok());
  CHECK(in.at_end());
  const RowMatrix<double> dZ = random_matrix<double>(3, 9, dice);
  Matrix<double> W_one, W_other;
  update(one, dZ);
  update(other, dZ);
  one.form(W_one);
  other.form(W_other);
  CHECK(W_one == W_other);
}

}  // namespace
}  // namespace purr

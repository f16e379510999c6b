#include "engine/solver/gram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/datasets.h"
#include "tests/support/matrices.h"
#include "tests/support/trainers.h"

namespace purr {
namespace {

using Catch::Matchers::WithinRel;

/// One run at random that both solvers can do.
struct Case {
  DatasetShape shape;
  NetworkSpec network;
  TrainingSpec training;
};

Case random_case(Dice& dice) {
  constexpr std::array kActivations{Activation::sigmoid, Activation::tanh, Activation::relu,
                                    Activation::leaky_relu, Activation::linear};
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

TEST_CASE("the Gram solver takes the primal solver's way over random networks",
          "[solver][property]") {
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
  SpanLayer<double> layer;
  layer.anchor(W0, *dataset, gram_of<double>(dataset));
  CHECK_THAT(layer.squared_norm(), WithinRel(W0.squaredNorm(), 1e-12));

  // The same steps by hand on the matrix.
  Matrix<double> W = W0;
  Matrix<double> velocity = Matrix<double>::Zero(units, shape.n_x);
  const bool has_momentum = dice.one_in(2);
  const double decay = dice.one_in(2) ? 0.02 : 0.0;
  for (int step = 0; step < 20; ++step) {
    std::vector<int> columns;
    if (dice.one_in(2)) {
      for (int i = dice.below(3); i < shape.m; i += 2) columns.push_back(i);
      std::reverse(columns.begin(), columns.end());
    }
    const auto count = static_cast<Eigen::Index>(columns.empty() ? shape.m : columns.size());
    const Matrix<double> dZ = random_matrix<double>(units, count, dice);
    Matrix<double> X_batch = X;
    if (!columns.empty()) {
      X_batch.resize(shape.n_x, count);
      for (Eigen::Index j = 0; j < count; ++j) {
        X_batch.col(j) = X.col(columns[static_cast<std::size_t>(j)]);
      }
    }
    const Matrix<double> dW = dZ * X_batch.transpose() / static_cast<double>(count) + decay * W;
    CHECK_THAT(layer.gradient_norm(dZ, columns, decay), WithinRel(dW.norm(), 1e-10));
    velocity = 0.8 * velocity + 0.2 * dW;
    W -= 0.1 * (has_momentum ? velocity : dW);
    layer.update(dZ, columns, 0.1, has_momentum ? std::optional(0.8) : std::nullopt, decay);
    CHECK_THAT(layer.squared_norm(), WithinRel(W.squaredNorm(), 1e-10));
  }
  Matrix<double> formed;
  layer.form(dataset->train, formed);
  CHECK(relative_distance(formed, W) < 1e-12);

  RowMatrix<double> Z;
  layer.forward({}, Z);
  CHECK(relative_distance(Matrix<double>(Z), Matrix<double>(W * X)) < 1e-12);
  layer.forward({1, 0}, Z);
  CHECK(relative_distance(Matrix<double>(Z.col(0)), Matrix<double>(W * X.col(1))) < 1e-12);
  CHECK(relative_distance(Matrix<double>(Z.col(1)), Matrix<double>(W * X.col(0))) < 1e-12);
  layer.forward_test(Z);
  const Matrix<double> X_test = dense_of<double>(*dataset).test;
  CHECK(relative_distance(Matrix<double>(Z), Matrix<double>(W * X_test)) < 1e-12);
  CHECK(relative_distance(layer.forward_one(true, 2), Matrix<double>(W * X_test.col(2))) < 1e-12);
  CHECK(relative_distance(layer.forward_one(false, 1), Matrix<double>(W * X.col(1))) < 1e-12);
}

TEST_CASE("a span that was saved goes on bit for bit", "[solver][property]") {
  Dice dice(7);
  const auto dataset = random_dataset({.n_x = 12, .m = 9, .m_test = 2, .pixels = true}, dice);
  const auto gram = gram_of<double>(dataset);
  const Matrix<double> W0 = random_matrix<double>(3, 12, dice);
  SpanLayer<double> one, other;
  one.anchor(W0, *dataset, gram);
  other.anchor(W0, *dataset, gram);
  for (int step = 0; step < 3; ++step) {
    one.update(random_matrix<double>(3, 9, dice), {}, 0.1, 0.9, 0.01);
  }
  ByteWriter out;
  one.save(out);
  const std::vector<std::uint8_t> bytes = out.take();
  ByteReader in(bytes);
  other.load(in, *dataset);
  CHECK(in.ok());
  CHECK(in.at_end());
  const Matrix<double> dZ = random_matrix<double>(3, 9, dice);
  Matrix<double> W_one, W_other;
  one.update(dZ, {}, 0.1, 0.9, 0.01);
  other.update(dZ, {}, 0.1, 0.9, 0.01);
  one.form(dataset->train, W_one);
  other.form(dataset->train, W_other);
  CHECK(W_one == W_other);
}

TEST_CASE("Gram matrices of pixels are exact", "[solver][unit]") {
  Dice dice(11);
  const auto dataset = random_dataset({.n_x = 192, .m = 37, .m_test = 21, .pixels = true}, dice);
  const auto gram = gram_of<double>(dataset);
  const auto product = [&](const Inputs& a, int i, const Inputs& b, int j) {
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < 192; ++k) {
      sum += std::int64_t{a.pixels[192 * static_cast<std::size_t>(i) + k]} *
             b.pixels[192 * static_cast<std::size_t>(j) + k];
    }
    return static_cast<double>(sum) / 65025.0;
  };
  REQUIRE(gram->K.rows() == 37);
  REQUIRE(gram->K_test.cols() == 21);
  for (int i = 0; i < 37; ++i) {
    for (int j = 0; j < 37; ++j) {
      REQUIRE(gram->K(i, j) == product(dataset->train, i, dataset->train, j));
    }
    for (int j = 0; j < 21; ++j) {
      REQUIRE(gram->K_test(i, j) == product(dataset->train, i, dataset->test, j));
    }
  }
}

TEST_CASE("Gram matrices are the products of the columns", "[solver][property]") {
  Dice dice(12);
  for (const bool pixels : {false, true}) {
    for (const bool centre : {false, true}) {
      const auto dataset = random_dataset({.n_x = 300,
                                           .m = 33,
                                           .m_test = 5,
                                           .pixels = pixels,
                                           .centre = centre && pixels,
                                           .standardise = centre && !pixels},
                                          dice);
      const auto gram = gram_of<double>(dataset);
      const Matrix<double> X = dense_of<double>(*dataset).train;
      const Matrix<double> X_test = dense_of<double>(*dataset).test;
      const Matrix<double> K = gram->K;
      const Matrix<double> K_test = gram->K_test;
      CHECK(relative_distance(K, Matrix<double>(X.transpose() * X)) < 1e-13);
      CHECK(relative_distance(K_test, Matrix<double>(X.transpose() * X_test)) < 1e-13);
      CHECK(K == K.transpose());
    }
  }
}

/// The first m training and m_test test examples of a larger set.
std::shared_ptr<Dataset> first_of(const Dataset& all, int m, int m_test) {
  auto part = std::make_shared<Dataset>(all);
  const auto cut = [](Inputs& inputs, int count) {
    const auto size = static_cast<std::size_t>(inputs.n_x) * static_cast<std::size_t>(count);
    inputs.count = count;
    if (inputs.is_pixels()) inputs.pixels.resize(size);
    if (!inputs.numbers.empty()) inputs.numbers.resize(size);
  };
  cut(part->train, m);
  cut(part->test, m_test);
  part->train_labels.resize(static_cast<std::size_t>(m));
  part->test_labels.resize(static_cast<std::size_t>(m_test));
  return part;
}

TEST_CASE("Gram matrices that were kept from an earlier data set are those made anew",
          "[solver][property]") {
  const bool pixels = GENERATE(true, false);
  const bool centre = GENERATE(false, true);
  Dice dice(13);
  const auto all =
      random_dataset({.n_x = 21, .m = 90, .m_test = 40, .pixels = pixels, .centre = centre}, dice);
  auto other_test = std::make_shared<Dataset>(*first_of(*all, 50, 40));
  if (pixels) {
    ++other_test->test.pixels[21 * 25];  // the test examples differ from number 25 on
  } else {
    other_test->test.numbers[21 * 25] += 1;
  }
  auto other_train = std::make_shared<Dataset>(*first_of(*all, 50, 40));
  if (pixels) {
    ++other_train->train.pixels[21 * 30 + 20];
  } else {
    other_train->train.numbers[21 * 30 + 20] += 1;
  }
  auto shifted = std::make_shared<Dataset>(*first_of(*all, 50, 40));
  if (pixels) shifted->train.offset = shifted->test.offset = centre ? 0.0 : 0.5;

  GramBuilder builder;
  const auto check = [&](const std::shared_ptr<Dataset>& dataset) {
    builder.start(dataset);
    double progress = builder.progress();
    while (!builder.advance()) {
      REQUIRE(builder.progress() >= progress);
      progress = builder.progress();
    }
    CHECK(builder.progress() == 1.0);
    const auto kept = builder.matrices<double>();
    const auto fresh = gram_of<double>(dataset);
    CHECK(kept->K == fresh->K);
    CHECK(kept->K_test == fresh->K_test);
  };
  check(first_of(*all, 30, 10));
  check(first_of(*all, 47, 10));  // more training examples
  check(first_of(*all, 47, 33));  // more test examples
  check(first_of(*all, 20, 33));  // fewer
  check(first_of(*all, 20, 0));   // no test set
  check(first_of(*all, 50, 40));
  check(other_test);
  check(other_train);
  check(shifted);
  check(first_of(*all, 90, 40));
  check(random_dataset({.n_x = 20, .m = 90, .m_test = 40, .pixels = pixels}, dice));
  auto standardised = std::make_shared<Dataset>(*first_of(*all, 50, 40));
  standardise(*standardised);
  check(standardised);
  auto other_scale = std::make_shared<Dataset>(*first_of(*all, 40, 40));
  standardise(*other_scale);  // the first 40 of 50 have another mean
  check(other_scale);
  check(random_dataset({.n_x = 20, .m = 9, .m_test = 4, .pixels = !pixels}, dice));

  // Left in the middle, where only a part of the old matrix is there.
  for (int slices = 0; slices < 8; ++slices) {
    GramBuilder interrupted;
    interrupted.start(first_of(*all, 90, 40));
    for (int i = 0; i < slices; ++i) interrupted.advance();
    builder = interrupted;
    check(first_of(*all, 60, 25));
  }
}

}  // namespace
}  // namespace purr

// The engine beside the textbook: the same runs by the course's own functions, step by step.
#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <vector>

#include "engine/core/random.h"
#include "engine/model/textbook.h"
#include "engine/train/trainer.h"
#include "tests/support/catch.h"
#include "tests/support/datasets.h"
#include "tests/support/trainers.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

constexpr auto kActivations = kEveryActivation;

/// A run as the course's notebooks write it: the whole of `L_layer_model`, one update at a time.
class TextbookRun {
 public:
  TextbookRun(const Dataset& dataset, const NetworkSpec& network, const TrainingSpec& training)
      : X_(dense_of<double>(dataset).train),
        Y_(1, X_.cols()),
        network_(network),
        training_(training),
        parameters_(initial(network, dataset.train.n_x)),
        v_(textbook::initialize_average(parameters_)),
        s_(v_) {
    for (Eigen::Index j = 0; j < Y_.cols(); ++j) {
      Y_(0, j) = dataset.train_labels[static_cast<std::size_t>(j)];
    }
  }

  const textbook::Parameters& parameters() const { return parameters_; }

  /// The examples of the next update: all, or consecutive columns of the epoch's permutation.
  std::vector<int> next_batch() const {
    const int m = static_cast<int>(X_.cols());
    const int size = training_.batch_size > 0 ? std::min(training_.batch_size, m) : m;
    const int batches = (m + size - 1) / size;
    std::vector<int> order(static_cast<std::size_t>(m));
    for (int j = 0; j < m; ++j) order[static_cast<std::size_t>(j)] = j;
    if (training_.batch_size > 0) {
      const int epoch = updates_ / batches;
      order =
          NumpyRandom(static_cast<std::uint32_t>(training_.shuffle_seed + epoch)).permutation(m);
    }
    const int first = updates_ % batches * size;
    return {order.begin() + first, order.begin() + std::min(m, first + size)};
  }

  /// Forward and backward over the next batch.
  struct Pass {
    double cost;
    textbook::Matrix AL;
    std::vector<textbook::Cache> caches;
    std::vector<textbook::Gradients> gradients;
  };
  Pass pass() const {
    const std::vector<int> batch = next_batch();
    const auto m = static_cast<Eigen::Index>(batch.size());
    textbook::Matrix X(X_.rows(), m), Y(1, m);
    for (Eigen::Index j = 0; j < m; ++j) {
      X.col(j) = X_.col(batch[static_cast<std::size_t>(j)]);
      Y(0, j) = Y_(0, batch[static_cast<std::size_t>(j)]);
    }
    Pass pass;
    std::tie(pass.AL, pass.caches) =
        textbook::L_model_forward(X, parameters_, network_, dropout(static_cast<int>(m)));
    pass.cost = textbook::compute_cost_with_regularization(pass.AL, Y, parameters_, training_.l2);
    pass.gradients = textbook::L_model_backward(pass.AL, Y, pass.caches, training_.l2);
    return pass;
  }

  /// One update; returns the cost before it.
  double step() {
    const Pass p = pass();
    ++updates_;
    const textbook::AdaptiveRates rates{.beta1 = training_.momentum,
                                        .beta2 = training_.beta2,
                                        .epsilon = training_.epsilon,
                                        .is_epsilon_inside = training_.epsilon_inside};
    const double alpha = training_.learning_rate;
    switch (training_.optimizer) {
      case Optimizer::gd: textbook::update_parameters(parameters_, p.gradients, alpha); break;
      case Optimizer::momentum:
        textbook::update_parameters_with_momentum(parameters_, p.gradients, v_, training_.momentum,
                                                  alpha);
        break;
      case Optimizer::rmsprop:
        textbook::update_parameters_with_rmsprop(parameters_, p.gradients, s_, alpha, rates);
        break;
      case Optimizer::adam:
        textbook::update_parameters_with_adam(parameters_, p.gradients, v_, s_, updates_, alpha,
                                              rates);
        break;
    }
    return p.cost;
  }

 private:
  static textbook::Parameters initial(const NetworkSpec& network, int n_x) {
    const std::vector<int> layer_dims = layer_sizes(network, n_x);
    const auto seed = static_cast<std::uint32_t>(network.seed);
    switch (network.init) {
      case Initialisation::zeros: return textbook::initialize_parameters_zeros(layer_dims);
      case Initialisation::small:
        return textbook::initialize_parameters_random(layer_dims, seed, 0.01);
      case Initialisation::large:
        return textbook::initialize_parameters_random(layer_dims, seed, 10.0);
      case Initialisation::xavier: return textbook::initialize_parameters_deep(layer_dims, seed);
      case Initialisation::he: return textbook::initialize_parameters_he(layer_dims, seed);
      case Initialisation::scaled:
        return textbook::initialize_parameters_random(layer_dims, seed, network.init_scale);
    }
    return {};
  }

  /// Masks of rand(n[l], m) < keep_prob, from the seed that is set before every forward pass.
  textbook::Dropout dropout(int m) const {
    if (training_.keep_prob == 1.0) return {};
    NumpyRandom random(static_cast<std::uint32_t>(training_.dropout_seed));
    textbook::Dropout dropout{.keep_prob = training_.keep_prob};
    for (const int n : network_.hidden) {
      textbook::Matrix D(n, m);
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j < m; ++j) {
          D(i, j) = random.random_double() < training_.keep_prob ? 1.0 : 0.0;
        }
      }
      dropout.D.push_back(D);
    }
    return dropout;
  }

  textbook::Matrix X_, Y_;
  NetworkSpec network_;
  TrainingSpec training_;
  textbook::Parameters parameters_;
  std::vector<textbook::Average> v_, s_;
  int updates_ = 0;
};

/// Trains both for `steps` updates and compares every cost, then the parameters.
void check_run(const NetworkSpec& network, const TrainingSpec& training, int steps = 12) {
  for (const bool gram : {false, true}) {
    if (gram && (training.optimizer == Optimizer::rmsprop || training.optimizer == Optimizer::adam))
      continue;
    CAPTURE(gram);
    Dice dice(5);
    const auto dataset = random_dataset({.n_x = 6, .m = 11}, dice);
    const auto engine = trainer_of<double>(dataset, network, training, gram);
    TextbookRun textbook(*dataset, network, training);
    CHECK(parameter_distance(engine->parameters(), textbook.parameters()) == 0.0);
    for (int step = 0; step < steps; ++step) {
      const double cost = textbook.step();
      if (!engine->step()) continue;  // in the middle of an epoch
      // Sums of some ten products each, in another order, and their growth over the steps.
      REQUIRE_THAT(engine->last_point().cost, WithinRel(cost, 1e-10));
    }
    CHECK(parameter_distance(engine->parameters(), textbook.parameters()) < 1e-10);
  }
}

/// A rate with which the course's cost, which takes log 0 where the output saturates, stays finite.
/// The first step of RMSprop is α/√(1 − β₂), 32 α.
double rate_of(Optimizer optimizer) { return optimizer == Optimizer::rmsprop ? 0.001 : 0.05; }

NetworkSpec network_with(Activation g, Initialisation init = Initialisation::xavier) {
  return {.hidden = {5, 3}, .activation = {g}, .leaky_slope = 0.1, .init = init, .seed = 3};
}

TEST_CASE("the engine trains as the textbook does, with every activation and optimiser",
          "[train][reference]") {
  const Activation g = GENERATE(from_range(kActivations));
  TrainingSpec training;
  training.optimizer =
      GENERATE(Optimizer::gd, Optimizer::momentum, Optimizer::rmsprop, Optimizer::adam);
  training.learning_rate = rate_of(training.optimizer);
  training.epsilon_inside = GENERATE(false, true);
  training.batch_size = GENERATE(0, 4);
  CAPTURE(static_cast<int>(g), static_cast<int>(training.optimizer), training.batch_size);
  check_run(network_with(g), training);
}

TEST_CASE("the engine trains as the textbook does, from every initialisation",
          "[train][reference]") {
  const auto init = GENERATE(Initialisation::zeros, Initialisation::small, Initialisation::large,
                             Initialisation::xavier, Initialisation::he, Initialisation::scaled);
  CAPTURE(static_cast<int>(init));
  // Small steps: weights of 10 saturate the output, where the course's cost would be infinite.
  check_run(network_with(Activation::tanh, init), {.learning_rate = 0.01});
}

TEST_CASE("the engine trains as the textbook does, with L2 and dropout", "[train][reference]") {
  const Activation g = GENERATE(from_range(kActivations));
  TrainingSpec training;
  training.optimizer =
      GENERATE(Optimizer::gd, Optimizer::momentum, Optimizer::rmsprop, Optimizer::adam);
  training.learning_rate = rate_of(training.optimizer);
  training.batch_size = GENERATE(0, 4);
  training.l2 = GENERATE(0.0, 0.7);
  training.keep_prob = GENERATE(1.0, 0.7);
  training.dropout_seed = 1;
  CAPTURE(static_cast<int>(g), static_cast<int>(training.optimizer), training.l2,
          training.keep_prob);
  check_run(network_with(g), training);
}

TEST_CASE("the engine trains as the textbook does at every depth", "[train][reference]") {
  const auto hidden = GENERATE(std::vector<int>{}, std::vector<int>{1}, std::vector<int>{4, 4, 2});
  NetworkSpec network = network_with(Activation::tanh);
  network.hidden = hidden;
  network.activation = {Activation::tanh, Activation::relu, Activation::sigmoid};
  check_run(network, {.optimizer = Optimizer::momentum, .learning_rate = 0.1, .l2 = 0.2});
}

/// Row by row, as traces hold matrices.
void check_entries(const std::vector<double>& ours, const textbook::Matrix& theirs) {
  REQUIRE(ours.size() == static_cast<std::size_t>(theirs.size()));
  std::size_t next = 0;
  for (Eigen::Index i = 0; i < theirs.rows(); ++i) {
    for (Eigen::Index j = 0; j < theirs.cols(); ++j) {
      CHECK_THAT(ours[next++], WithinAbs(theirs(i, j), 1e-12));
    }
  }
}

TEST_CASE("a step taken apart holds the textbook's caches and gradients", "[train][reference]") {
  const Activation g = GENERATE(from_range(kActivations));
  const TrainingSpec training{.learning_rate = 0.05,
                              .batch_size = GENERATE(0, 4),
                              .l2 = 0.3,
                              .keep_prob = 0.7,
                              .dropout_seed = 2};
  const bool gram = GENERATE(false, true);
  Dice dice(5);
  const auto dataset = random_dataset({.n_x = 6, .m = 11}, dice);
  const auto engine = trainer_of<double>(dataset, network_with(g), training, gram);
  TextbookRun textbook(*dataset, network_with(g), training);
  for (int step = 0; step < 4; ++step) {
    engine->step();
    textbook.step();
  }
  const BatchTrace ours = engine->trace_batch();
  const TextbookRun::Pass theirs = textbook.pass();
  CHECK_THAT(ours.cost, WithinRel(theirs.cost, 1e-12));
  if (training.batch_size > 0) CHECK(ours.examples == textbook.next_batch());
  REQUIRE(ours.layers.size() == theirs.caches.size());
  for (std::size_t l = 0; l < ours.layers.size(); ++l) {
    const BatchLayer& layer = ours.layers[l];
    const textbook::Cache& cache = theirs.caches[l];
    const textbook::Gradients& gradients = theirs.gradients[l];
    const bool is_output = l + 1 == ours.layers.size();
    CAPTURE(l);
    CHECK(layer.activation == cache.g);
    check_entries(layer.Z, cache.Z);
    check_entries(layer.A, is_output
                               ? cache.A
                               : textbook::dropout_forward(cache.A, cache.D, cache.keep_prob));
    if (!is_output) check_entries(layer.D, cache.D / cache.keep_prob);
    check_entries(layer.dA, gradients.dA);
    check_entries(layer.dZ, gradients.dZ);
    check_entries(layer.dW, gradients.dW);
    check_entries(layer.db, gradients.db);
  }
}

TEST_CASE("the trace of an example holds the textbook's values", "[train][reference]") {
  const Activation g = GENERATE(from_range(kActivations));
  const bool gram = GENERATE(false, true);
  Dice dice(5);
  const auto dataset = random_dataset({.n_x = 6, .m = 11, .m_test = 3}, dice);
  const auto engine = trainer_of<double>(dataset, network_with(g), {.learning_rate = 0.1}, gram);
  train_iterations(*engine, 5);
  const DenseInputs<double> X = dense_of<double>(*dataset);
  for (const bool of_test : {false, true}) {
    const textbook::Matrix x = (of_test ? X.test : X.train).col(2);
    const textbook::Matrix y = textbook::Matrix::Constant(
        1, 1, (of_test ? dataset->test_labels : dataset->train_labels)[2]);
    const auto [AL, caches] = textbook::L_model_forward(x, engine->parameters(), network_with(g));
    const std::vector<textbook::Gradients> gradients = textbook::L_model_backward(AL, y, caches);
    const std::vector<LayerTrace> trace = engine->trace(of_test, 2);
    REQUIRE(trace.size() == caches.size());
    for (std::size_t l = 0; l < trace.size(); ++l) {
      CHECK(trace[l].activation == caches[l].g);
      check_entries(trace[l].Z, caches[l].Z);
      check_entries(trace[l].A, caches[l].A);
      check_entries(trace[l].dA, gradients[l].dA);
      check_entries(trace[l].dZ, gradients[l].dZ);
    }
  }
}

}  // namespace
}  // namespace purr

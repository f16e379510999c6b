#include "engine/model/network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/datasets.h"
#include "tests/support/matrices.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

constexpr auto kAll = kEveryActivation;

/// A network at random with a batch at random, and what a check of its gradient needs.
struct Problem {
  NetworkSpec spec;
  Parameters<double> parameters;
  Matrix<double> X;
  std::vector<std::uint8_t> labels;
  double l2 = 0.0;
  double keep = 1.0;
};

Problem make_problem(const std::vector<int>& hidden, const std::vector<Activation>& activation,
                     std::uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  problem.spec.hidden = hidden;
  problem.spec.activation = activation;
  problem.spec.leaky_slope = 0.1;
  problem.spec.init = Initialisation::xavier;
  problem.spec.seed = static_cast<int>(seed);
  problem.parameters = initialise<double>(problem.spec, 3);
  for (Dense<double>& layer : problem.parameters) {
    layer.b = random_matrix<double>(layer.b.size(), 1, dice, 0.5);
  }
  problem.X = random_matrix<double>(3, 5, dice, 1.5);
  problem.labels = random_labels(5, dice);
  return problem;
}

Cache<double> run_forward(const Problem& problem, const Parameters<double>& parameters) {
  Cache<double> cache;
  cache.Z.resize(parameters.size());
  cache.A.resize(parameters.size());
  cache.mask.resize(parameters.size());
  cache.Z[0] = (parameters[0].W * problem.X).colwise() + parameters[0].b;
  NumpyRandom random(17);  // the same mask at every call
  forward(problem.spec, parameters, Dropout{problem.keep, &random}, cache);
  return cache;
}

double cost_of(const Problem& problem, const Parameters<double>& parameters) {
  double sum = 0.0;
  for (const Dense<double>& layer : parameters) sum += layer.W.squaredNorm();
  const Cache<double> cache = run_forward(problem, parameters);
  return mean_loss(cache.Z.back(), problem.labels.data()) +
         problem.l2 / (2.0 * static_cast<double>(problem.X.cols())) * sum;
}

/// ‖difference − backward‖ / (‖difference‖ + ‖backward‖) over all weights and biases.
double gradient_error(Problem problem) {
  const Cache<double> cache = run_forward(problem, problem.parameters);
  Gradients<double> gradients;
  gradients.dZ.resize(problem.parameters.size());
  gradients.dW.resize(problem.parameters.size());
  backward(problem.spec, problem.parameters, problem.labels.data(), problem.l2, problem.keep, cache,
           gradients);
  // The solver of the first layer computes this product.
  const double m = static_cast<double>(problem.X.cols());
  gradients.dW[0].W =
      gradients.dZ[0] * problem.X.transpose() / m + problem.l2 / m * problem.parameters[0].W;

  double distance = 0.0;
  double size = 0.0;
  const auto compare = [&](double& theta, double d) {
    constexpr double kStep = 1e-6;
    const double before = theta;
    theta = before + kStep;
    const double above = cost_of(problem, problem.parameters);
    theta = before - kStep;
    const double below = cost_of(problem, problem.parameters);
    theta = before;
    const double difference = (above - below) / (2 * kStep);
    distance += (difference - d) * (difference - d);
    size += difference * difference + d * d;
  };
  for (std::size_t l = 0; l < problem.parameters.size(); ++l) {
    Dense<double>& layer = problem.parameters[l];
    REQUIRE(gradients.dW[l].W.rows() == layer.W.rows());
    REQUIRE(gradients.dW[l].W.cols() == layer.W.cols());
    REQUIRE(gradients.dW[l].b.size() == layer.b.size());
    for (Eigen::Index i = 0; i < layer.W.size(); ++i) compare(layer.W(i), gradients.dW[l].W(i));
    for (Eigen::Index i = 0; i < layer.b.size(); ++i) compare(layer.b(i), gradients.dW[l].b(i));
  }
  REQUIRE(size > 1e-6);  // a gradient of zeros would prove nothing
  return std::sqrt(distance / size);
}

// A difference of costs near 1 over 2e-6 is rounded by 1e-10; gradients are near 0.1.
constexpr double kGradientTolerance = 1e-7;

TEST_CASE("backward agrees with central differences at every depth and activation",
          "[model][gradient]") {
  const auto hidden = GENERATE(std::vector<int>{}, std::vector<int>{4}, std::vector<int>{4, 3},
                               std::vector<int>{5, 3, 2}, std::vector<int>{4, 6, 3, 2});
  const Activation g = GENERATE(from_range(kAll));
  const Problem problem = make_problem(hidden, {g}, 8);
  CAPTURE(hidden, static_cast<int>(g));
  CHECK(gradient_error(problem) < kGradientTolerance);
}

TEST_CASE("backward agrees with central differences under the L2 penalty", "[model][gradient]") {
  const auto hidden = GENERATE(std::vector<int>{}, std::vector<int>{4, 3});
  Problem problem = make_problem(hidden, {Activation::tanh}, 9);
  problem.l2 = 0.7;
  CHECK(gradient_error(problem) < kGradientTolerance);
}

TEST_CASE("backward agrees with central differences under dropout with a fixed mask",
          "[model][gradient]") {
  const Activation g = GENERATE(from_range(kAll));
  Problem problem = make_problem({6, 4}, {g}, 10);
  problem.keep = 0.7;
  problem.l2 = GENERATE(0.0, 0.3);
  CHECK(gradient_error(problem) < kGradientTolerance);
}

TEST_CASE("backward agrees with central differences when every layer has its own activation",
          "[model][gradient]") {
  CHECK(gradient_error(make_problem(
            {4, 5, 3, 4},
            {Activation::leaky_relu, Activation::sigmoid, Activation::relu, Activation::tanh},
            11)) < kGradientTolerance);
  CHECK(gradient_error(make_problem({4, 5}, {Activation::linear, Activation::tanh}, 12)) <
        kGradientTolerance);
}

TEST_CASE("the check of gradients notices a wrong one", "[model][unit]") {
  // Backward with another activation: the check must find the difference.
  Problem problem = make_problem({4}, {Activation::tanh}, 13);
  const Cache<double> cache = run_forward(problem, problem.parameters);
  Gradients<double> right;
  right.dZ.resize(2);
  right.dW.resize(2);
  Gradients<double> wrong = right;
  backward(problem.spec, problem.parameters, problem.labels.data(), 0.0, 1.0, cache, right);
  problem.spec.activation = {Activation::sigmoid};
  backward(problem.spec, problem.parameters, problem.labels.data(), 0.0, 1.0, cache, wrong);
  CHECK(relative_distance(right.dZ[0], wrong.dZ[0]) > 1e-2);
}

TEST_CASE("linear_forward gives the course's printed values", "[model][golden]") {
  // seed 1: A = randn(3,2), W = randn(1,3), b = randn(1,1), each filled row by row.
  NumpyRandom random(1);
  const auto fill = [&](auto& matrix) {
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
      for (Eigen::Index j = 0; j < matrix.cols(); ++j) matrix(i, j) = random.randn();
    }
  };
  NetworkSpec spec;
  spec.hidden = {3};
  spec.activation = {Activation::linear};
  Cache<double> cache;
  cache.Z.resize(2);
  cache.A.resize(2);
  cache.mask.resize(2);
  cache.Z[0].resize(3, 2);
  fill(cache.Z[0]);
  Parameters<double> parameters(2);
  parameters[1].W.resize(1, 3);
  parameters[1].b.resize(1);
  fill(parameters[1].W);
  fill(parameters[1].b);
  forward(spec, parameters, Dropout{}, cache);
  CHECK_THAT(cache.Z[1](0, 0), WithinAbs(3.26295337, 0.5e-8));
  CHECK_THAT(cache.Z[1](0, 1), WithinAbs(-1.23429987, 0.5e-8));
}

TEST_CASE("initial weights are NumPy's, row by row, for every scale", "[model][golden]") {
  // Seed 3, layers 2-3-1: tests/support/make_numpy_values.py, NumPy 1.24.2.
  struct Row {
    Initialisation init;
    std::array<double, 9> values;
  };
  const auto rows = std::to_array<Row>({
      {Initialisation::small,
       {0.017886284734303187, 0.004365098505119894, 0.0009649746807200863, -0.01863492703364491,
        -0.0027738820251439907, -0.0035475897926898676, -0.0008274148148245977,
        -0.0062700067682384735, -0.0004381816897592824}},
      {Initialisation::large,
       {17.886284734303185, 4.365098505119894, 0.9649746807200863, -18.634927033644907,
        -2.7738820251439904, -3.5475897926898674, -0.8274148148245977, -6.270006768238473,
        -0.4381816897592824}},
      {Initialisation::xavier,
       {1.2647513225859208, 0.30865907535175385, 0.06823401404104966, -1.3176883272406827,
        -0.19614307901907888, -0.25085247992791837, -0.04777081660704659, -0.3619990095463258,
        -0.02529843165364868}},
      {Initialisation::he,
       {1.7886284734303186, 0.43650985051198943, 0.09649746807200862, -1.8634927033644908,
        -0.27738820251439905, -0.35475897926898675, -0.06755813673132316, -0.5119439088660415,
        -0.03577738515135877}},
  });
  NetworkSpec spec;
  spec.hidden = {3};
  spec.seed = 3;
  for (const Row& row : rows) {
    spec.init = row.init;
    const Parameters<double> parameters = initialise<double>(spec, 2);
    REQUIRE(parameters.size() == 2);
    std::size_t next = 0;
    for (const Dense<double>& layer : parameters) {
      CHECK(layer.b.isZero(0.0));
      for (Eigen::Index i = 0; i < layer.W.rows(); ++i) {
        for (Eigen::Index j = 0; j < layer.W.cols(); ++j) {
          // The logarithm in randn may differ in its last bit from NumPy's.
          CHECK_THAT(layer.W(i, j),
                     WithinRel(row.values[next++], 4 * std::numeric_limits<double>::epsilon()));
        }
      }
    }
    CHECK(next == row.values.size());
  }
}

TEST_CASE("the user's scale is the factor before randn", "[model][unit]") {
  NetworkSpec spec;
  spec.hidden = {5};
  spec.init = Initialisation::small;
  const Parameters<double> small = initialise<double>(spec, 4);
  spec.init = Initialisation::scaled;
  spec.init_scale = 0.01;
  const Parameters<double> own = initialise<double>(spec, 4);
  for (std::size_t l = 0; l < small.size(); ++l) CHECK(small[l].W == own[l].W);
  CHECK(initial_scale(spec, 99) == 0.01);
  spec.init = Initialisation::zeros;
  for (const Dense<double>& layer : initialise<double>(spec, 4)) CHECK(layer.W.isZero(0.0));
  CHECK(initial_scale(spec, 99) == 0.0);
  spec.init = Initialisation::xavier;
  CHECK(initial_scale(spec, 16) == 0.25);
  spec.init = Initialisation::he;
  CHECK(initial_scale(spec, 8) == 0.5);
}

TEST_CASE("weights in single precision are those of double, rounded", "[model][unit]") {
  NetworkSpec spec;
  const Parameters<double> wide = initialise<double>(spec, 30);
  const Parameters<float> narrow = initialise<float>(spec, 30);
  for (std::size_t l = 0; l < wide.size(); ++l) CHECK(narrow[l].W == wide[l].W.cast<float>());
}

TEST_CASE("layer sizes and parameter counts are the course's", "[model][golden]") {
  NetworkSpec spec;
  const std::vector<int> sizes = layer_sizes(spec, 12288);
  CHECK(sizes == std::vector{12288, 20, 7, 5, 1});
  CHECK(parameter_count(sizes) == 12288 * 20 + 20 + 20 * 7 + 7 + 7 * 5 + 5 + 5 + 1);
  spec.hidden.clear();
  CHECK(layer_sizes(spec, 2) == std::vector{2, 1});
  CHECK(parameter_count({12288, 1}) == 12289);
}

TEST_CASE("units that start equal stay equal", "[model][property]") {
  const Activation g = GENERATE(from_range(kAll));
  const double start = GENERATE(0.0, 0.3);
  Problem problem = make_problem({4, 3}, {g}, 14);
  for (Dense<double>& layer : problem.parameters) {
    layer.W.setConstant(start);
    layer.b.setZero();
  }
  for (int step = 0; step < 25; ++step) {
    const Cache<double> cache = run_forward(problem, problem.parameters);
    Gradients<double> gradients;
    gradients.dZ.resize(3);
    gradients.dW.resize(3);
    backward(problem.spec, problem.parameters, problem.labels.data(), 0.0, 1.0, cache, gradients);
    gradients.dW[0].W = gradients.dZ[0] * problem.X.transpose() / 5.0;
    for (std::size_t l = 0; l < 3; ++l) {
      problem.parameters[l].W -= 0.5 * gradients.dW[l].W;
      problem.parameters[l].b -= 0.5 * gradients.dW[l].b;
    }
  }
  CHECK(std::fabs(problem.parameters[2].b(0)) > 1e-3);  // it did learn something
  for (std::size_t l = 0; l < 2; ++l) {
    const Dense<double>& layer = problem.parameters[l];
    for (Eigen::Index i = 1; i < layer.W.rows(); ++i) {
      // The order of a sum may differ between rows of a product: some ulps over 25 steps.
      CHECK((layer.W.row(i) - layer.W.row(0)).norm() < 1e-13);
      CHECK_THAT(layer.b(i), WithinAbs(layer.b(0), 1e-13));
    }
  }
}

TEST_CASE("the cost is finite where log 0 would not be", "[model][unit]") {
  constexpr double kLargest = std::numeric_limits<double>::max();
  CHECK_THAT(loss(0.0, 0.0), WithinRel(std::log(2.0), 1e-15));
  CHECK_THAT(loss(0.0, 1.0), WithinRel(std::log(2.0), 1e-15));
  for (const double z : {1.0, 37.0, 710.0, 1e5, 1e300, kLargest}) {
    CHECK(std::isfinite(loss(z, 0.0)));
    CHECK(loss(z, 0.0) >= z);
    CHECK(std::isfinite(loss(-z, 1.0)));
    CHECK(loss(-z, 1.0) == loss(z, 0.0));
    CHECK(loss(z, 1.0) >= 0.0);
    CHECK(loss(z, 1.0) < 0.32);
    CHECK(loss(-z, 0.0) == loss(z, 1.0));
  }
  // A confident and correct prediction costs e^−z, which 1 − e^−z would round to 0.
  CHECK_THAT(loss(50.0, 1.0), WithinRel(std::exp(-50.0), 1e-14));
  CHECK(std::isnan(loss(std::numeric_limits<double>::quiet_NaN(), 1.0)));

  Matrix<float> logits(1, 2);
  logits << std::numeric_limits<float>::max(), -std::numeric_limits<float>::max();
  const std::vector<std::uint8_t> labels{0, 1};
  CHECK(std::isfinite(mean_loss(logits, labels.data())));
}

TEMPLATE_TEST_CASE("the cost is the mean of the losses", "[model][unit]", float, double) {
  Dice dice(16);
  for (const int m : {1, 2, 63, 64, 65, 209}) {
    const Matrix<TestType> logits = random_matrix<TestType>(1, m, dice, 9.0);
    std::vector<std::uint8_t> labels;
    double sum = 0.0;
    for (int j = 0; j < m; ++j) {
      labels.push_back(static_cast<std::uint8_t>(dice.below(2)));
      sum += loss(static_cast<double>(logits(0, j)), labels.back());
    }
    CHECK(mean_loss(logits, labels.data()) == sum / m);
  }
}

TEST_CASE("the loss is the course's cross entropy where that can be computed", "[model][golden]") {
  Dice dice(15);
  for (int i = 0; i < 200; ++i) {
    const double z = dice.between(-12, 12);
    const double y_hat = 1.0 / (1.0 + std::exp(-z));
    REQUIRE_THAT(loss(z, 1.0), WithinAbs(-std::log(y_hat), 1e-10));
    REQUIRE_THAT(loss(z, 0.0), WithinAbs(-std::log(1.0 - y_hat), 1e-10));
  }
}

TEST_CASE("a prediction of exactly one half is class 0", "[model][unit]") {
  Matrix<double> logits(1, 4);
  logits << 0.0, 0.0, 1e-300, -1e-300;
  const std::vector<std::uint8_t> labels{0, 1, 1, 0};
  CHECK(accuracy(logits, labels.data()) == 0.75);
}

TEST_CASE("dropout draws one mask after another, row by row, as the course does",
          "[model][golden]") {
  NetworkSpec spec;
  spec.hidden = {3, 2};
  spec.activation = {Activation::linear};
  Problem problem = make_problem(spec.hidden, spec.activation, 16);
  problem.keep = 0.86;
  const Cache<double> cache = run_forward(problem, problem.parameters);
  NumpyRandom random(17);
  for (std::size_t l = 0; l < 2; ++l) {
    for (Eigen::Index i = 0; i < cache.mask[l].rows(); ++i) {
      for (Eigen::Index j = 0; j < cache.mask[l].cols(); ++j) {
        const bool is_kept = random.random_double() < 0.86;
        REQUIRE_THAT(cache.mask[l](i, j), WithinAbs(is_kept ? 1 / 0.86 : 0.0, 1e-15));
        REQUIRE_THAT(cache.A[l](i, j), WithinAbs(is_kept ? cache.Z[l](i, j) / 0.86 : 0.0, 1e-14));
      }
    }
  }
  // The output is never dropped.
  CHECK(cache.mask[2].size() == 0);
}

}  // namespace
}  // namespace purr

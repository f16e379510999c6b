// The textbook network by itself: against the course's printed values, NumPy and central
// differences.
#include "engine/model/textbook.h"

#include <array>
#include <cmath>
#include <initializer_list>
#include <vector>

#include "engine/core/random.h"
#include "tests/support/catch.h"
#include "tests/support/matrices.h"

namespace purr::textbook {
namespace {

using Catch::Matchers::WithinAbs;

// NumPy's sums have another order, and its exp another last bit.
constexpr double kTolerance = 1e-14;

/// np.random.randn(rows, columns).
Matrix randn(NumpyRandom& random, int rows, int columns) {
  Matrix M(rows, columns);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) M(i, j) = random.randn();
  }
  return M;
}

/// Compares the entries of M, row by row.
void check_entries(const Matrix& M, std::initializer_list<double> expected) {
  REQUIRE(M.size() == static_cast<Eigen::Index>(expected.size()));
  const double* value = expected.begin();
  for (Eigen::Index i = 0; i < M.rows(); ++i) {
    for (Eigen::Index j = 0; j < M.cols(); ++j)
      CHECK_THAT(M(i, j), WithinAbs(*value++, kTolerance));
  }
}

// ---- Test cases of the course's notebooks: tests/support/make_numpy_values.py, NumPy 1.24.2 ------

TEST_CASE("the textbook's forward functions give the course's values", "[model][golden]") {
  {
    NumpyRandom random(1);
    const Matrix A = randn(random, 3, 2), W = randn(random, 1, 3), b = randn(random, 1, 1);
    const auto [Z, cache] = linear_forward(A, W, b);
    CHECK_THAT(Z(0, 0), WithinAbs(3.26295337, 0.5e-8));  // as printed
    CHECK_THAT(Z(0, 1), WithinAbs(-1.23429987, 0.5e-8));
    CHECK(cache.A_prev == A);
    CHECK(cache.W == W);
  }
  {
    NumpyRandom random(2);
    const Matrix A = randn(random, 3, 2), W = randn(random, 1, 3), b = randn(random, 1, 1);
    check_entries(linear_activation_forward(A, W, b, Activation::sigmoid).first,
                  {0.968900232783661, 0.11013289483978989});
    check_entries(linear_activation_forward(A, W, b, Activation::relu).first,
                  {3.4389613134945427, 0.0});
  }
  {
    NumpyRandom random(6);
    const Matrix X = randn(random, 5, 4);
    Parameters parameters;
    for (const auto& [n_prev, n] : {std::pair(5, 4), std::pair(4, 3), std::pair(3, 1)}) {
      const Matrix W = randn(random, n, n_prev);
      parameters.push_back({W, randn(random, n, 1)});
    }
    const auto [AL, caches] =
        L_model_forward(X, parameters, {.hidden = {4, 3}, .activation = {Activation::relu}});
    check_entries(
        AL, {0.03921667922250356, 0.7049892075012225, 0.19734387234713996, 0.04728177161977361});
    CHECK(caches.size() == 3);
  }
}

TEST_CASE("the textbook's cost is the course's", "[model][golden]") {
  const Matrix AL = (Matrix(1, 3) << 0.8, 0.9, 0.4).finished();
  const Matrix Y = (Matrix(1, 3) << 1, 1, 0).finished();
  CHECK_THAT(compute_cost(AL, Y), WithinAbs(0.2797765635793423, 1e-15));
  // 3² + 4² of one layer, 1 of the other: 0.6/(2·3)·26.
  const Parameters parameters{{(Matrix(1, 2) << 3, 4).finished(), Vector::Constant(1, 9.0)},
                              {Matrix::Constant(1, 1, -1.0), Vector::Constant(1, 9.0)}};
  CHECK_THAT(compute_cost_with_regularization(AL, Y, parameters, 0.6),
             WithinAbs(0.2797765635793423 + 2.6, 1e-14));
}

TEST_CASE("the textbook's backward functions give the course's values", "[model][golden]") {
  {
    NumpyRandom random(1);
    const Matrix dZ = randn(random, 1, 2), A = randn(random, 3, 2), W = randn(random, 1, 3);
    const LinearGradients d = linear_backward(dZ, {.A_prev = A, .W = W, .b = Vector::Zero(1)});
    check_entries(d.dA_prev, {0.5182296765076597, -0.19517421321805253, -0.4050636132416928,
                              0.15255392657263311, 2.3749682487142305, -0.8944539079359436});
    check_entries(d.dW, {-0.10076895037885641, 1.406850964726344, 1.6499250517036985});
    check_entries(d.db, {0.5062944750065832});
  }
  NumpyRandom random(2);
  const Matrix dA = randn(random, 1, 2), A = randn(random, 3, 2), W = randn(random, 1, 3);
  const Matrix b = randn(random, 1, 1), Z = randn(random, 1, 2);
  const auto backward = [&](Activation g) {
    return linear_activation_backward(
        dA, {.linear = {A, W, b}, .Z = Z, .A = activation_forward(Z, g), .g = g});
  };
  const LinearGradients sigmoid = backward(Activation::sigmoid);
  check_entries(sigmoid.dA_prev,
                {0.11017993605984744, 0.01105339470782607, 0.09466817036241483, 0.00949723416716368,
                 -0.057430922006483635, -0.005761544906208915});
  check_entries(sigmoid.dW, {0.10266786376828207, 0.09778550500304704, -0.019680842338378787});
  check_entries(sigmoid.db, {-0.057296222176291135});
  const LinearGradients relu = backward(Activation::relu);
  check_entries(relu.dA_prev,
                {0.4409098893909097, 0.0, 0.37883605687209465, 0.0, -0.2298228005482083, 0.0});
  check_entries(relu.dW, {0.44513824323337786, 0.37371417697309084, -0.1047898884574992});
  check_entries(relu.db, {-0.2083789237027353});
}

/// Checks W and b of the layers in turn.
void check_parameters(const Parameters& parameters, const std::array<double, 20>& expected) {
  const double* value = expected.data();
  for (const auto& [W, b] : parameters) {
    for (Eigen::Index i = 0; i < W.rows(); ++i) {
      for (Eigen::Index j = 0; j < W.cols(); ++j) {
        CHECK_THAT(W(i, j), WithinAbs(*value++, kTolerance));
      }
    }
    for (Eigen::Index i = 0; i < b.size(); ++i) CHECK_THAT(b(i), WithinAbs(*value++, kTolerance));
  }
  CHECK(value == expected.data() + expected.size());
}

TEST_CASE("the textbook's updates give the course's values", "[model][golden]") {
  NumpyRandom random(1);
  Parameters start;
  std::vector<Gradients> gradients;
  for (const int n : {2, 3}) {
    const Matrix W = randn(random, n, 3);
    start.push_back({W, randn(random, n, 1)});
  }
  for (const int n : {2, 3}) {
    const Matrix dW = randn(random, n, 3);
    gradients.push_back({.dA = {}, .dZ = {}, .dW = dW, .db = randn(random, n, 1)});
  }
  Parameters parameters = start;
  update_parameters(parameters, gradients, 0.01);
  check_parameters(
      parameters,
      {1.6353515554353708,   -0.6232036507484715,  -0.5371876594693836,  -1.077993565545189,
       0.8563990698320344,   -2.2947014182885392,  1.7460406664716666,   -0.7518492065525121,
       0.32171797685335873,  -0.25467393014479195, 1.4690245445622272,   -2.056173174229094,
       -0.3155454770123115,  -0.37560229825342845, 1.1404819036438056,   -1.0997646213248418,
       -0.16125510406408297, -0.8802025748995427,  0.025615724944494125, 0.5753947721100489});

  parameters = start;
  std::vector<Average> v = initialize_average(start);
  update_parameters_with_momentum(parameters, gradients, v, 0.9, 0.01);
  check_parameters(
      parameters,
      {1.6254459828404546,   -0.612901137359915,   -0.5290733429840485, -1.0734711164950723,
       0.8645067733754142,   -2.3008549690211084,  1.7449346544419986,  -0.7602711314608437,
       0.3193069841367246,   -0.24990073094414827, 1.4627995977966994,  -2.059743955970798,
       -0.3217300313133879,  -0.38320914902691694, 1.1344406884662743,  -1.099878602715112,
       -0.17131089720180048, -0.8780928336191889,  0.04055394453848296, 0.5820731695552449});

  parameters = start;
  v = initialize_average(start);
  std::vector<Average> s = initialize_average(start);
  update_parameters_with_adam(parameters, gradients, v, s, /*t=*/2, 0.01, {});
  check_parameters(
      parameters,
      {1.6317867318375125,   -0.6191977818289863,  -0.5356131204076264, -1.0804099900972808,
       0.8579662611806571,   -2.2940973288037125,  1.752253127527215,   -0.7537655327443702,
       0.32648046325636526,  -0.25681174344865554, 1.469549305125173,   -2.052699341734476,
       -0.31497583593534606, -0.3766129865368602,  1.141210810406036,   -1.0924503627516955,
       -0.16498683937434422, -0.8852997848035297,  0.03477237850692047, 0.5753738456152278});
}

TEST_CASE("the textbook's RMSprop and Adam put epsilon where they are told", "[model][golden]") {
  // The same three steps as in tests/engine/train/optimizer_test.cpp, whose values are NumPy's.
  const std::array steps{std::array{0.3, -0.2, 0.0, 1.5}, std::array{-0.1, -0.4, 0.7, 1.0},
                         std::array{0.25, 0.6, -0.9, 1e-6}};
  const bool is_inside = GENERATE(false, true);
  const AdaptiveRates rates{
      .beta1 = 0.8, .beta2 = 0.95, .epsilon = 1e-3, .is_epsilon_inside = is_inside};
  const Parameters start{{(Matrix(1, 3) << 0.5, -1.0, 2.0).finished(), Vector::Constant(1, 0.25)}};
  Parameters rmsprop = start, adam = start;
  std::vector<Average> s = initialize_average(start);
  std::vector<Average> v = initialize_average(start), s_adam = initialize_average(start);
  int t = 0;
  for (const auto& d : steps) {
    const std::vector<Gradients> gradients{{.dA = {},
                                            .dZ = {},
                                            .dW = (Matrix(1, 3) << d[0], d[1], d[2]).finished(),
                                            .db = Vector::Constant(1, d[3])}};
    update_parameters_with_rmsprop(rmsprop, gradients, s, 0.1, rates);
    update_parameters_with_adam(adam, gradients, v, s_adam, ++t, 0.1, rates);
  }
  const auto check = [](const Parameters& parameters, const std::array<double, 4>& expected) {
    for (int i = 0; i < 3; ++i) {
      CHECK_THAT(parameters[0].W(0, i), WithinAbs(expected[static_cast<std::size_t>(i)], 1e-15));
    }
    CHECK_THAT(parameters[0].b(0), WithinAbs(expected[3], 1e-15));
  };
  if (is_inside) {
    check(rmsprop,
          {-0.04155661532044436, -0.6077242747724053, 1.9152646074595996, -0.4469162692074708});
    check(adam,
          {0.30233362852569623, -0.8182450391685997, 1.9433898051116574, -0.01683326258504729});
  } else {
    check(rmsprop,
          {-0.08038901721990196, -0.5248167153202907, 1.9106030076762222, -0.4477264003561296});
    check(adam, {0.3016069273727251, -0.8173481898205492, 1.943382497517668, -0.01670765928956737});
  }
}

// ---- Central differences -------------------------------------------------------------------------

struct Problem {
  NetworkSpec spec;
  Parameters parameters;
  Matrix X, Y;
  double lambda = 0.0;
  Dropout dropout;
};

/// A network with random biases, so that no unit is at a kink, and five random examples.
Problem random_problem(const std::vector<int>& hidden, Activation g, std::uint64_t seed) {
  Dice dice(seed);
  Problem problem{.spec = {.hidden = hidden, .activation = {g}, .leaky_slope = 0.1},
                  .parameters = initialize_parameters_deep(layer_sizes({.hidden = hidden}, 3),
                                                           static_cast<std::uint32_t>(seed)),
                  .X = random_matrix<double>(3, 5, dice, 1.5),
                  .Y = Matrix(1, 5),
                  .dropout = {}};
  for (auto& [W, b] : problem.parameters) b = random_matrix<double>(b.size(), 1, dice, 0.5);
  for (int j = 0; j < 5; ++j) problem.Y(0, j) = dice.below(2);
  return problem;
}

double cost_of(const Problem& p) {
  const auto [AL, caches] = L_model_forward(p.X, p.parameters, p.spec, p.dropout);
  return compute_cost_with_regularization(AL, p.Y, p.parameters, p.lambda);
}

/// ‖difference − gradient‖ / (‖difference‖ + ‖gradient‖) over all weights and biases.
double gradient_error(Problem p) {
  const auto [AL, caches] = L_model_forward(p.X, p.parameters, p.spec, p.dropout);
  const std::vector<Gradients> gradients = L_model_backward(AL, p.Y, caches, p.lambda);
  double distance = 0.0, size = 0.0;
  const auto compare = [&](double& theta, double d) {
    constexpr double kStep = 1e-6;
    const double before = theta;
    theta = before + kStep;
    const double above = cost_of(p);
    theta = before - kStep;
    const double below = cost_of(p);
    theta = before;
    const double difference = (above - below) / (2.0 * kStep);
    distance += (difference - d) * (difference - d);
    size += difference * difference + d * d;
  };
  for (std::size_t l = 0; l < p.parameters.size(); ++l) {
    auto& [W, b] = p.parameters[l];
    REQUIRE(gradients[l].dW.rows() == W.rows());
    REQUIRE(gradients[l].dW.cols() == W.cols());
    for (Eigen::Index i = 0; i < W.size(); ++i) compare(W(i), gradients[l].dW(i));
    for (Eigen::Index i = 0; i < b.size(); ++i) compare(b(i), gradients[l].db(i));
  }
  REQUIRE(size > 1e-6);  // a gradient of zeros would prove nothing
  return std::sqrt(distance / size);
}

// A difference of costs near 1 over 2e-6 is rounded by 1e-10; gradients are near 0.1.
constexpr double kGradientTolerance = 1e-7;

TEST_CASE("the textbook's gradients agree with central differences", "[model][gradient]") {
  const auto hidden = GENERATE(std::vector<int>{}, std::vector<int>{4}, std::vector<int>{5, 3, 2});
  const auto g = GENERATE(from_range(kEveryActivation));
  CAPTURE(hidden, static_cast<int>(g));
  Problem problem = random_problem(hidden, g, 8);
  CHECK(gradient_error(problem) < kGradientTolerance);
  problem.lambda = 0.7;
  CHECK(gradient_error(problem) < kGradientTolerance);
  problem.dropout.keep_prob = 0.7;
  Dice dice(3);
  for (const int n : hidden) {
    Matrix D(n, 5);
    for (Eigen::Index i = 0; i < D.size(); ++i) D(i) = dice.between(0.0, 1.0) < 0.7 ? 1.0 : 0.0;
    D(0, 0) = 0.0;
    D(0, 1) = 1.0;
    problem.dropout.D.push_back(D);
  }
  CHECK(gradient_error(problem) < kGradientTolerance);
}

TEST_CASE("the textbook's dropout removes units and scales the rest", "[model][unit]") {
  const Matrix A = (Matrix(2, 2) << 1.0, 2.0, 3.0, -4.0).finished();
  const Matrix D = (Matrix(2, 2) << 1.0, 0.0, 0.0, 1.0).finished();
  const Matrix expected = (Matrix(2, 2) << 1.25, 0.0, 0.0, -5.0).finished();
  CHECK(dropout_forward(A, D, 0.8) == expected);
  CHECK(dropout_backward(A, D, 0.8) == expected);
}

}  // namespace
}  // namespace purr::textbook

#include "engine/kernels/activations.h"

#include <array>
#include <cmath>
#include <limits>

#include "tests/support/catch.h"
#include "tests/support/matrices.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kSlope = 0.01;
constexpr auto kAll = kEveryActivation;

double slope_at(Activation g, double z) {
  return activation_slope(g, kSlope, z, activation(g, kSlope, z));
}

TEST_CASE("activations have the values of the course's table", "[kernels][golden]") {
  const auto g = [](Activation which, double z) { return activation(which, kSlope, z); };
  CHECK(g(Activation::sigmoid, 0.0) == 0.5);
  CHECK_THAT(g(Activation::sigmoid, 9.2), WithinAbs(0.999898970806, 0.5e-12));  // published
  CHECK_THAT(g(Activation::sigmoid, 10.0), WithinAbs(0.9999546, 1e-7));
  CHECK_THAT(g(Activation::sigmoid, -10.0), WithinAbs(0.0000454, 1e-7));
  CHECK(g(Activation::tanh, 0.0) == 0.0);
  CHECK_THAT(g(Activation::tanh, 10.0), WithinAbs(1.0, 1e-8));
  CHECK_THAT(g(Activation::tanh, -10.0), WithinAbs(-1.0, 1e-8));
  CHECK(g(Activation::relu, 0.0) == 0.0);
  CHECK(g(Activation::relu, 10.0) == 10.0);
  CHECK(g(Activation::relu, -10.0) == 0.0);
  CHECK(g(Activation::leaky_relu, 10.0) == 10.0);
  CHECK(g(Activation::leaky_relu, -10.0) == -0.1);
  CHECK(g(Activation::linear, -10.0) == -10.0);
}

TEST_CASE("slopes have the values of the course's table", "[kernels][golden]") {
  CHECK(slope_at(Activation::sigmoid, 0.0) == 0.25);
  CHECK(slope_at(Activation::tanh, 0.0) == 1.0);
  for (const double z : {-10.0, 10.0}) {
    CHECK_THAT(slope_at(Activation::sigmoid, z), WithinAbs(0.0, 5e-5));
    CHECK_THAT(slope_at(Activation::tanh, z), WithinAbs(0.0, 1e-8));
    CHECK(slope_at(Activation::linear, z) == 1.0);
  }
  CHECK(slope_at(Activation::relu, 10.0) == 1.0);
  CHECK(slope_at(Activation::relu, -10.0) == 0.0);
  CHECK(slope_at(Activation::relu, 0.0) == 0.0);  // a choice
  CHECK(slope_at(Activation::leaky_relu, 10.0) == 1.0);
  CHECK(slope_at(Activation::leaky_relu, -10.0) == kSlope);
  CHECK(slope_at(Activation::leaky_relu, 0.0) == kSlope);
}

TEST_CASE("softplus has the values of 40-digit decimal arithmetic", "[kernels][golden]") {
  // Python: d = Decimal(z); (1 + d.exp()).ln() and 1/(1 + (-d).exp()), 40 digits.
  struct Row {
    double z, value, slope;
  };
  for (const Row& row :
       {Row{-30.0, 9.3576229688397368e-14, 9.3576229688392989e-14},
        Row{-2.0, 0.12692801104297249, 0.11920292202211756},
        Row{-0.5, 0.47407698418010669, 0.37754066879814546}, Row{0.0, 0.69314718055994529, 0.5},
        Row{3.0, 3.0485873515737421, 0.95257412682243325},
        Row{20.0, 20.000000002061153, 0.99999999793884642}}) {
    // Two elementary functions and one addition, each rounded.
    CHECK_THAT(activation(Activation::softplus, kSlope, row.z), WithinRel(row.value, 4e-16));
    CHECK_THAT(slope_at(Activation::softplus, row.z), WithinRel(row.slope, 4e-16));
  }
  CHECK(activation(Activation::softplus, kSlope, 1e300) == 1e300);
  CHECK(activation(Activation::softplus, kSlope, -1e300) == 0.0);
  CHECK(flat_bounds(Activation::softplus).low == Catch::Approx(0.05));
}

TEST_CASE("slopes agree with central differences", "[kernels][gradient]") {
  const Activation g = GENERATE(from_range(kAll));
  Dice dice(3);
  constexpr double kStep = 1e-6;
  for (int i = 0; i < 200; ++i) {
    double z = dice.between(-6, 6);
    if (std::fabs(z) < 1e-3) z = 1.0;  // the kink of ReLU has no derivative
    const double difference =
        (activation(g, kSlope, z + kStep) - activation(g, kSlope, z - kStep)) / (2 * kStep);
    // Rounding of g over the step: 1e-16 / 1e-6; truncation: step² times a third derivative
    // below 2.
    REQUIRE_THAT(slope_at(g, z), WithinAbs(difference, 2e-9));
  }
}

TEST_CASE("activations stay in their range however large z is", "[kernels][unit]") {
  for (const double z : {710.0, 1e4, 1e300, kInfinity}) {
    CHECK(activation(Activation::sigmoid, kSlope, z) == 1.0);
    CHECK(activation(Activation::sigmoid, kSlope, -z) < 1e-300);
    CHECK(activation(Activation::sigmoid, kSlope, -z) >= 0.0);
    CHECK(activation(Activation::tanh, kSlope, z) == 1.0);
    CHECK(activation(Activation::tanh, kSlope, -z) == -1.0);
  }
  // Far below zero sigmoid is e^z, not 0: its logarithm still says how wrong the network is.
  CHECK_THAT(activation(Activation::sigmoid, kSlope, -700.0), WithinRel(9.8596765e-305, 1e-7));
}

TEST_CASE("a number that is none stays visible through every activation", "[kernels][unit]") {
  for (const Activation g : kAll) {
    CHECK(std::isnan(activation(g, kSlope, kNaN)));
    Matrix<double> Z = Matrix<double>::Constant(3, 2, 1.0);
    Z(1, 1) = kNaN;
    Matrix<double> A;
    activate(g, kSlope, Z, A);
    CHECK(std::isnan(A(1, 1)));
    CHECK(A.array().isNaN().count() == 1);
    Matrix<float> A_single;
    activate<float>(g, kSlope, Z.cast<float>(), A_single);
    CHECK(std::isnan(A_single(1, 1)));
  }
}

TEMPLATE_TEST_CASE("a matrix is activated as its entries are", "[kernels][reference]", float,
                   double) {
  const Activation g = GENERATE(from_range(kAll));
  const auto epsilon = static_cast<double>(std::numeric_limits<TestType>::epsilon());
  Dice dice(4);
  for (const int rows : {1, 3, 4, 5, 8, 13, 64}) {
    const Matrix<TestType> Z = random_matrix<TestType>(rows, 7, dice, 8.0);
    Matrix<TestType> A;
    activate(g, kSlope, Z, A);
    REQUIRE(A.rows() == Z.rows());
    REQUIRE(A.cols() == Z.cols());
    Matrix<TestType> dA = random_matrix<TestType>(rows, 7, dice, 2.0);
    Matrix<TestType> dZ = dA;
    multiply_by_slope(g, kSlope, Z, A, 1.0, dZ);
    for (Eigen::Index i = 0; i < Z.size(); ++i) {
      const auto z = static_cast<double>(Z(i));
      const double a = activation(g, kSlope, z);
      REQUIRE_THAT(static_cast<double>(A(i)), WithinAbs(a, epsilon * std::fabs(a)));
      // 1 − a² and a(1 − a) are rounded at the size of 1.
      REQUIRE_THAT(
          static_cast<double>(dZ(i)),
          WithinAbs(static_cast<double>(dA(i)) * activation_slope(g, kSlope, z, a), 16 * epsilon));
    }
  }
}

TEST_CASE("under dropout the slope is taken from what the activation was before the mask",
          "[kernels][unit]") {
  constexpr double kKeep = 0.8;
  for (const Activation g : kAll) {
    Dice dice(5);
    const Matrix<double> Z = random_matrix<double>(4, 3, dice, 3.0);
    Matrix<double> A;
    activate(g, kSlope, Z, A);
    A /= kKeep;
    Matrix<double> dZ = Matrix<double>::Ones(4, 3);
    multiply_by_slope(g, kSlope, Z, A, kKeep, dZ);
    for (Eigen::Index i = 0; i < Z.size(); ++i) {
      CHECK_THAT(dZ(i), WithinAbs(slope_at(g, Z(i)), 1e-15));
    }
  }
}

}  // namespace
}  // namespace purr

#include "engine/train/optimizer.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/matrices.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

struct Expected {
  Optimizer optimizer;
  bool epsilon_inside;
  std::array<double, 4> theta;
};

TEST_CASE("optimisers take NumPy's steps", "[train][golden]") {
  // Three steps from (0.5, −1, 2, 0.25) with α 0.1, β₁ 0.8, β₂ 0.95, ε 1e-3:
  // tests/support/make_numpy_values.py, NumPy 1.24.2.
  const auto& [optimizer, epsilon_inside, expected] = GENERATE(values<Expected>({
      {Optimizer::gd, false, {0.45499999999999996, -1.0, 2.02, -1.0000000002775557e-07}},
      {Optimizer::momentum, false, {0.48395999999999995, -0.98784, 1.9928, 0.14079998}},
      {Optimizer::rmsprop,
       false,
       {-0.08038901721990196, -0.5248167153202907, 1.9106030076762222, -0.4477264003561296}},
      {Optimizer::adam,
       false,
       {0.3016069273727251, -0.8173481898205492, 1.943382497517668, -0.01670765928956737}},
      {Optimizer::rmsprop,
       true,
       {-0.04155661532044436, -0.6077242747724053, 1.9152646074595996, -0.4469162692074708}},
      {Optimizer::adam,
       true,
       {0.30233362852569623, -0.8182450391685997, 1.9433898051116574, -0.01683326258504729}},
  }));
  const std::array<Vector<double>, 3> gradients{Eigen::Vector4d{0.3, -0.2, 0.0, 1.5},
                                                Eigen::Vector4d{-0.1, -0.4, 0.7, 1.0},
                                                Eigen::Vector4d{0.25, 0.6, -0.9, 1e-6}};
  TrainingSpec spec;
  spec.optimizer = optimizer;
  spec.momentum = 0.8;
  spec.beta2 = 0.95;
  spec.epsilon = 1e-3;
  spec.epsilon_inside = epsilon_inside;
  Vector<double> theta = Eigen::Vector4d{0.5, -1.0, 2.0, 0.25};
  Moments<double> moments;
  std::int64_t t = 0;
  for (const Vector<double>& d : gradients) update(theta, d, 0.1, spec, ++t, moments);
  for (int i = 0; i < 4; ++i) {
    // The last value of plain descent is the rest of a cancellation: absolute, not relative.
    CHECK_THAT(theta(i), WithinAbs(expected[static_cast<std::size_t>(i)], 1e-15));
  }
}

TEST_CASE("the first steps are those worked by hand", "[train][golden]") {
  TrainingSpec spec;
  spec.momentum = 0.9;
  spec.beta2 = 0.999;
  spec.epsilon = 0.0;
  const auto first_step = [&](Optimizer optimizer, double d) {
    spec.optimizer = optimizer;
    Matrix<double> theta = Matrix<double>::Zero(1, 1);
    Moments<double> moments;
    update(theta, Matrix<double>(Matrix<double>::Constant(1, 1, d)), 0.5, spec, 1, moments);
    return theta(0, 0);
  };
  CHECK(first_step(Optimizer::gd, 4.0) == -2.0);
  CHECK_THAT(first_step(Optimizer::momentum, 4.0), WithinRel(-0.2, 1e-15));  // (1 − β)·α·d
  // √(0.001·16): the step is α/√0.001 whatever the gradient.
  CHECK_THAT(first_step(Optimizer::rmsprop, 4.0), WithinRel(-0.5 / std::sqrt(0.001), 1e-13));
  // The bias corrections leave the sign alone: one α.
  CHECK_THAT(first_step(Optimizer::adam, 4.0), WithinRel(-0.5, 1e-12));
  CHECK_THAT(first_step(Optimizer::adam, -1e-3), WithinRel(0.5, 1e-12));
}

TEST_CASE("momentum of zero is plain descent", "[train][unit]") {
  Dice dice(1);
  TrainingSpec plain;
  TrainingSpec momentum;
  momentum.optimizer = Optimizer::momentum;
  momentum.momentum = 0.0;
  Matrix<double> a = random_matrix<double>(5, 3, dice);
  Matrix<double> b = a;
  Moments<double> none, velocity;
  for (int t = 1; t <= 10; ++t) {
    const Matrix<double> d = random_matrix<double>(5, 3, dice);
    update(a, d, 0.1, plain, t, none);
    update(b, d, 0.1, momentum, t, velocity);
  }
  CHECK(a == b);
  CHECK(none.v.size() == 0);
  CHECK(velocity.v.rows() == 5);
}

TEST_CASE("entries are updated independently, in matrices as in vectors", "[train][property]") {
  const Optimizer optimizer =
      GENERATE(Optimizer::gd, Optimizer::momentum, Optimizer::rmsprop, Optimizer::adam);
  Dice dice(2);
  TrainingSpec spec;
  spec.optimizer = optimizer;
  Matrix<double> theta = random_matrix<double>(7, 5, dice);
  const Matrix<double> start = theta;
  Moments<double> moments;
  std::vector<Matrix<double>> gradients;
  for (int t = 1; t <= 6; ++t) {
    gradients.push_back(random_matrix<double>(7, 5, dice));
    update(theta, gradients.back(), 0.01, spec, t, moments);
  }
  for (Eigen::Index i = 0; i < theta.size(); ++i) {
    Vector<double> one = Vector<double>::Constant(1, start(i));
    Moments<double> own;
    for (int t = 1; t <= 6; ++t) {
      const Vector<double> d =
          Vector<double>::Constant(1, gradients[static_cast<std::size_t>(t - 1)](i));
      update(one, d, 0.01, spec, t, own);
    }
    REQUIRE(one(0) == theta(i));
  }
}

TEST_CASE("Adam's corrections stay finite after many steps", "[train][unit]") {
  TrainingSpec spec;
  spec.optimizer = Optimizer::adam;
  Matrix<float> theta = Matrix<float>::Zero(1, 1);
  Moments<float> moments;
  for (const long long t : {1LL, 1000LL, 1000000LL, 1000000000000LL}) {
    update(theta, Matrix<float>(Matrix<float>::Constant(1, 1, 0.5F)), 0.001, spec, t, moments);
    CHECK(std::isfinite(theta(0, 0)));
  }
}

}  // namespace
}  // namespace purr

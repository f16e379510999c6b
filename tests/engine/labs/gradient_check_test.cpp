#include "engine/labs/gradient_check.h"

#include "tests/support/catch.h"

using Catch::Matchers::WithinAbs;
using namespace purr;

namespace {

GradientCheckResult check(const GradientCheckSettings& settings) {
  const auto result = gradient_check(settings, {});
  REQUIRE(result);
  return *result;
}

}  // namespace

TEST_CASE("back-propagation passes the gradient check", "[labs]") {
  const GradientCheckResult result = check({});
  CHECK(result.passes);
  CHECK(result.parameters == 17);
  CHECK(result.error < 1e-8);
  CHECK(result.layers.size() == 2);
  CHECK(check({.units = 3, .hidden_layers = 3}).passes);
  CHECK(check({.data = CheckData::moons, .activation = Activation::sigmoid}).passes);
}

TEST_CASE("a broken derivative fails in the layers that it reaches", "[labs]") {
  // Without g′ the output is right and what lies before it is wrong.
  const GradientCheckResult no_slope = check({.broken = BrokenRule::no_slope});
  CHECK_FALSE(no_slope.passes);
  CHECK(no_slope.layers[0].W > 0.1);
  CHECK(no_slope.layers[1].W < 1e-6);
  CHECK(no_slope.worst_matrix[1] == '1');
  CHECK(no_slope.worst_weight[1] == '1');

  CHECK_THAT(check({.broken = BrokenRule::a_minus_z}).error, WithinAbs(0.98, 0.005));
  const GradientCheckResult no_mean = check({.broken = BrokenRule::no_mean});
  // 400 times as long: (400 − 1)/(400 + 1).
  CHECK_THAT(no_mean.layers[0].W, WithinAbs(399.0 / 401.0, 1e-6));
  CHECK_THAT(no_mean.layers[1].b, WithinAbs(399.0 / 401.0, 1e-4));
  CHECK(no_mean.worst > 0.99);

  const GradientCheckResult no_mean_db = check({.broken = BrokenRule::no_mean_db});
  CHECK(no_mean_db.layers[0].W < 1e-6);
  CHECK(no_mean_db.layers[1].W < 1e-6);
  CHECK(no_mean_db.layers[0].b > 0.99);
  CHECK(no_mean_db.worst_matrix[0] == 'b');
}

TEST_CASE("the slope of the chosen weight touches its curve", "[labs]") {
  const GradientCheckResult result = check({.layer = 1, .unit = 2, .input = 1});
  const WeightSlope& weight = result.weight;
  CHECK(weight.name == "W1[2,1]");
  CHECK_THAT(weight.by_rule, WithinAbs(weight.by_difference, 1e-8));
  REQUIRE(weight.costs.size() == 41);
  CHECK_THAT(weight.costs[20], WithinAbs(result.cost, 1e-12));
  const double step = (weight.high - weight.low) / 40.0;
  CHECK_THAT((weight.costs[21] - weight.costs[19]) / (2.0 * step),
             WithinAbs(weight.by_difference, 0.01));
  CHECK(check({.layer = 9, .unit = 9, .input = 0}).weight.name == "b2[1]");
}

#include "engine/labs/descent.h"

#include "tests/support/catch.h"

using Catch::Matchers::WithinAbs;
using namespace purr;

namespace {

DescentResult descend(const DescentSettings& settings) {
  const auto result = descent(settings, {});
  REQUIRE(result);
  return *result;
}

}  // namespace

TEST_CASE("after ten steps descent is where NumPy's is", "[labs]") {
  CHECK_THAT(descend({.learning_rate = 0.05, .iterations = 10}).cost, WithinAbs(0.5726, 5e-5));
  CHECK_THAT(descend({.learning_rate = 0.5, .iterations = 10}).cost, WithinAbs(0.4078, 5e-5));
  CHECK_THAT(descend({.learning_rate = 4.0, .iterations = 10}).cost, WithinAbs(0.3971, 5e-5));
}

TEST_CASE("the threshold of α found by bisection is 2/λmax of the Hessian", "[labs]") {
  const DescentResult result = descend({});
  // Minimum and eigenvalue: NumPy.
  CHECK_THAT(result.minimum.cost, WithinAbs(0.39714759922165993, 1e-14));
  CHECK_THAT(result.two_over_lambda_max, WithinAbs(14.006, 0.0005));
  CHECK_THAT(result.threshold, WithinAbs(result.two_over_lambda_max, 0.02));
  CHECK(result.lambda_min > 0.0);
  CHECK(result.lambda_min < result.lambda_max);
}

TEST_CASE("below the threshold descent settles, above it never does", "[labs][slow]") {
  for (const double alpha : {0.001, 0.05, 0.5, 4.0, 13.5}) {
    CAPTURE(alpha);
    const DescentResult result = descend({.learning_rate = alpha});
    CHECK(result.settles);
    CHECK_FALSE(result.diverging);
  }
  for (const double alpha : {14.5, 20.0, 100.0}) {
    CAPTURE(alpha);
    const DescentResult result = descend({.learning_rate = alpha, .iterations = 3000});
    CHECK(result.diverging);
    CHECK(result.rises > 0);
    CHECK(result.cost > result.minimum.cost + 0.001);
  }
}

TEST_CASE("the path begins at the start and is bounded", "[labs]") {
  const DescentResult result = descend({.iterations = 5000, .w = 3.0, .b = -1.0});
  CHECK(result.path.size() == kMaxPathPoints);
  CHECK(result.path.front().w == 3.0);
  CHECK(result.path.front().b == -1.0);
  CHECK_THAT(result.cost, WithinAbs(result.minimum.cost, 1e-9));
}

#include "engine/labs/loss.h"

#include "tests/support/catch.h"

using Catch::Matchers::WithinAbs;
using namespace purr;

TEST_CASE("the squared error has two minima where the cross-entropy has one", "[labs]") {
  // Places and costs: NumPy, by a grid and by gradient descent.
  const LossResult result = loss_lab({}, {});
  REQUIRE(result.squared_error_minima == 2);
  CHECK_THAT(result.squared_error_places[0].w, WithinAbs(-1.994, 0.0005));
  CHECK_THAT(result.squared_error_places[0].cost, WithinAbs(0.330, 0.0005));
  CHECK_THAT(result.squared_error_places[1].w, WithinAbs(0.851, 0.0005));
  CHECK_THAT(result.squared_error_places[1].cost, WithinAbs(0.613, 0.0005));
  REQUIRE(result.cross_entropy_minima == 1);
  CHECK_THAT(result.cross_entropy_places[0].w, WithinAbs(-1.242, 0.0005));
}

TEST_CASE("descent on the squared error ends in the valley it began in", "[labs]") {
  const LossResult right = loss_lab({.start = 2.0}, {});
  const LossResult left = loss_lab({.start = -4.0}, {});
  CHECK_THAT(right.squared_error_end.w, WithinAbs(right.squared_error_places[1].w, 1e-6));
  CHECK_THAT(left.squared_error_end.w, WithinAbs(left.squared_error_places[0].w, 1e-6));
  CHECK_THAT(right.cross_entropy_end.w, WithinAbs(right.cross_entropy_places[0].w, 1e-6));
  CHECK_THAT(left.cross_entropy_end.w, WithinAbs(left.cross_entropy_places[0].w, 1e-6));
}

TEST_CASE("to be sure and wrong costs more than to be unsure five times", "[labs]") {
  CHECK_THAT(loss_lab({.y_hat = 0.9}, {}).value, WithinAbs(0.105, 0.0005));
  CHECK_THAT(loss_lab({.y_hat = 0.5}, {}).value, WithinAbs(0.693, 0.0005));
  CHECK_THAT(loss_lab({.y_hat = 0.01}, {}).value, WithinAbs(4.605, 0.0005));
  CHECK_THAT(loss_lab({.y_hat = 0.99, .y = 0}, {}).value, WithinAbs(4.605, 0.0005));
  CHECK_THAT(5.0 * loss_lab({.y_hat = 0.4}, {}).value, WithinAbs(4.581, 0.0005));
  CHECK_THAT(loss_lab({.y_hat = 0.01}, {}).squared_value, WithinAbs(0.9801, 1e-12));
}

#include "engine/labs/symmetry.h"

#include "tests/support/catch.h"

using Catch::Matchers::WithinAbs;
using namespace purr;

TEST_CASE("units that begin at zero stay equal to the last bit, random ones do not", "[labs]") {
  const auto result = symmetry({}, {});
  REQUIRE(result);
  CHECK(result->equal_rows);
  CHECK(result->largest_difference == 0.0);
  CHECK(result->iterations == 1000);
  CHECK_FALSE(result->random_equal_rows);
  CHECK(result->random_largest_difference > 0.05);
}

TEST_CASE("zeros train as one unit, and end where the published figures say", "[labs][slow]") {
  // Costs and accuracy of the 12288-4-1 network with sigmoid units after 1500 iterations at 0.1:
  // recomputed with NumPy from the same pictures.
  const auto result = symmetry({.iterations = 1500}, {});
  REQUIRE(result);
  CHECK_THAT(result->cost, WithinAbs(0.0253, 0.00005));
  CHECK_THAT(result->random_cost, WithinAbs(0.0135, 0.00005));
  CHECK_THAT(result->test_accuracy, WithinAbs(2.0 / 3.0, 1e-12));
}

TEST_CASE("one nudged weight ends bit equality, and parts nothing", "[labs]") {
  const auto result = symmetry({.init = SymmetryInit::nudged, .iterations = 500}, {});
  REQUIRE(result);
  CHECK_FALSE(result->equal_rows);
  CHECK(result->largest_difference > 0.0009);
  CHECK(result->largest_difference < 0.0011);
}

TEST_CASE("nor does it in 20 000 iterations", "[labs][slow]") {
  const auto result = symmetry({.init = SymmetryInit::nudged, .iterations = 20000}, {});
  REQUIRE(result);
  // NumPy: 0.00099.
  CHECK_THAT(result->largest_difference, WithinAbs(0.00099, 0.00001));
}

TEST_CASE("with tanh and zeros nothing moves", "[labs]") {
  const auto result = symmetry(
      {.data = SymmetryData::flower, .activation = Activation::tanh, .learning_rate = 1.2}, {});
  REQUIRE(result);
  CHECK(result->equal_rows);
  CHECK_THAT(result->cost, WithinAbs(0.693147, 0.0000005));
}

TEST_CASE("a lab that is told to stop says so", "[labs]") {
  LabContext context;
  context.keeps_going = [](double share) { return share < 0.3; };
  const auto result = symmetry({}, context);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::lab_stopped);
}

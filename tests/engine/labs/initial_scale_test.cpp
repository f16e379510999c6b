#include "engine/labs/initial_scale.h"

#include "tests/support/catch.h"

using Catch::Matchers::WithinAbs;
using namespace purr;

TEST_CASE("the first cost and the saturated share grow with the scale of the weights",
          "[labs][slow]") {
  const auto result = initial_scale_lab({}, {});
  REQUIRE(result);
  REQUIRE(result->runs.size() == 3);
  const auto& runs = result->runs;
  // First and last costs of the course's planar network: measured with NumPy and the program.
  CHECK_THAT(runs[0].first_cost, WithinAbs(0.693, 0.0005));
  CHECK_THAT(runs[1].first_cost, WithinAbs(1.13, 0.005));
  CHECK_THAT(runs[2].first_cost, WithinAbs(12.1, 0.05));
  CHECK_THAT(runs[0].cost, WithinAbs(0.223, 0.0005));
  CHECK_THAT(runs[1].cost, WithinAbs(0.260, 0.0005));
  CHECK_THAT(runs[2].cost, WithinAbs(0.227, 0.0005));
  CHECK(result->saturated[0] == 0.0);
  CHECK(result->saturated[1] > 0.0);
  CHECK(result->saturated[2] > result->saturated[1]);
  CHECK(result->saturated[2] > 0.8);
  CHECK_THAT(runs[0].mean_slope, WithinAbs(1.0, 0.01));
  CHECK(runs[2].mean_slope < 0.2);
}

TEST_CASE("Z of the start is in the histogram, ten times wider for ten times the scale", "[labs]") {
  const auto result = initial_scale_lab({.scales = {1.0, 10.0}, .iterations = 1}, {});
  REQUIRE(result);
  for (const InitialScaleRun& run : result->runs) {
    int count = 0;
    for (const int bin : run.z_counts) count += bin;
    CHECK(count == 4 * 400);
  }
  CHECK_THAT(result->runs[1].z_high / result->runs[0].z_high, WithinAbs(10.0, 1e-9));
  CHECK_THAT(result->runs[1].z_deviation / result->runs[0].z_deviation, WithinAbs(10.0, 1e-9));
}

TEST_CASE("costs of every scale are sampled from iteration 0", "[labs]") {
  const auto result = initial_scale_lab({.scales = {0.01}, .iterations = 100}, {});
  REQUIRE(result);
  const InitialScaleRun& run = result->runs.front();
  CHECK(run.curve_step == 2);
  CHECK(run.costs.size() == 50);
  CHECK(run.costs.front() == run.first_cost);
}

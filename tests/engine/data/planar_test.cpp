// The planar sets, against NumPy 1.24.2: tests/support/make_numpy_values.py.
#include "engine/data/planar.h"

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "tests/support/catch.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;

struct Printed {
  std::array<double, 6> points;  // x, y of the first two and of the last
  std::array<double, 3> sums;    // of x, of y, of |x| + |y|
  std::array<int, 12> labels;    // the first
};

void check(const PointSet& set, int count, const Printed& printed) {
  REQUIRE(set.count() == count);
  REQUIRE(set.xy.size() == 2 * static_cast<std::size_t>(count));
  // Sine, cosine and logarithm may differ from the C library's by a last bit.
  const std::size_t last = set.xy.size() - 2;
  const std::array<double, 6> points{set.xy[0], set.xy[1],    set.xy[2],
                                     set.xy[3], set.xy[last], set.xy[last + 1]};
  for (std::size_t i = 0; i < 6; ++i) CHECK_THAT(points[i], WithinAbs(printed.points[i], 1e-14));
  std::array<double, 3> sums{};
  for (std::size_t i = 0; i < set.xy.size(); i += 2) {
    sums[0] += set.xy[i];
    sums[1] += set.xy[i + 1];
    sums[2] += std::fabs(set.xy[i]) + std::fabs(set.xy[i + 1]);
  }
  for (std::size_t i = 0; i < 3; ++i) CHECK_THAT(sums[i], WithinAbs(printed.sums[i], 1e-10));
  for (std::size_t i = 0; i < 12; ++i) CHECK(set.labels[i] == printed.labels[i]);
  CHECK(std::accumulate(set.labels.begin(), set.labels.end(), 0) == count / 2);
}

TEST_CASE("the flower is the course's", "[data][golden]") {
  check(make_flower(400, 1, 0.2), 400,
        {{1.2044422922543192, 3.576114148128845, 0.15870990398255375, -1.4821709003683443,
          0.7307808250007515, 3.0683292081876554},
         {-17.33836367040442, 27.426346947846085, 1289.404080403798},
         {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}});
}

TEST_CASE("the circles are scikit-learn's", "[data][golden]") {
  check(make_circles(300, 1, 0.05), 300,
        {{-0.07741354010048114, 0.8526022642742743, 0.43186959584803564, -0.8721450395952107,
          -0.061145412565262895, 0.9298264080659128},
         {0.0875210120435379, 0.01565957795454853, 345.41067236020524},
         {1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0}});
}

TEST_CASE("the moons are scikit-learn's", "[data][golden]") {
  check(make_moons(300, 3, 0.2), 300,
        {{-0.21687013460912397, 1.0154493742029873, 0.8050501531955674, -0.5579733951321297,
          0.5477255982732339, 0.3481746137071188},
         {149.62770561040102, 79.68444213648151, 399.52416384632056},
         {0, 1, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0}});
}

TEST_CASE("without noise the points lie where they should", "[data][unit]") {
  const PointSet circles = make_circles(50, 1, 0.0);
  for (std::size_t i = 0; i < 50; ++i) {
    const double radius = std::hypot(circles.xy[2 * i], circles.xy[2 * i + 1]);
    CHECK_THAT(radius, WithinAbs(circles.labels[i] == 1 ? 0.8 : 1.0, 1e-14));
  }
  const PointSet moons = make_moons(50, 1, 0.0);
  for (std::size_t i = 0; i < 50; ++i) {
    const double x = moons.xy[2 * i];
    const double y = moons.xy[2 * i + 1];
    const double radius = moons.labels[i] == 1 ? std::hypot(x - 1, y - 0.5) : std::hypot(x, y);
    CHECK_THAT(radius, WithinAbs(1.0, 1e-14));
  }
}

TEST_CASE("any count is made, the odd point in class 1", "[data][unit]") {
  for (const int count : {0, 1, 2, 3, 7, 10}) {
    for (const PointSet& set :
         {make_flower(count, 1, 0.2), make_circles(count, 1, 0.05), make_moons(count, 1, 0.2)}) {
      CHECK(set.count() == count);
      CHECK(set.xy.size() == 2 * static_cast<std::size_t>(count));
      CHECK(std::accumulate(set.labels.begin(), set.labels.end(), 0) == count - count / 2);
      for (const double x : set.xy) CHECK(std::isfinite(x));
    }
  }
}

}  // namespace
}  // namespace purr

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

TEST_CASE("the blobs are scikit-learn's, and a test set lies on the same heaps", "[data][golden]") {
  check(make_blobs(300, 5, 1.0, 0.5, 5), 300,
        {{-7.185014385071998, 6.425549830747453, -4.9330563868944965, 8.58426147752811,
          -7.192326031949721, 5.0149138548219865},
         {-940.1415675699385, 846.9651305905053, 3014.264461877091},
         {1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0}});
  check(make_blobs(100, 6, 1.0, 0.5, 5), 100,
        {{-5.506845937464591, 9.445899500760607, -0.05548588416837469, 3.3294976725417404,
          -4.480581667249832, 7.852591072084304},
         {-304.2587899557809, 286.9755790382611, 982.8432740371294},
         {1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0, 1}});
}

TEST_CASE("the gaussian quantiles are scikit-learn's", "[data][golden]") {
  check(make_quantiles(300, 1, 0.0), 300,
        {{-0.0013374803412503934, -0.9875597729750653, 0.13499763384188157, 1.4851046492260673,
          1.2802415153531137, -0.9232883613184182},
         {11.865120212043335, 15.908219984255618, 337.711064756813},
         {1, 1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1}});
}

TEST_CASE("spiral, xor and no structure are what NumPy makes of their recipes", "[data][golden]") {
  check(make_spiral(300, 1, 0.2), 300,
        {{0.0, 0.0, -0.0006400035008365083, 0.006680824170659914, 0.828032515125618,
          0.5606800815926523},
         {-0.4661705911425216, 0.018193529273467846, 193.20530252210992},
         {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}});
  check(make_xor(300, 1, 0.1), 300,
        {{0.14942414759440825, 0.7825765925155843, -0.8073082697533427, -0.8508386519257977,
          0.23904785365878234, 0.8770483732967415},
         {5.3399032925446654, -1.764295269669407, 329.8340767159598},
         {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 1, 0}});
  check(make_none(300, 1, 0.0), 300,
        {{0.015533275550835723, 0.5934814081966372, 0.7550821884676802, 0.698057248447303,
          0.26031509857854096, 0.8047545637433454},
         {149.94603050778966, 151.70596143022098, 301.6519919380106},
         {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 1, 0}});
}

TEST_CASE("a share of class 1 is met to the point", "[data][property]") {
  const auto blobs = [](int count, std::uint32_t seed, double noise, double share) {
    return make_blobs(count, seed, noise, share, 5);
  };
  const auto circles = [](int count, std::uint32_t seed, double noise, double share) {
    return make_circles(count, seed, noise, share);
  };
  using Make = PointSet (*)(int, std::uint32_t, double, double);
  for (const Make make :
       {Make(make_flower), Make(circles), Make(make_moons), Make(blobs), Make(make_quantiles),
        Make(make_spiral), Make(make_xor), Make(make_none)}) {
    for (const double share : {0.0, 0.1, 0.35, 0.9, 1.0}) {
      const PointSet set = make(200, 7, 0.1, share);
      CHECK(set.count() == 200);
      CHECK(set.xy.size() == 400);
      CHECK(std::accumulate(set.labels.begin(), set.labels.end(), 0) ==
            static_cast<int>(std::lround(200 * share)));
      for (const double x : set.xy) CHECK(std::isfinite(x));
    }
  }
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
         {make_flower(count, 1, 0.2), make_circles(count, 1, 0.05), make_moons(count, 1, 0.2),
          make_quantiles(count, 1, 0.0), make_spiral(count, 1, 0.2), make_xor(count, 1, 0.1),
          make_none(count, 1, 0.0)}) {
      CHECK(set.count() == count);
      CHECK(set.xy.size() == 2 * static_cast<std::size_t>(count));
      CHECK(std::accumulate(set.labels.begin(), set.labels.end(), 0) == count - count / 2);
      for (const double x : set.xy) CHECK(std::isfinite(x));
    }
  }
}

}  // namespace
}  // namespace purr

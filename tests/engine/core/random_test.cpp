// NumPy's numbers. Those without a source of their own were printed by NumPy 1.24.2:
// tests/support/make_numpy_values.py makes them again.
#include "engine/core/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>
#include <span>
#include <vector>

#include "tests/support/catch.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

// The logarithm of the polar method is ours, within an ulp of the C library's that NumPy uses.
constexpr double kLastBits = 4 * std::numeric_limits<double>::epsilon();

TEST_CASE("randn gives the published first values", "[core][golden]") {
  // Printed in the course's notebooks, with eight decimals.
  const auto check = [](std::uint32_t seed, std::initializer_list<double> printed) {
    NumpyRandom random(seed);
    for (const double value : printed) CHECK_THAT(random.randn(), WithinAbs(value, 0.5e-8));
  };
  check(1, {1.62434536, -0.61175641, -0.52817175, -1.07296862});
  check(2, {-0.41675785, -0.05626683});
  check(3, {1.78862847, 0.43650985, 0.09649747});
}

TEST_CASE("randn agrees with NumPy to the last bits", "[core][golden]") {
  struct Row {
    std::uint32_t seed;
    std::array<double, 5> values;
  };
  const auto rows = std::to_array<Row>({
      {0,
       {1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458,
        1.8675579901499675}},
      {1,
       {1.6243453636632417, -0.6117564136500754, -0.5281717522634557, -1.0729686221561705,
        0.8654076293246785}},
      {2,
       {-0.4167578474054706, -0.056266827226329474, -2.136196095668454, 1.6402708084049886,
        -1.7934355851948631}},
      {3,
       {1.7886284734303186, 0.43650985051198943, 0.09649746807200862, -1.8634927033644908,
        -0.27738820251439905}},
      {4294967295,
       {0.6484086742306527, 0.6693235306338161, -1.0805437227474493, 0.2845010447986309,
        0.11388773652167104}},
  });
  for (const Row& row : rows) {
    NumpyRandom random(row.seed);
    for (const double value : row.values) CHECK_THAT(random.randn(), WithinRel(value, kLastBits));
  }
}

TEST_CASE("a long series of randn stays in step with NumPy's", "[core][golden]") {
  NumpyRandom random(7);
  std::vector<double> values;
  for (int i = 0; i < 100001; ++i) values.push_back(random.randn());
  CHECK_THAT(values[99998], WithinRel(0.7005324931854496, kLastBits));
  CHECK_THAT(values[99999], WithinRel(0.492573295122291, kLastBits));
  CHECK_THAT(values[100000], WithinRel(-0.040355389114829734, kLastBits));
  // NumPy adds pairwise and we one after another: 1e5 roundings of numbers below 300.
  CHECK_THAT(std::accumulate(values.begin(), values.end(), 0.0),
             WithinAbs(-288.81530747064625, 1e-8));
}

TEST_CASE("uniform doubles equal NumPy's bit for bit", "[core][golden]") {
  struct Row {
    std::uint32_t seed;
    std::array<double, 4> values;
  };
  const auto rows = std::to_array<Row>({
      {0, {0.5488135039273248, 0.7151893663724195, 0.6027633760716439, 0.5448831829968969}},
      {1, {0.417022004702574, 0.7203244934421581, 0.00011437481734488664, 0.30233257263183977}},
      {2, {0.43599490214200376, 0.025926231827891333, 0.5496624778787091, 0.4353223926182769}},
      {3, {0.5507979025745755, 0.7081478226181048, 0.2909047389129443, 0.510827605197663}},
      {4294967295, {0.0976320289940138, 0.9123828453026218, 0.78903530185164, 0.7800035981134678}},
  });
  for (const Row& row : rows) {
    NumpyRandom random(row.seed);
    for (const double value : row.values) CHECK(random.random_double() == value);
  }
}

TEST_CASE("the second normal of a pair waits while uniform numbers are drawn", "[core][golden]") {
  NumpyRandom random(5);
  CHECK_THAT(random.randn(), WithinRel(0.44122748688504143, kLastBits));
  CHECK(random.random_double() == 0.20671915533942642);
  CHECK_THAT(random.randn(), WithinRel(-0.33087015189408764, kLastBits));
  CHECK_THAT(random.randn(), WithinRel(-0.023303746449855414, kLastBits));
}

TEST_CASE("permutations are NumPy's", "[core][golden]") {
  const auto permuted = [](std::uint32_t seed, int n) { return NumpyRandom(seed).permutation(n); };
  CHECK(permuted(11, 16) == std::vector{8, 3, 6, 10, 15, 4, 5, 14, 2, 13, 12, 7, 1, 11, 0, 9});
  CHECK(permuted(12, 16) == std::vector{5, 8, 9, 14, 7, 4, 12, 13, 0, 10, 3, 2, 1, 6, 15, 11});
  CHECK(permuted(3, 2) == std::vector{1, 0});
  CHECK(permuted(0, 33) == std::vector{11, 20, 24, 17, 2,  25, 26, 16, 10, 32, 29,
                                       23, 15, 8,  13, 30, 5,  14, 28, 22, 1,  12,
                                       6,  4,  18, 21, 19, 9,  7,  31, 27, 3,  0});
  const std::vector<int> pictures = permuted(14, 209);
  CHECK(std::vector(pictures.begin(), pictures.begin() + 5) == std::vector{51, 106, 69, 141, 5});
  CHECK(std::vector(pictures.end() - 5, pictures.end()) == std::vector{71, 150, 12, 88, 107});
  CHECK(permuted(1, 1) == std::vector{0});
  CHECK(permuted(1, 0).empty());
}

TEST_CASE("a permutation holds every index once", "[core][property]") {
  for (const int n : {2, 31, 32, 33, 64, 65, 1000}) {
    std::vector<int> order = NumpyRandom(static_cast<std::uint32_t>(n)).permutation(n);
    std::sort(order.begin(), order.end());
    std::vector<int> all(static_cast<std::size_t>(n));
    std::iota(all.begin(), all.end(), 0);
    CHECK(order == all);
  }
}

TEST_CASE("bounded integers are NumPy's masked draws", "[core][golden]") {
  // RandomState(2).randint(0, 10, 12, dtype=np.uint32)
  NumpyRandom random(2);
  for (const std::uint32_t value : {8U, 8U, 6U, 2U, 8U, 7U, 2U, 1U, 5U, 4U, 4U, 5U}) {
    CHECK(random.bounded(9) == value);
  }
}

TEST_CASE("bounded integers reach both ends and no further", "[core][property]") {
  NumpyRandom random(1);
  for (const std::uint32_t max : {0U, 1U, 2U, 3U, 4U, 7U, 8U}) {
    std::vector<int> seen(max + 1);
    for (int i = 0; i < 400; ++i) {
      const std::uint32_t value = random.bounded(max);
      REQUIRE(value <= max);
      ++seen[value];
    }
    CHECK(std::find(seen.begin(), seen.end(), 0) == seen.end());
  }
  // The largest ranges, where a mask of too few bits would show.
  constexpr std::uint32_t kTop = 0x80000000U;
  bool is_above_half = false;
  for (int i = 0; i < 100; ++i) {
    const std::uint32_t value = random.bounded(kTop);
    REQUIRE(value <= kTop);
    is_above_half = is_above_half || value > kTop / 2;
  }
  CHECK(is_above_half);
}

TEST_CASE("linspace agrees with NumPy and ends exactly", "[core][golden]") {
  const std::vector<double> values = linspace(0.0, 3.12, 7);
  const auto expected = std::to_array({0.0, 0.52, 1.04, 1.56, 2.08, 2.6, 3.12});
  CHECK(std::equal(values.begin(), values.end(), expected.begin(), expected.end()));
  CHECK(linspace(3.12, 6.24, 4) == std::vector{3.12, 4.16, 5.2, 6.24});
  CHECK(linspace(0.0, 2 * std::numbers::pi, 5, /*endpoint=*/false) ==
        std::vector{0.0, 1.2566370614359172, 2.5132741228718345, 3.7699111843077517,
                    5.026548245743669});
  for (const int count : {2, 3, 200, 4097}) CHECK(linspace(0.1, 0.7, count).back() == 0.7);
  CHECK(linspace(4.0, 9.0, 1) == std::vector{4.0});
  CHECK(linspace(4.0, 9.0, 0).empty());
}

}  // namespace
}  // namespace purr

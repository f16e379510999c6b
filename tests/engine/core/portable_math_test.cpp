#include "engine/core/portable_math.h"

#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "tests/support/catch.h"

namespace purr {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kSmallest = std::numeric_limits<double>::denorm_min();

/// Random arguments from a generator of our own (SplitMix64), so that the bits below are the same
/// on every platform.
class Arguments {
 public:
  explicit Arguments(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  double between(double low, double high) {
    return low + (high - low) * (static_cast<double>(bits() >> 11) * 0x1p-53);
  }
  double any() { return std::bit_cast<double>(bits()); }

 private:
  std::uint64_t state_;
};

bool is_the_same(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b && std::signbit(a) == std::signbit(b);
}

// x87 long doubles carry 11 bits more than a double, so glibc's long functions can judge ours.
// Elsewhere (WebAssembly, ARM) the C library has nothing better; there the pinned bits speak.
#if LDBL_MANT_DIG == 64

/// Distance from the exact value in units of the last place of a double there.
double error_in_ulp(double value, long double exact) {
  if (std::isnan(value) || std::isnan(exact)) {
    return std::isnan(value) && std::isnan(exact) ? 0.0 : kInfinity;
  }
  const auto rounded = static_cast<double>(exact);
  if (std::isinf(value) || std::isinf(rounded)) return value == rounded ? 0.0 : kInfinity;
  const long double size = std::fabs(exact);
  int exponent = -1021;
  if (size > 0x1p-1022L) std::frexp(size, &exponent);
  return static_cast<double>(std::fabs(static_cast<long double>(value) - exact) /
                             std::ldexp(1.0L, exponent - 53));
}

template <class Function, class Exact, class Draw>
double largest_error(Function function, Exact exact, Draw draw) {
  double largest = 0.0;
  for (int i = 0; i < 60000; ++i) {
    const double x = draw();
    const double error = error_in_ulp(function(x), exact(static_cast<long double>(x)));
    if (!(error <= largest)) largest = error;
  }
  return largest;
}

TEST_CASE("portable exp is within an ulp", "[core][unit]") {
  Arguments arguments(1);
  const auto exact = [](long double x) { return std::exp(x); };
  CHECK(largest_error(portable_exp, exact, [&] { return arguments.between(-750, 712); }) < 0.77);
  CHECK(largest_error(portable_exp, exact, [&] { return arguments.between(-2, 2); }) < 0.56);
  CHECK(largest_error(portable_exp, exact, [&] { return arguments.between(-746, -707); }) < 0.77);
  CHECK(largest_error(portable_exp, exact, [&] { return arguments.between(708, 710); }) < 0.56);
  CHECK(largest_error(portable_exp, exact, [&] { return arguments.any(); }) < 0.77);
}

TEST_CASE("portable log is within an ulp", "[core][unit]") {
  Arguments arguments(2);
  const auto exact = [](long double x) { return std::log(x); };
  CHECK(largest_error(portable_log, exact, [&] { return arguments.any(); }) < 0.9);
  CHECK(largest_error(portable_log, exact, [&] { return arguments.between(0.5, 2); }) < 0.9);
  CHECK(largest_error(portable_log, exact, [&] { return arguments.between(0.999, 1.001); }) < 0.9);
  CHECK(largest_error(portable_log, exact, [&] { return arguments.between(0, 1e-307); }) < 0.9);
}

TEST_CASE("portable log1p is within an ulp", "[core][unit]") {
  Arguments arguments(3);
  const auto exact = [](long double x) { return std::log1p(x); };
  CHECK(largest_error(portable_log1p, exact, [&] { return arguments.any(); }) < 0.9);
  CHECK(largest_error(portable_log1p, exact, [&] { return arguments.between(-1, 3); }) < 0.9);
  CHECK(largest_error(portable_log1p, exact, [&] { return arguments.between(-1e-3, 1e-3); }) < 0.9);
  CHECK(largest_error(portable_log1p, exact,
                      [&] { return portable_exp(arguments.between(-80, 80)); }) < 0.9);
}

TEST_CASE("portable expm1 is within an ulp", "[core][unit]") {
  Arguments arguments(4);
  const auto exact = [](long double x) { return std::expm1(x); };
  CHECK(largest_error(portable_expm1, exact, [&] { return arguments.any(); }) < 0.95);
  CHECK(largest_error(portable_expm1, exact, [&] { return arguments.between(-1, 1); }) < 0.95);
  CHECK(largest_error(portable_expm1, exact, [&] { return arguments.between(-50, 50); }) < 0.95);
  CHECK(largest_error(portable_expm1, exact, [&] { return arguments.between(690, 715); }) < 0.95);
}

TEST_CASE("portable tanh is within two ulp", "[core][unit]") {
  Arguments arguments(5);
  const auto exact = [](long double x) { return std::tanh(x); };
  CHECK(largest_error(portable_tanh, exact, [&] { return arguments.any(); }) < 1.5);
  CHECK(largest_error(portable_tanh, exact, [&] { return arguments.between(-1, 1); }) < 1.5);
  CHECK(largest_error(portable_tanh, exact, [&] { return arguments.between(-25, 25); }) < 1.5);
}

TEST_CASE("portable sin and cos are within an ulp, also near multiples of pi/2", "[core][unit]") {
  Arguments arguments(6);
  const auto sine = [](long double x) { return std::sin(x); };
  const auto cosine = [](long double x) { return std::cos(x); };
  const auto near_a_zero = [&] {
    return static_cast<double>(static_cast<long double>(arguments.bits() % 64000) *
                               1.57079632679489661923L);
  };
  CHECK(largest_error(portable_sin, sine, [&] { return arguments.between(-10, 10); }) < 0.85);
  CHECK(largest_error(portable_sin, sine, [&] { return arguments.between(-1e5, 1e5); }) < 0.85);
  CHECK(largest_error(portable_sin, sine, [&] { return arguments.between(1e6, 1e15); }) < 0.85);
  CHECK(largest_error(portable_sin, sine, near_a_zero) < 0.85);
  CHECK(largest_error(portable_cos, cosine, [&] { return arguments.between(-10, 10); }) < 0.85);
  CHECK(largest_error(portable_cos, cosine, [&] { return arguments.between(-1e5, 1e5); }) < 0.85);
  CHECK(largest_error(portable_cos, cosine, [&] { return arguments.between(-1e15, -1e6); }) < 0.85);
  CHECK(largest_error(portable_cos, cosine, near_a_zero) < 0.85);
}

TEST_CASE("portable pow is within an ulp", "[core][unit]") {
  Arguments arguments(7);
  double largest = 0.0;
  for (int i = 0; i < 200000; ++i) {
    double x = i % 2 == 0 ? arguments.between(0, 10) : std::fabs(arguments.any());
    double y = arguments.between(-5, 5);
    if (i % 3 == 1) y = arguments.between(-745, 710) / portable_log(x);
    if (i % 5 == 0) {
      x = arguments.between(1 - 1e-9, 1 + 1e-9);
      y = arguments.between(-1e11, 1e11);
    }
    const double error = error_in_ulp(
        portable_pow(x, y), std::pow(static_cast<long double>(x), static_cast<long double>(y)));
    if (!(error <= largest)) largest = error;
  }
  CHECK(largest < 1.0);
}

#endif

TEST_CASE("log1p of a share has the bits of log1p", "[core][unit]") {
  Arguments arguments(9);
  const auto check = [](double x) {
    INFO(x);
    REQUIRE(is_the_same(portable_log1p_of_share(x), portable_log1p(x)));
  };
  constexpr double kSqrt2 = 0x1.6a09e667f3bcdp+0;
  for (const double x : {0.0, 0x1p-1074, 0x1p-1022, 0x1p-55, 0x1p-54, 0x1p-53, 0.41, 0.5, 1.0,
                         std::nextafter(0.41, 0.0), std::nextafter(1.0, 0.0), kSqrt2 - 1.0,
                         std::nextafter(kSqrt2, 0.0) - 1.0, std::nextafter(kSqrt2, 2.0) - 1.0,
                         std::numeric_limits<double>::quiet_NaN()}) {
    check(x);
  }
  for (int i = 0; i < 60000; ++i) {
    check(arguments.between(0.0, 1.0));
    check(arguments.between(0.40, 0.42));
    check(portable_exp(arguments.between(-745.0, 0.0)));
  }
}

TEST_CASE("portable functions keep the special values of C99", "[core][unit]") {
  CHECK(is_the_same(portable_exp(0.0), 1.0));
  CHECK(is_the_same(portable_exp(-kInfinity), 0.0));
  CHECK(is_the_same(portable_exp(kInfinity), kInfinity));
  CHECK(is_the_same(portable_exp(710.0), kInfinity));
  CHECK(is_the_same(portable_exp(-746.0), 0.0));
  CHECK(is_the_same(portable_exp(-745.0), kSmallest));
  CHECK(std::isnan(portable_exp(kNaN)));

  CHECK(is_the_same(portable_log(1.0), 0.0));
  CHECK(is_the_same(portable_log(0.0), -kInfinity));
  CHECK(is_the_same(portable_log(-0.0), -kInfinity));
  CHECK(is_the_same(portable_log(kInfinity), kInfinity));
  CHECK(portable_log(kSmallest) == Catch::Approx(-1074 * 0.6931471805599453).epsilon(1e-15));
  CHECK(std::isnan(portable_log(-1.0)));
  CHECK(std::isnan(portable_log(kNaN)));

  CHECK(is_the_same(portable_log1p(-0.0), -0.0));
  CHECK(is_the_same(portable_log1p(-1.0), -kInfinity));
  CHECK(is_the_same(portable_log1p(kInfinity), kInfinity));
  CHECK(std::isnan(portable_log1p(-1.5)));
  CHECK(std::isnan(portable_log1p(kNaN)));

  CHECK(is_the_same(portable_expm1(-0.0), -0.0));
  CHECK(is_the_same(portable_expm1(-kInfinity), -1.0));
  CHECK(is_the_same(portable_expm1(kInfinity), kInfinity));
  CHECK(std::isnan(portable_expm1(kNaN)));

  CHECK(is_the_same(portable_tanh(-0.0), -0.0));
  CHECK(is_the_same(portable_tanh(kInfinity), 1.0));
  CHECK(is_the_same(portable_tanh(-kInfinity), -1.0));
  CHECK(std::isnan(portable_tanh(kNaN)));

  CHECK(is_the_same(portable_sin(-0.0), -0.0));
  CHECK(is_the_same(portable_cos(0.0), 1.0));
  CHECK(std::isnan(portable_sin(kInfinity)));
  CHECK(std::isnan(portable_cos(-kInfinity)));
  CHECK(std::isnan(portable_sin(kNaN)));
}

TEST_CASE("portable pow treats every pair of special values as C99 does", "[core][unit]") {
  const double values[] = {0.0,          -0.0,
                           1.0,          -1.0,
                           2.0,          -2.0,
                           0.5,          -0.5,
                           3.0,          -3.0,
                           1.5,          -7.0,
                           kInfinity,    -kInfinity,
                           kNaN,         kSmallest,
                           -kSmallest,   1e308,
                           -1e308,       0x1p53,
                           0x1p52 + 1.0, 4503599627370495.5};
  for (const double x : values) {
    for (const double y : values) {
      const double ours = portable_pow(x, y);
      const double library = std::pow(x, y);
      CAPTURE(x, y, ours, library);
      CHECK((is_the_same(ours, library) ||
             std::fabs(ours - library) <= std::fabs(library) * 0x1p-52));
    }
  }
}

TEST_CASE("portable functions give these very bits on every platform", "[core][golden]") {
  // FNV-1a over the bits of 20,000 results of each function.
  const auto fingerprint = [](auto function) {
    Arguments arguments(11);
    std::uint64_t hash = 0xcbf29ce484222325;
    for (int i = 0; i < 20000; ++i) {
      const double x = arguments.between(-40, 40);
      const double positive = arguments.between(0, 30);
      const double value = function(x, positive);
      auto bits = std::bit_cast<std::uint64_t>(value);
      for (int byte = 0; byte < 8; ++byte) {
        hash = (hash ^ (bits & 0xff)) * 0x100000001b3;
        bits >>= 8;
      }
    }
    return hash;
  };
  CHECK(fingerprint([](double x, double) { return portable_exp(x); }) == 0xf52d0ad52d2d6e1a);
  CHECK(fingerprint([](double, double p) { return portable_log(p); }) == 0xee77c413e3b2b142);
  CHECK(fingerprint([](double, double p) { return portable_log1p(p - 0.9); }) ==
        0x2bdcc2c1532f70a7);
  CHECK(fingerprint([](double x, double) { return portable_expm1(x / 20); }) == 0x755c626a38fba1d1);
  CHECK(fingerprint([](double x, double) { return portable_tanh(x / 10); }) == 0x88f505fd3ab002fe);
  CHECK(fingerprint([](double x, double) { return portable_sin(x * 100); }) == 0xb74b5b85a251145f);
  CHECK(fingerprint([](double x, double) { return portable_sin(x * 1e20); }) == 0x936661bdc714bddc);
  CHECK(fingerprint([](double x, double) { return portable_cos(x * 100); }) == 0xa62ad6963ca84b27);
  CHECK(fingerprint([](double x, double p) { return portable_pow(p, x / 4); }) ==
        0x804b45dcab874bc9);
}

}  // namespace
}  // namespace purr

#include "engine/core/number_text.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

#include "tests/support/catch.h"

namespace purr {
namespace {

/// What the C++ library writes: an independent implementation (Ryu).
template <class... Form>
std::string of_library(double value, Form... form) {
  char buffer[400];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value, form...).ptr};
}

/// Doubles of all magnitudes, and numbers as people write them.
std::vector<double> numbers() {
  std::mt19937_64 random(1);
  std::vector<double> out{0.0, -0.0, 0.1, 1.0 / 3.0, 2.5, 1e-4, 1e-5, 123456.0, 1e15, 1e22, 1e23};
  for (int i = 0; i < 20000; ++i) {
    const double value = std::bit_cast<double>(std::uint64_t{random()});
    if (std::isfinite(value)) out.push_back(value);
    const auto digits = static_cast<double>(random() % 1000000);
    out.push_back(digits / std::pow(10.0, static_cast<double>(random() % 12)));
    out.push_back(-digits * 1e-3);
    // Large whole numbers, whose last digits a double cannot choose.
    out.push_back(static_cast<double>(random() % (std::uint64_t{1} << 62U)));
  }
  out.push_back(std::numeric_limits<double>::max());
  out.push_back(std::numeric_limits<double>::denorm_min());
  return out;
}

TEST_CASE("the shortest text of a number is that of the C++ library", "[core][unit]") {
  for (const double value : numbers()) {
    INFO(of_library(value));
    REQUIRE(shortest_text(value) == of_library(value));
    REQUIRE(shortest_text(value, NumberForm::fixed) == of_library(value, std::chars_format::fixed));
    REQUIRE(shortest_text(value, NumberForm::scientific) ==
            of_library(value, std::chars_format::scientific));
  }
}

TEST_CASE("rounded numbers have the library's digits, halves included", "[core][unit]") {
  for (const double value : numbers()) {
    INFO(of_library(value));
    for (const int decimals : {0, 2, 6, 20}) {
      REQUIRE(fixed_text(value, decimals) == of_library(value, std::chars_format::fixed, decimals));
      REQUIRE(scientific_text(value, decimals) ==
              of_library(value, std::chars_format::scientific, decimals));
    }
  }
  // Both are exact in binary, so the even digit is taken.
  CHECK(fixed_text(0.125, 2) == "0.12");
  CHECK(fixed_text(0.375, 2) == "0.38");
}

TEST_CASE("a power of two keeps its value in text", "[core][unit]") {
  for (int exponent = -1074; exponent < 1024; ++exponent) {
    const double value = std::ldexp(1.0, exponent);
    const std::string text = shortest_text(value);
    INFO(text);
    REQUIRE(std::strtod(text.c_str(), nullptr) == value);
    REQUIRE(text.size() <= of_library(value).size() + 1);
  }
}

TEST_CASE("what is no finite number has a text as well", "[core][unit]") {
  CHECK(shortest_text(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(shortest_text(-std::numeric_limits<double>::infinity()) == "-inf");
  CHECK(shortest_text(std::numeric_limits<double>::quiet_NaN()) == "nan");
}

}  // namespace
}  // namespace purr

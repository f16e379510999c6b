#include <cmath>
#include <limits>
#include <string>

#include "shell/widgets/widgets.h"
#include "tests/support/catch.h"

namespace purr::shell {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Shown {
  double value;
  const char* words;
};

}  // namespace

TEST_CASE("a setting is shown without digits that say nothing", "[shell][unit]") {
  const auto [value, words] = GENERATE(values<Shown>({{0, "0"},
                                                      {0.0075, "0.0075"},
                                                      {2500, "2,500"},
                                                      {12345.6, "12,346"},
                                                      {0.1 + 0.2, "0.3"},
                                                      {1e-7, "10⁻⁷"},
                                                      {2.5e-6, "2.5×10⁻⁶"},
                                                      {-2.5e20, "−2.5×10²⁰"},
                                                      {-3.5, "−3.5"},
                                                      {std::nan(""), "NaN"},
                                                      {-kInfinity, "−∞"},
                                                      {999.96, "1,000"}}));
  CHECK(number(value) == words);
}

TEST_CASE("a count is shown with all its digits", "[shell][unit]") {
  CHECK(number(245957, 0) == "245,957");
  CHECK(number(245957, 3) == "245,957");
  CHECK(number(0, 0) == "0");
}

TEST_CASE("a measured value has three significant digits and is never a false 0", "[shell][unit]") {
  const auto [value, words] = GENERATE(values<Shown>({{0, "0"},
                                                      {0.4577, "0.458"},
                                                      {0.4, "0.400"},
                                                      {-0.342, "−0.342"},
                                                      {-0.00239, "−0.00239"},
                                                      {-0.001, "−0.00100"},
                                                      {0.000123456, "0.000123"},
                                                      {0.00009999, "0.000100"},
                                                      {0.0000987, "9.87×10⁻⁵"},
                                                      {-7e-11, "−7.00×10⁻¹¹"},
                                                      {5e-324, "4.94×10⁻³²⁴"},
                                                      {0.9996, "1.00"},
                                                      {12.345, "12.3"},
                                                      {99.96, "100"},
                                                      {1113.4, "1,113"},
                                                      {245957.4, "245,957"},
                                                      {999999.6, "1.00×10⁶"},
                                                      {2.04e11, "2.04×10¹¹"},
                                                      {-5.98e130, "−5.98×10¹³⁰"},
                                                      {std::nan(""), "NaN"},
                                                      {kInfinity, "∞"}}));
  CHECK(significant(value) == words);
}

TEST_CASE("the digits of a measured value can be chosen", "[shell][unit]") {
  CHECK(significant(0.267783, 2) == "0.27");
  CHECK(significant(0.267783, 4) == "0.2678");
  CHECK(significant(-39.72, 2) == "−40");
  CHECK(significant(0.82, 2, /*sign=*/true) == "+0.82");
  CHECK(significant(-0.31, 2, /*sign=*/true) == "−0.31");
  CHECK(significant(0.0, 2, /*sign=*/true) == "0");
  CHECK(every_digit(0.1) == "0.1");
  CHECK(every_digit(0.1 + 0.2) == "0.30000000000000004");
  CHECK(every_digit(-1.0 / 3) == "−0.3333333333333333");
  CHECK(every_digit(2.5e-7) == "2.5×10⁻⁷");
  CHECK(every_digit(0) == "0");
}

TEST_CASE("a probability reaches 0 and 1 only where it is", "[shell][unit]") {
  const auto [value, words] = GENERATE(values<Shown>({{0, "0"},
                                                      {1, "1.00"},
                                                      {0.5, "0.500"},
                                                      {0.0634, "0.0634"},
                                                      {0.978, "0.978"},
                                                      {0.9994, "0.999"},
                                                      {0.9996, "0.9996"},
                                                      {0.9999997, "0.9999997"},
                                                      {3e-9, "3.00×10⁻⁹"}}));
  CHECK(probability(value) == words);
}

TEST_CASE("a share is 0 % or 100 % only where it is all or nothing", "[shell][unit]") {
  const auto [value, words] = GENERATE(values<Shown>({{0, "0"},
                                                      {1, "100"},
                                                      {0.5, "50.0"},
                                                      {0.784, "78.4"},
                                                      {0.9994, "99.9"},
                                                      {0.9996, "99.96"},
                                                      {0.99996, "99.996"},
                                                      {0.0004, "0.04"},
                                                      {0.0005, "0.1"},
                                                      {1e-20, "1.00×10⁻¹⁸"},
                                                      {std::nan(""), "NaN"}}));
  CHECK(percent(value) == words);
  CHECK(percent(208.0 / 209, 0) == "99.5");
  CHECK(percent(0.064, 0) == "6");
  CHECK(percent(0.002, 0) == "0.2");
}

TEST_CASE("fixed places give way before they show a false 0", "[shell][unit]") {
  CHECK(fixed(0.82, 2, true) == "+0.82");
  CHECK(fixed(-0.31, 2, true) == "−0.31");
  CHECK(fixed(-0.001, 2, true) == "−0.0010");
  CHECK(fixed(0.0, 2, true) == "+0.00");
  CHECK(fixed(0.004, 2) == "0.0040");
  CHECK(fixed(1e-9, 3) == "1.00×10⁻⁹");
  CHECK(fixed(1234.5, 1) == "1,234.5");
  CHECK(fixed(-5.98e130, 2, true) == "−5.98×10¹³⁰");
  CHECK(fixed(2e9, 2, true) == "+2×10⁹");
  CHECK(fixed(kInfinity, 2) == "∞");
}

TEST_CASE("a typed number is read the way it was meant", "[shell][unit]") {
  CHECK(parse_number("0.01") == 0.01);
  CHECK(parse_number("0,01") == 0.01);
  CHECK(parse_number(" 12 ") == 12.0);
  CHECK(parse_number("1e-3") == 1e-3);
  CHECK(parse_number("1,5e-3") == 1.5e-3);
  CHECK(parse_number("-4") == -4.0);
  CHECK(parse_number("\u22124") == -4.0);
  CHECK(parse_number("2,500", /*integer=*/true) == 2500.0);
  CHECK(parse_number("2.500", /*integer=*/true) == 2500.0);
  CHECK(parse_number("2,500") == 2.5);
  CHECK(parse_number("0,500", /*integer=*/true) == 0.5);
  CHECK(parse_number("1,234,567") == 1234567.0);
  CHECK(parse_number("1.234.567,5") == 1234567.5);
  CHECK(parse_number("1,234.5") == 1234.5);
  CHECK(parse_number("1\u202f000") == 1000.0);
  CHECK(parse_number("１２．５") == 12.5);
  CHECK(parse_number("０，０１") == 0.01);
  CHECK(parse_number("2.5×10⁻⁷") == 2.5e-7);
  CHECK(parse_number("−10⁻⁸") == -1e-8);
  CHECK(parse_number("3·10^4") == 3e4);
}

TEST_CASE("what is no number is refused", "[shell][unit]") {
  const auto text = GENERATE(as<std::string>{}, "", " ", "abc", "1.2.3,4,5", "1,23,456", "--4",
                             "0x10", "nan", "inf", "1e999", "12px", "1e", ",", "5-");
  INFO(text);
  CHECK_FALSE(parse_number(text).has_value());
}

TEST_CASE("a shown number can be typed back", "[shell][property]") {
  const auto value =
      GENERATE(0.0, 1.0, -2.5, 0.0075, 1e-7, 3.25e-5, 2500.0, 1234567.0, 0.999, 1e14);
  // "2,500" is two and a half to a field of fractions, so whole numbers are read as such.
  CHECK(parse_number(number(value, 6), /*integer=*/std::floor(value) == value) == value);
}

}  // namespace purr::shell

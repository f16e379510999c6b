#include <cmath>
#include <limits>
#include <string>

#include "shell/widgets/widgets.h"
#include "tests/support/catch.h"

namespace purr::shell {

TEST_CASE("a number is shown with as many digits as say something", "[shell][unit]") {
  CHECK(number(0) == "0");
  CHECK(number(0.0075) == "0.0075");
  CHECK(number(2500) == "2,500");
  CHECK(number(245957, 3) == "245,957");
  CHECK(number(12345.6) == "12,346");
  CHECK(number(0.1 + 0.2) == "0.3");
  CHECK(number(1e-7) == "1e-7");
  CHECK(number(2.5e-6, 2) == "2.5e-6");
  CHECK(number(-3.5) == "\u22123.5");
  CHECK(number(std::nan("")) == "NaN");
  CHECK(number(-std::numeric_limits<double>::infinity()) == "\u2212∞");
  CHECK(number(999.96, 4) == "1,000");
}

TEST_CASE("a table's number has a sign and fixed places", "[shell][unit]") {
  CHECK(fixed(0.82, 2, true) == "+0.82");
  CHECK(fixed(-0.31, 2, true) == "\u22120.31");
  CHECK(fixed(-0.001, 2, true) == "+0.00");
  CHECK(fixed(1234.5, 1) == "1,234.5");
  CHECK(fixed(-5.98e130, 2, true) == "\u22125.98e130");
  CHECK(fixed(2e9, 2, true) == "+2e9");
  CHECK(fixed(std::numeric_limits<double>::infinity(), 2) == "∞");
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

// Labs that need no training: against values worked out by hand, with NumPy, or printed by it.
#include <cmath>

#include "engine/labs/activations.h"
#include "engine/labs/broadcasting.h"
#include "engine/labs/dimensions.h"
#include "engine/labs/graph.h"
#include "engine/labs/statistics.h"
#include "engine/labs/unit.h"
#include "tests/support/catch.h"

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using namespace purr;

namespace {

double named(const Named<double>& list, const std::string& name) {
  for (const auto& [key, value] : list) {
    if (key == name) return value;
  }
  FAIL("no " << name);
  return 0.0;
}

std::vector<int> shape(const DimensionsResult& result, const std::string& name) {
  for (const auto& [key, value] : result.shapes) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

TEST_CASE("a unit scores, and squeezes the score", "[labs]") {
  const UnitResult result = unit({}, {});
  CHECK_THAT(result.z, WithinAbs(-0.1, 1e-15));
  CHECK_THAT(result.logistic, WithinAbs(0.47502081252106, 1e-14));  // 1/(1 + e^0.1)
  CHECK(result.linear == result.z);
  CHECK(result.theta_length == 3);
  CHECK(result.equal);
  CHECK_THAT(result.at_plus_10, WithinAbs(0.9999546021312976, 1e-15));
  CHECK_THAT(result.at_minus_10, WithinAbs(4.5397868702434395e-05, 1e-19));
  CHECK_THAT(unit({.x = {1.0}, .w = {4.59512}, .b = 0.0}, {}).logistic, WithinAbs(0.99, 1e-6));
}

TEST_CASE("θᵀx is wᵀx + b to the last bit for any number of inputs", "[labs]") {
  UnitSettings settings{.x = {}, .w = {}, .b = 0.1};
  for (int j = 0; j < 1000; ++j) {
    settings.x.push_back(std::sin(j) * 1e3);
    settings.w.push_back(std::cos(3.0 * j) / (1.0 + j));
  }
  const UnitResult result = unit(settings, {});
  CHECK(result.equal);
  CHECK(result.theta_length == 1001);
}

TEST_CASE("derivatives of J = 3(a + bc) are 3, 15 and 6, and a nudge agrees", "[labs]") {
  const GraphResult result = graph({}, {});
  CHECK(named(result.forward, "J") == 42.0);
  CHECK(named(result.backward, "a") == 3.0);
  CHECK(named(result.backward, "b") == 15.0);
  CHECK(named(result.backward, "c") == 6.0);
  CHECK_THAT(named(result.nudges, "b"), WithinAbs(15.0, 1e-9));
  CHECK(result.largest_error < 1e-9);
}

TEST_CASE("a logistic unit's derivatives are a − y times its inputs", "[labs]") {
  const GraphResult result = graph({.kind = GraphKind::unit}, {});
  CHECK_THAT(named(result.forward, "L"), WithinAbs(0.6444, 0.00005));
  CHECK_THAT(named(result.backward, "w1"), WithinAbs(-0.4750, 0.00005));
  CHECK_THAT(named(result.backward, "w2"), WithinAbs(0.9500, 0.00005));
  CHECK_THAT(named(result.backward, "b"), WithinAbs(-0.4750, 0.00005));
  CHECK_THAT(named(result.backward, "a"), WithinAbs(-1.9048, 0.0001));
  CHECK_THAT(named(result.nudges, "w1"), WithinAbs(-0.4749, 0.00005));
  CHECK_THAT(named(result.nudges, "w2"), WithinAbs(0.9505, 0.00005));
  CHECK_THAT(result.after_step, WithinAbs(0.0510, 0.00005));
  CHECK(result.largest_error < 0.001);
}

TEST_CASE("two shapes broadcast as NumPy's do, or fail in its words", "[labs]") {
  struct Case {
    const char* a;
    const char* b;
    std::vector<int> sum;
    const char* error;
    std::vector<int> dot;
    const char* dot_error;
  };
  // What NumPy 1.24 answers to a + b and np.dot(a, b).
  const Case cases[] = {
      {"3,1", "1,4", {3, 4}, "", {3, 4}, ""},
      {"(209,)", "(209, 1)", {209, 209}, "", {1}, ""},
      {"1,1", "1,209", {1, 209}, "", {1, 209}, ""},
      {"3,4",
       "3",
       {},
       "operands could not be broadcast together with shapes (3,4) (3,) ",
       {},
       "shapes (3,4) and (3,) not aligned: 4 (dim 1) != 3 (dim 0)"},
      {"3,4", "4,", {3, 4}, "", {3}, ""},
      {"5,", "5,", {5}, "", {}, ""},
      {"3,1", "3,1", {3, 1}, "", {}, "shapes (3,1) and (3,1) not aligned: 1 (dim 1) != 3 (dim 0)"},
      {"()", "2,3", {2, 3}, "", {2, 3}, ""},
      {"2,3,4",
       "4,5",
       {},
       "operands could not be broadcast together with shapes (2,3,4) (4,5) ",
       {2, 3, 5},
       ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.a, c.b);
    const auto result = broadcasting({.a = c.a, .b = c.b}, {});
    REQUIRE(result);
    CHECK(result->error.value_or("") == c.error);
    CHECK(result->dot_error.value_or("") == c.dot_error);
    if (*c.error == '\0') CHECK(result->shape == c.sum);
    if (*c.dot_error == '\0') CHECK(result->dot == c.dot);
  }
  const auto stretched = broadcasting({.a = "3,1", .b = "4,"}, {});
  CHECK(stretched->a_stretches == std::vector{false, true});
  CHECK(stretched->b_stretches == std::vector{true, false});
  CHECK(broadcasting({.a = "5,", .b = "1"}, {})->a_transposed == std::vector{5});
}

TEST_CASE("what is no shape is refused with its text", "[labs]") {
  for (const char* text : {"3,x", "0,1", "-1", "1,2,3,4,5", "999999999999", "3,,4", "1;2"}) {
    CAPTURE(text);
    const auto result = broadcasting({.a = text, .b = "1"}, {});
    REQUIRE_FALSE(result);
    CHECK(result.error().code == Errc::lab_bad_shape);
    CHECK(result.error().args.front() == text);
  }
}

TEST_CASE("activations and slopes at −10, 0 and 10 are those of the notes", "[labs]") {
  const ActivationsResult result = activations({}, {});
  REQUIRE(result.z == std::vector{-10.0, 0.0, 10.0});
  const auto row = [&](const std::string& name) {
    for (const ActivationRow& one : result.rows) {
      if (one.name == name) return one;
    }
    FAIL("no " << name);
    return ActivationRow{};
  };
  CHECK_THAT(row("tanh").slope[2], WithinRel(8.2446e-9, 1e-4));
  CHECK(row("tanh").slope[1] == 1.0);
  CHECK_THAT(row("sigmoid").slope[0], WithinRel(4.5396e-5, 1e-4));
  CHECK(row("sigmoid").slope[1] == 0.25);
  CHECK_THAT(row("sigmoid").slope_at_z, WithinAbs(0.105, 0.0005));
  CHECK(row("relu").slope == std::vector{0.0, 0.0, 1.0});
  CHECK(row("leaky_relu").slope[0] == 0.01);
  CHECK(row("leaky_relu").value[0] == -0.1);
  CHECK(row("linear").slope == std::vector{1.0, 1.0, 1.0});
}

TEST_CASE("every matrix of a network has the shape of the notes", "[labs]") {
  const DimensionsResult result = dimensions({}, {});
  CHECK(shape(result, "A0") == std::vector{12288, 209});
  CHECK(shape(result, "W1") == std::vector{20, 12288});
  CHECK(shape(result, "W2") == std::vector{7, 20});
  CHECK(shape(result, "b2") == std::vector{7, 1});
  CHECK(shape(result, "Z2") == std::vector{7, 209});
  CHECK(shape(result, "dA1") == std::vector{20, 209});
  CHECK(shape(result, "dW3") == std::vector{5, 7});
  CHECK(shape(result, "W4") == std::vector{1, 5});
  CHECK(result.parameters == 245973);
}

TEST_CASE("a wrong shape is answered with the product that fails", "[labs]") {
  const auto ask = [](const char* name, std::vector<int> answer) {
    return dimensions({.ask = name, .answer = std::move(answer)}, {});
  };
  CHECK(ask("W2", {7, 20}).right == true);
  CHECK_FALSE(ask("W2", {7, 20}).failure);
  CHECK(ask("W2", {20, 7}).right == false);
  CHECK(ask("W2", {20, 7}).equation == "np.dot(W2, A1)");
  CHECK_THAT(ask("W2", {20, 7}).failure.value_or(""),
             ContainsSubstring("not aligned: 7 (dim 1) != 20 (dim 0)"));
  CHECK_THAT(ask("b1", {209, 1}).failure.value_or(""), ContainsSubstring("broadcast"));
  // Every matrix can be asked for, and every other answer is wrong with a reason.
  for (const auto& [name, right] : dimensions({}, {}).shapes) {
    CAPTURE(name);
    CHECK(ask(name.c_str(), right).right == true);
    const auto wrong = ask(name.c_str(), {right[0] + 1, right[1]});
    CHECK(wrong.right == false);
    CHECK_FALSE(wrong.failure.value_or("").empty());
  }
  CHECK_FALSE(ask("W9", {1, 1}).right);
}

TEST_CASE("Wilson's interval of 40 of 50 is 67 to 89 %, of 234 of 300 it is 73 to 82 %", "[labs]") {
  const auto small = wilson_interval(40, 50);
  CHECK_THAT(small[0], WithinAbs(0.67, 0.005));
  CHECK_THAT(small[1], WithinAbs(0.89, 0.005));
  const auto large = wilson_interval(234, 300);
  CHECK_THAT(large[0], WithinAbs(0.73, 0.005));
  CHECK_THAT(large[1], WithinAbs(0.82, 0.005));
  const double values[] = {3.0, 1.0, 4.0, 1.5};
  CHECK(median_of(values) == 2.25);
  CHECK(median_of(std::span(values).first(3)) == 3.0);
  CHECK_THAT(deviation_of(values), WithinAbs(1.3768926368215255, 1e-12));  // numpy.std(ddof=1)
}

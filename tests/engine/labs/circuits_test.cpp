#include "engine/labs/circuits.h"

#include "tests/support/catch.h"

using namespace purr;

TEST_CASE("a tree of XOR gates and two levels both compute the parity of all inputs", "[labs]") {
  const int n = GENERATE(2, 3, 5, 8, 12);
  CAPTURE(n);
  const auto result = circuits({.n = n}, {});
  REQUIRE(result);
  const int inputs = 1 << n;
  CHECK(result->inputs == inputs);
  CHECK(result->verified == inputs);
  CHECK(result->deep_correct == inputs);
  CHECK(result->shallow_correct == inputs);
  CHECK(result->deep_units == n - 1);
  CHECK(result->shallow_units == inputs / 2);
  CHECK(result->shallow_levels == 2);
  CHECK(result->relu_tree_units == 2 * (n - 1));
  CHECK(result->relu_tree_correct == inputs);
  CHECK(result->relu_layer_units == n);
  CHECK(result->relu_layer_correct == inputs);
  CHECK_FALSE(result->trained);
}

TEST_CASE("eight bits take 7 XOR gates in 3 levels, or 128 ANDs", "[labs]") {
  const auto result = circuits({.n = 8}, {});
  REQUIRE(result);
  CHECK(result->deep_units == 7);
  CHECK(result->deep_levels == 3);
  CHECK(result->shallow_units == 128);
  CHECK(result->relu_tree_units == 14);
}

TEST_CASE("a circuit is what its gates are", "[labs]") {
  Circuit circuit = parity_tree(4);
  circuit.gates.front().kind = GateKind::or_gate;  // 1 + 1 is 1 now
  CHECK(circuit.evaluate(0b0001));
  CHECK(circuit.evaluate(0b0011));
  CHECK_FALSE(circuit.evaluate(0b0000));
  CHECK(circuit.count(GateKind::xor_gate) == 2);
}

TEST_CASE("a trained network of units enough finds the parity of four bits", "[labs]") {
  const auto result = circuits({.n = 4, .train = true, .units = 8}, {});
  REQUIRE(result);
  REQUIRE(result->trained);
  CHECK(result->trained->parameters == 8 * 4 + 8 + 8 + 1);
  CHECK(result->trained->correct == 16);
}

TEST_CASE("a single unit cannot: parity has no straight border", "[labs]") {
  const auto result = circuits({.n = 2, .train = true, .units = 1}, {});
  REQUIRE(result);
  CHECK(result->trained->correct < 4);
}

TEST_CASE("training on more inputs than the lab takes is refused", "[labs]") {
  const auto result = circuits({.n = 9, .train = true}, {});
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::lab_out_of_reach);
}

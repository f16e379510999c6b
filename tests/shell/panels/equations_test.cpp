#include "shell/panels/equations.h"

#include <string>
#include <vector>

#include "shell/theme/strings.h"
#include "shell/widgets/formula/parse.h"
#include "shell/widgets/formula/words.h"
#include "shell/widgets/numbers.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

/// A network 2-1 with ReLU, worked by hand: x = (1, 2), W[1] = [1 0; 0 −1], b[1] = (0.5, 0),
/// W[2] = [2 1], b[2] = 0, y = 1.
///
/// Z[1] = (1.5, −2), A[1] = (1.5, 0), Z[2] = 3, A[2] = σ(3) = 0.9526, dZ[2] = −0.0474,
/// dA[1] = W[2]ᵀ·dZ[2] = (−0.0949, −0.0474), dZ[1] = (−0.0949, 0).
TraceUpdate trace_by_hand() {
  TraceUpdate trace;
  trace.label = 1;
  trace.loss = 0.0486;  // −log 0.9526
  trace.layers.resize(2);
  TraceUpdate::Layer& hidden = trace.layers[0];
  hidden.activation = Activation::relu;
  hidden.b = {0.5, 0.0};
  hidden.Z = {1.5, -2.0};
  hidden.A = {1.5, 0.0};
  hidden.dA = {-0.0949, -0.0474};
  hidden.dZ = {-0.0949, 0.0};
  TraceUpdate::Layer& output = trace.layers[1];
  output.activation = Activation::sigmoid;
  output.W = {2.0, 1.0};
  output.b = {0.0};
  output.Z = {3.0};
  output.A = {0.9526};
  output.dA = {-1.0498};
  output.dZ = {-0.0474};
  return trace;
}

std::string numbers(EquationKind kind, int l, int unit) {
  return equation_text(trace_by_hand(), {kind, l}, unit).numbers;
}

}  // namespace

TEST_CASE("the equations go forward through all layers and back", "[panels][unit]") {
  std::vector<std::string> names;
  for (const Equation& equation : all_equations(2)) names.push_back(equation_name(equation));
  CHECK(names == std::vector<std::string>{"Z^[1]", "A^[1]", "Z^[2]", "A^[2]", "L(ŷ, y)", "dZ^[2]",
                                          "dW^[2]", "db^[2]", "dA^[1]", "dZ^[1]", "dW^[1]",
                                          "db^[1]"});
}

TEST_CASE("an equation names the matrices of its layer", "[panels][unit]") {
  const TraceUpdate trace = trace_by_hand();
  const auto words = [&](EquationKind kind, int l) {
    const FormulaTree tree = parse_formula(equation_text(trace, {kind, l}, 0).letters);
    CHECK(tree.error.empty());
    return formula_words(tree.root, Language::english);
  };
  CHECK(words(EquationKind::Z, 1) == "Z 1 equals W 1 x plus b 1");
  CHECK(words(EquationKind::Z, 2) == "Z 2 equals W 2 A 1 plus b 2");
  CHECK(words(EquationKind::A, 1) == "A 1 equals g 1 Z 1, g 1 equals ReLU");
  CHECK(words(EquationKind::loss, 2) ==
        "L y hat, y equals minus y log y hat plus 1 minus y log 1 minus y hat");
  CHECK(words(EquationKind::dZ, 2) == "d Z 2 equals A 2 minus Y");
  CHECK(words(EquationKind::dZ, 1) == "d Z 1 equals d A 1 times, entry by entry, g 1 prime Z 1");
  CHECK(words(EquationKind::dA, 1) == "d A 1 equals W 2 transposed d Z 2");
  CHECK(words(EquationKind::dW, 1) == "d W 1 equals d Z 1 x transposed");
  CHECK(words(EquationKind::dW, 2) == "d W 2 equals d Z 2 A 1 transposed");
  CHECK(words(EquationKind::db, 2) == "d b 2 equals d Z 2");
}

TEST_CASE("an equation shows the values of one unit", "[panels][unit]") {
  set_language(Language::english);
  CHECK(numbers(EquationKind::Z, 1, 0) == "1.50 = 1.00 + 0.500");
  CHECK(numbers(EquationKind::A, 1, 0) == "1.50 = g(1.50)");
  CHECK(numbers(EquationKind::loss, 2, 0) == "0.0486 = −log 0.953   (y = 1)");
  const std::string dZ = "\u22120.0474";
  CHECK(numbers(EquationKind::dZ, 2, 0) == dZ + " = 0.953 − 1");
  CHECK(numbers(EquationKind::db, 2, 0) == dZ + " = " + dZ);
  // dW^[2] by the first input: dZ^[2]·A^[1]ᵀ = −0.0474 · 1.5.
  CHECK(numbers(EquationKind::dW, 2, 0) == "\u22120.0711 = " + dZ + " · 1.50");
  // W[2]ᵀ·dZ[2]: the weights of the unit in the next layer, here one.
  CHECK(numbers(EquationKind::dA, 1, 0) == "\u22120.0949 = 2.00 · (" + dZ + ")");
}

}  // namespace purr::shell

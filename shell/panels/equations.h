#pragma once

#include <string>
#include <vector>

#include "shell/panels/workbench.h"

/// The equations of one forward and backward pass, in the course's letters.
namespace purr::shell {

/// In the order of the computation: Z and A of every layer, the loss, then dA, dZ, dW and db of
/// every layer from the last to the first.
std::vector<Equation> all_equations(int L);

/// "Z^[2]", for a letter and its layer.
std::string with_layer(const char* letter, int l);
/// The quantity on the left of the equation: "dZ^[2]".
std::string equation_name(const Equation& equation);

struct EquationText {
  std::string letters;  ///< a formula (shell/widgets/formula/parse.h): "\\d Z^{[3]} = A^{[3]} - Y"
  std::string numbers;  ///< the same with the values of one unit: "0.25 = 0.25 − 0"
};

/// @param trace  of the chosen example; has layer `equation.l`.
/// @param unit   of that layer, from 0.
EquationText equation_text(const TraceUpdate& trace, const Equation& equation, int unit);

}  // namespace purr::shell

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"
#include "engine/labs/lab_fields.h"

/// The shapes of every matrix of a network, from n_x, m and the units of its layers; and whether an
/// answer to "which shape has W2?" is right, with the product that fails if it is not.
namespace purr {

struct DimensionsSettings {
  int n_x = 12288;
  int m = 209;
  std::vector<int> hidden{20, 7, 5};  ///< units of the hidden layers
  std::string ask;                    ///< a matrix such as "dW2"; empty asks for none
  std::vector<int> answer;            ///< its shape, as two sizes
};
PURR_FIELDS(DimensionsSettings, n_x, m, hidden, ask, answer)

struct DimensionsResult {
  Named<std::vector<int>>
      shapes{};  ///< A0, then W1, b1, Z1, A1, … and dA, dZ, dW, db of each layer
  long long parameters = 0;
  std::optional<bool> right{};  ///< the answer, where a matrix was asked for
  /// What would be computed with the answered shape, and why it cannot be: NumPy's words, or the
  /// shape that comes out where another is needed.
  std::optional<std::string> equation{};
  std::optional<std::string> failure{};
};
PURR_FIELDS(DimensionsResult, shapes, parameters, right, equation, failure)

DimensionsResult dimensions(const DimensionsSettings& settings, const LabContext& context);

}  // namespace purr

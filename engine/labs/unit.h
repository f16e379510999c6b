#pragma once

#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// One unit: z = wᵀx + b, and what linear and logistic regression make of it. The same with x₀ = 1
/// and θ₀ = b in one product, summed in the same order: b first, then the inputs one after another.
namespace purr {

struct UnitSettings {
  std::vector<double> x{1.0, -2.0};
  std::vector<double> w{0.5, 0.25};  ///< as many as x; missing ones are 0
  double b = -0.1;
};
PURR_FIELDS(UnitSettings, x, w, b)

struct UnitResult {
  double z = 0.0;
  double linear = 0.0;             ///< ŷ of linear regression: z itself
  double logistic = 0.0;           ///< ŷ of logistic regression: σ(z)
  std::vector<double> products{};  ///< w_j·x_j
  double theta_z = 0.0;            ///< θᵀx with x₀ = 1
  int theta_length = 0;            ///< n_x + 1
  bool equal = false;              ///< z and theta_z to the last bit
  double at_plus_10 = 0.0;         ///< σ(10)
  double at_minus_10 = 0.0;
};
PURR_FIELDS(UnitResult, z, linear, logistic, products, theta_z, theta_length, equal, at_plus_10,
            at_minus_10)

UnitResult unit(const UnitSettings& settings, const LabContext& context);

}  // namespace purr

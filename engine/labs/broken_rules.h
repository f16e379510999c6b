#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/examples.h"
#include "engine/model/network_spec.h"
#include "engine/model/textbook.h"

/// The backward pass with one formula wrong, and the gradient check that finds it.
namespace purr {

/// What is wrong. Layer L is the output, with dZ[L] = A[L] − Y where it is right.
enum class BrokenRule : std::uint8_t {
  none,
  a_minus_z,    ///< dZ[L] = A[L] − Z[L]
  no_mean,      ///< 1/m is missing in every dW and db
  no_mean_db,   ///< 1/m is missing in every db alone
  twice_mean,   ///< 1/m stands twice in every dW and db
  no_minus,     ///< J without its minus, so that dZ[L] = Y − A[L]
  no_slope,     ///< dZ[l] = dA[l] in the hidden layers, without g′(Z[l])
  db_is_dw,     ///< db[1] is the first column of dW[1]
  w2_first,     ///< W[l+1] takes its step before dA[l] = W[l+1]ᵀ·dZ[l+1] is computed
  times_slope,  ///< dZ[L] = (A[L] − Y) ∗ A[L] ∗ (1 − A[L]), the one of the squared error
};
PURR_ENUMERATORS(BrokenRule, none, a_minus_z, no_mean, no_mean_db, twice_mean, no_minus, no_slope,
                 db_is_dw, w2_first, times_slope)

/// dZ, dW and db of layers 1 … L by the broken rule; `none` gives those of the textbook.
/// @param caches         of forward_caches.
/// @param learning_rate  of the step that w2_first takes too early.
std::vector<textbook::Gradients> broken_backward(BrokenRule rule, const textbook::Matrix& Y,
                                                 const std::vector<textbook::Cache>& caches,
                                                 double learning_rate);

/// J from the logits, finite where log 0 would not be.
double cost_of(const LabExamples& examples, const textbook::Parameters& parameters,
               const NetworkSpec& spec);

/// ∂J/∂θ by centred differences, (J(θ + ε) − J(θ − ε))/2ε, for every W and b.
textbook::Parameters numerical_gradients(const LabExamples& examples,
                                         textbook::Parameters parameters, const NetworkSpec& spec,
                                         double epsilon);

/// ‖a − b‖/(‖a‖ + ‖b‖), 0 where both are 0.
double relative_error(const textbook::Matrix& a, const textbook::Matrix& b);

/// Relative errors of dW and db of one layer.
struct LayerErrors {
  double W = 0.0;
  double b = 0.0;
};
PURR_FIELDS(LayerErrors, W, b)

/// The gradient check of a network.
struct CheckedGradients {
  std::vector<LayerErrors> layers{};  ///< layers 1 … L
  double error = 0.0;                 ///< relative error of all of them as one vector
  double worst = 0.0;                 ///< the largest of `layers`
  std::string worst_matrix;           ///< where it is, such as "W1"
  std::string worst_weight;           ///< the weight that differs most, such as "W1[2,1]", from 1
  bool passes = false;                ///< error < kGradientTolerance
};
inline constexpr double kGradientTolerance = 1e-7;

CheckedGradients check_gradients(const std::vector<textbook::Gradients>& gradients,
                                 const textbook::Parameters& numerical);

}  // namespace purr

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/broken_rules.h"
#include "engine/labs/lab.h"
#include "engine/labs/lab_fields.h"

/// A wrong formula and its proofs on the flower: the gradient check after 200 iterations by the
/// right rule, and training by the wrong one from the start. The network is 2-n-1 with tanh, as the
/// course's planar notebook has it.
namespace purr {

struct SlipsSettings {
  BrokenRule broken = BrokenRule::a_minus_z;
  int units = 4;
  double learning_rate = 1.2;
  int iterations = 3000;
  int seed = 2;
};
PURR_FIELDS(SlipsSettings, broken, units, learning_rate, iterations, seed)

struct SlipsResult {
  std::string broken;
  Named<double> errors{};              ///< relative error of dW1, db1, dW2, db2 under "W1" …
  double error = 0.0;                  ///< of all as one vector
  bool passes = false;                 ///< below 1e-7
  double shown_first_cost = 0.0;       ///< J before training by the formula as it stands: below 0
                                       ///< without its minus
  double cost = 0.0;                   ///< J at the end; not finite where training broke off
  double train_accuracy = 0.0;         ///< from 0 to 1; not a number where training broke off
  std::optional<int> not_finite_at{};  ///< the update after which a weight was not finite, from 0
  std::vector<double> first_costs{};   ///< J of iterations 0 … 10
  int curve_step = 0;                  ///< iterations between two entries of `costs`
  std::vector<double> costs{};         ///< J from iteration 0
};
PURR_FIELDS(SlipsResult, broken, errors, error, passes, shown_first_cost, cost, train_accuracy,
            not_finite_at, first_costs, curve_step, costs)

Result<SlipsResult> slips(const SlipsSettings& settings, const LabContext& context);

}  // namespace purr

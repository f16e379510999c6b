#pragma once

#include <string>
#include <vector>

#include "engine/core/activation.h"
#include "engine/core/fields.h"
#include "engine/labs/broken_rules.h"
#include "engine/labs/lab.h"

/// Back-propagation against centred differences, for every weight and bias of a small network, some
/// iterations into its training; and the slope of one weight on J(w). A rule can be broken, which
/// the check finds.
namespace purr {

enum class CheckData : std::uint8_t { flower, circles, moons };
PURR_ENUMERATORS(CheckData, flower, circles, moons)

struct GradientCheckSettings {
  BrokenRule broken = BrokenRule::none;
  CheckData data = CheckData::flower;
  int units = 4;          ///< of each hidden layer
  int hidden_layers = 1;  ///< with more than one, Xavier in place of small first weights
  Activation activation = Activation::tanh;
  double learning_rate = 1.2;
  int iterations = 200;  ///< of training before the check, by the right rule
  int seed = 2;
  double epsilon = 1e-5;  ///< how far a weight is moved to each side
  int layer = 1;  ///< the weight whose slope is shown, from 1; more than there are: the last
  int unit = 1;
  int input = 1;  ///< 0 is the bias
};
PURR_FIELDS(GradientCheckSettings, broken, data, units, hidden_layers, activation, learning_rate,
            iterations, seed, epsilon, layer, unit, input)

/// One weight on J(w), all others as they are.
struct WeightSlope {
  std::string name;  ///< such as "W1[2,1]"
  double value = 0.0;
  double by_rule = 0.0;        ///< ∂J/∂w by the chosen rule
  double by_difference = 0.0;  ///< by the centred difference
  double low = 0.0;            ///< the ends of `costs`
  double high = 0.0;
  std::vector<double> costs{};  ///< J at equal distances from low to high
};
PURR_FIELDS(WeightSlope, name, value, by_rule, by_difference, low, high, costs)

struct GradientCheckResult {
  std::vector<LayerErrors> layers{};  ///< relative errors of dW and db of layers 1 … L
  double worst = 0.0;                 ///< the largest of them
  bool passes = false;                ///< `error` is below 1e-7
  double error = 0.0;                 ///< relative error of all derivatives as one vector
  std::string worst_matrix{};         ///< such as "W1"
  std::string worst_weight{};         ///< whose derivative differs most, such as "W1[2,1]"
  int parameters = 0;                 ///< how many were checked
  double cost = 0.0;                  ///< J where the check is made
  WeightSlope weight{};
};
PURR_FIELDS(GradientCheckResult, layers, worst, passes, error, worst_matrix, worst_weight,
            parameters, cost, weight)

Result<GradientCheckResult> gradient_check(const GradientCheckSettings& settings,
                                           const LabContext& context);

}  // namespace purr

#include "engine/labs/gradient_check.h"

#include <algorithm>

#include "engine/core/printable.h"
#include "engine/labs/lab_training.h"

namespace purr {
namespace {

constexpr int kSlopePoints = 41;
constexpr double kSlopeReach = 1.0;  // to each side of the weight

std::string settings_of(const GradientCheckSettings& settings) {
  return std::string("v=2&data=") + name_of(settings.data) +
         "&hidden=" + same_layers(settings.units, settings.hidden_layers) +
         "&activation=" + name_of(settings.activation) +
         "&init=" + (settings.hidden_layers == 1 ? "small" : "xavier") +
         "&learning_rate=" + number_text(settings.learning_rate) +
         "&iterations=" + std::to_string(settings.iterations) +
         "&seed=" + std::to_string(settings.seed);
}

WeightSlope slope_of_weight(const GradientCheckSettings& settings, const LabExamples& examples,
                            textbook::Parameters parameters, const NetworkSpec& spec,
                            const std::vector<textbook::Gradients>& gradients,
                            const textbook::Parameters& numerical) {
  const int layer = std::min(settings.layer, static_cast<int>(parameters.size()));
  const auto l = static_cast<std::size_t>(layer - 1);
  auto& [W, b] = parameters[l];
  const int unit = std::min(settings.unit, static_cast<int>(W.rows()));
  const int input = std::min(settings.input, static_cast<int>(W.cols()));
  const bool is_bias = input == 0;
  double& theta = is_bias ? b(unit - 1) : W(unit - 1, input - 1);
  WeightSlope slope{
      .name = (is_bias ? "b" : "W") + std::to_string(layer) + "[" + std::to_string(unit) +
              (is_bias ? "" : "," + std::to_string(input)) + "]",
      .value = theta,
      .by_rule = is_bias ? gradients[l].db(unit - 1) : gradients[l].dW(unit - 1, input - 1),
      .by_difference = is_bias ? numerical[l].b(unit - 1) : numerical[l].W(unit - 1, input - 1),
      .low = theta - kSlopeReach,
      .high = theta + kSlopeReach,
  };
  for (int i = 0; i < kSlopePoints; ++i) {
    theta = slope.low + (slope.high - slope.low) * i / (kSlopePoints - 1);
    slope.costs.push_back(cost_of(examples, parameters, spec));
  }
  return slope;
}

}  // namespace

Result<GradientCheckResult> gradient_check(const GradientCheckSettings& settings,
                                           const LabContext& context) {
  auto training = prepare_training(settings_of(settings), context);
  if (!training) return std::unexpected(training.error());
  train_until(*training, settings.iterations);
  if (!context.go_on(0.5)) return fail(Errc::lab_stopped);
  const NetworkSpec& spec = training->experiment.network;
  const LabExamples examples = examples_of(*training->dataset);
  const textbook::Parameters parameters = training->trainer->parameters();
  const auto caches = forward_caches(examples.X, parameters, spec);
  const auto gradients =
      broken_backward(settings.broken, examples.Y, caches, settings.learning_rate);
  const auto numerical = numerical_gradients(examples, parameters, spec, settings.epsilon);
  CheckedGradients checked = check_gradients(gradients, numerical);
  GradientCheckResult result{
      .layers = std::move(checked.layers),
      .worst = checked.worst,
      .passes = checked.passes,
      .error = checked.error,
      .worst_matrix = checked.worst_matrix,
      .worst_weight = checked.worst_weight,
      .cost = cost_of(examples, parameters, spec),
      .weight = slope_of_weight(settings, examples, parameters, spec, gradients, numerical),
  };
  for (const auto& [W, b] : parameters) {
    result.parameters += static_cast<int>(W.size() + b.size());
  }
  return result;
}

}  // namespace purr

#include "engine/labs/slips.h"

#include <algorithm>
#include <limits>

#include "engine/labs/lab_training.h"
#include "engine/model/network.h"

namespace purr {
namespace {

constexpr int kCheckedAt = 200;
constexpr double kCheckStep = 1e-5;
constexpr int kFirstCosts = 10;
constexpr int kCurvePoints = 60;
constexpr double kSmall = 0.01;  // scale of the first weights

bool is_finite(const textbook::Parameters& parameters) {
  return std::all_of(parameters.begin(), parameters.end(),
                     [](const auto& layer) { return layer.W.allFinite() && layer.b.allFinite(); });
}

/// One update, or more, by a rule from the first weights of the settings.
class Descent {
 public:
  Descent(const SlipsSettings& settings, const NetworkSpec& spec, const LabExamples& examples)
      : settings_(settings),
        spec_(spec),
        examples_(examples),
        parameters_(textbook::initialize_parameters_random(
            {2, settings.units, 1}, static_cast<std::uint32_t>(settings.seed), kSmall)) {}

  std::vector<textbook::Gradients> gradients(BrokenRule rule) const {
    const auto caches = forward_caches(examples_.X, parameters_, spec_);
    return broken_backward(rule, examples_.Y, caches, settings_.learning_rate);
  }
  void step(BrokenRule rule) {
    textbook::update_parameters(parameters_, gradients(rule), settings_.learning_rate);
  }
  double cost() const { return cost_of(examples_, parameters_, spec_); }
  double train_accuracy() const {
    const auto caches = forward_caches(examples_.X, parameters_, spec_);
    return accuracy(caches.back().Z, examples_.labels.data());
  }
  const textbook::Parameters& parameters() const { return parameters_; }

 private:
  const SlipsSettings& settings_;
  const NetworkSpec& spec_;
  const LabExamples& examples_;
  textbook::Parameters parameters_;
};

}  // namespace

Result<SlipsResult> slips(const SlipsSettings& settings, const LabContext& context) {
  const auto dataset = prepare_data("v=2&data=flower", context);
  if (!dataset) return std::unexpected(dataset.error());
  const LabExamples examples = examples_of(**dataset);
  const NetworkSpec spec{.hidden = {settings.units}, .activation = {Activation::tanh}};
  SlipsResult result{.broken = name_of(settings.broken)};

  Descent right(settings, spec, examples);
  for (int i = 0; i < kCheckedAt; ++i) right.step(BrokenRule::none);
  const CheckedGradients checked =
      check_gradients(right.gradients(settings.broken),
                      numerical_gradients(examples, right.parameters(), spec, kCheckStep));
  for (std::size_t l = 0; l < checked.layers.size(); ++l) {
    const std::string number = std::to_string(l + 1);
    result.errors.emplace_back("W" + number, checked.layers[l].W);
    result.errors.emplace_back("b" + number, checked.layers[l].b);
  }
  result.error = checked.error;
  result.passes = checked.passes;
  if (!context.go_on(0.1)) return fail(Errc::lab_stopped);

  Descent broken(settings, spec, examples);
  result.shown_first_cost =
      settings.broken == BrokenRule::no_minus ? -broken.cost() : broken.cost();
  result.curve_step = std::max(1, settings.iterations / kCurvePoints);
  for (int i = 0; i < settings.iterations; ++i) {
    if (i <= kFirstCosts) result.first_costs.push_back(broken.cost());
    if (i % result.curve_step == 0) {
      result.costs.push_back(broken.cost());
      if (!context.go_on(0.1 + 0.9 * i / settings.iterations)) return fail(Errc::lab_stopped);
    }
    broken.step(settings.broken);
    if (!is_finite(broken.parameters())) {
      result.not_finite_at = i;
      break;
    }
  }
  if (result.not_finite_at) {
    result.cost = std::numeric_limits<double>::quiet_NaN();
    result.train_accuracy = result.cost;
  } else {
    result.cost = broken.cost();
    result.train_accuracy = broken.train_accuracy();
  }
  return result;
}

}  // namespace purr

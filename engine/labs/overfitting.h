#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// Too little, too much, just right: a network that learns 60 noisy points by heart, against λ of
/// the L2 penalty and against dropout's keep probability.
namespace purr {

struct OverfittingSettings {
  /// What all runs have in common, as a link has it.
  std::string run =
      "v=1&data=moons&m=60&m_test=1000&noise=0.3&hidden=20,20&activation=tanh&init=xavier"
      "&learning_rate=0.3&iterations=10000";
  std::vector<double> l2{0.0, 0.03, 0.1, 0.3, 1.0, 3.0};
  std::vector<double> keep{1.0, 0.9, 0.8, 0.7};
};
PURR_FIELDS(OverfittingSettings, run, l2, keep)

/// One run for each value; accuracies from 0 to 1.
struct OverfittingSeries {
  std::vector<double> value{};
  std::vector<double> train_accuracy{};
  std::vector<double> test_accuracy{};
  std::vector<double> weights{};  ///< √Σ‖W[l]‖² at the end
};
PURR_FIELDS(OverfittingSeries, value, train_accuracy, test_accuracy, weights)

struct OverfittingResult {
  OverfittingSeries l2{};
  OverfittingSeries keep{};
  double best_l2 = 0.0;  ///< the value with the highest test accuracy, the smallest of equals
  double best_test_accuracy = 0.0;
};
PURR_FIELDS(OverfittingResult, l2, keep, best_l2, best_test_accuracy)

Result<OverfittingResult> overfitting(const OverfittingSettings& settings,
                                      const LabContext& context);

}  // namespace purr

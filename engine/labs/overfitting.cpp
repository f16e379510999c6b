#include "engine/labs/overfitting.h"

#include <cmath>

#include "engine/labs/lab_training.h"

namespace purr {
namespace {

constexpr int kSteps = 20;  // of one run, between which a lab may be stopped

/// Adds the run with key = value to `series`; false if it was stopped.
Result<bool> add_run(const std::string& run, const char* key, double value, double share_before,
                     double share, const LabContext& context, OverfittingSeries& series) {
  auto training = prepare_training(run + "&" + key + "=" + number_text(value), context);
  if (!training) return std::unexpected(training.error());
  const int iterations = training->experiment.training.iterations;
  for (int step = 1; step <= kSteps; ++step) {
    train_until(*training, static_cast<int>(static_cast<long long>(iterations) * step / kSteps));
    if (!context.go_on(share_before + share * step / kSteps)) return false;
  }
  const CurvePoint end = training->trainer->evaluate();
  double squares = 0.0;
  for (const auto& layer : training->trainer->parameters()) squares += layer.W.squaredNorm();
  series.value.push_back(value);
  series.train_accuracy.push_back(end.train_accuracy);
  series.test_accuracy.push_back(end.test_accuracy);
  series.weights.push_back(std::sqrt(squares));
  return true;
}

}  // namespace

Result<OverfittingResult> overfitting(const OverfittingSettings& settings,
                                      const LabContext& context) {
  OverfittingResult result;
  const double share = 1.0 / double(settings.l2.size() + settings.keep.size());
  double done = 0.0;
  const auto add_all = [&](const char* key, const std::vector<double>& values,
                           OverfittingSeries& series) -> Result<void> {
    for (const double value : values) {
      const auto added = add_run(settings.run, key, value, done, share, context, series);
      if (!added) return std::unexpected(added.error());
      if (!*added) return fail(Errc::lab_stopped);
      done += share;
    }
    return {};
  };
  if (auto added = add_all("l2", settings.l2, result.l2); !added) {
    return std::unexpected(added.error());
  }
  if (auto added = add_all("keep_prob", settings.keep, result.keep); !added) {
    return std::unexpected(added.error());
  }
  for (std::size_t i = 0; i < result.l2.value.size(); ++i) {
    if (result.l2.test_accuracy[i] <= result.best_test_accuracy) continue;
    result.best_test_accuracy = result.l2.test_accuracy[i];
    result.best_l2 = result.l2.value[i];
  }
  return result;
}

}  // namespace purr

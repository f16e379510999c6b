#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// Bias and variance, read off the errors of the training and the test set, for four networks on
/// the same noisy points: too small, too large, the large one with more data, and with an L2
/// penalty.
namespace purr {

struct BiasVarianceSettings {
  double wanted_error = 0.1;  ///< a training error above it is a high bias
  double allowed_gap = 0.05;  ///< a test error further above the training error is a high variance
};
PURR_FIELDS(BiasVarianceSettings, wanted_error, allowed_gap)

/// The four cells of the two-by-two table.
enum class BiasVarianceReading : std::uint8_t { good, high_bias, high_variance, both };
PURR_ENUMERATORS(BiasVarianceReading, good, high_bias, high_variance, both)

/// Errors are shares of wrong answers, from 0 to 1.
struct BiasVarianceRow {
  std::string name{};
  std::string link{};  ///< the run, for the workbench
  double train_error = 0.0;
  double test_error = 0.0;
  BiasVarianceReading reading{};
};
PURR_FIELDS(BiasVarianceRow, name, link, train_error, test_error, reading)

struct BiasVarianceResult {
  std::vector<BiasVarianceRow> rows{};
};
PURR_FIELDS(BiasVarianceResult, rows)

std::vector<std::string> plan_bias_variance(const BiasVarianceSettings& settings);
BiasVarianceResult conclude_bias_variance(const BiasVarianceSettings& settings,
                                          std::span<const RunSummary> runs,
                                          const LabContext& context);

}  // namespace purr

#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// The same run with many seeds of its weights: how much of a test accuracy is luck, and what a
/// test set of this size can tell.
namespace purr {

struct SeedLuckSettings {
  std::string run = "v=1&data=drawn";  ///< the settings of the run, as a link has them
  int seeds = 100;                     ///< 1, 2, … seeds
};
PURR_FIELDS(SeedLuckSettings, run, seeds)

/// Accuracies are shares of the test set, from 0 to 1.
struct SeedLuckResult {
  std::vector<double> accuracies{};  ///< of seed 1, 2, …; null where a run failed
  double median = 0.0;
  double low = 0.0;
  double high = 0.0;
  int rank_of_first = 0;           ///< how many runs are better than seed 1's, plus 1
  std::vector<double> interval{};  ///< Wilson's 95 % interval of seed 1's accuracy
  int m_test = 0;
  double baseline = 0.0;  ///< always answering with the test set's more frequent class
  int failed = 0;
};
PURR_FIELDS(SeedLuckResult, accuracies, median, low, high, rank_of_first, interval, m_test,
            baseline, failed)

std::vector<std::string> plan_seed_luck(const SeedLuckSettings& settings);
Result<SeedLuckResult> conclude_seed_luck(const SeedLuckSettings& settings,
                                          std::span<const RunSummary> runs,
                                          const LabContext& context);

}  // namespace purr

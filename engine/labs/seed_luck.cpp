#include "engine/labs/seed_luck.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/labs/lab_training.h"
#include "engine/labs/statistics.h"

namespace purr {

std::vector<std::string> plan_seed_luck(const SeedLuckSettings& settings) {
  std::vector<std::string> plan;
  Experiment experiment = read_experiment(settings.run).experiment;
  for (int seed = 1; seed <= settings.seeds; ++seed) {
    experiment.network.seed = seed;
    plan.push_back(write_experiment(experiment, /*view=*/false));
  }
  return plan;
}

Result<SeedLuckResult> conclude_seed_luck(const SeedLuckSettings& settings,
                                          std::span<const RunSummary> runs,
                                          const LabContext& context) {
  const auto data = prepare_data(settings.run, context);
  if (!data) return std::unexpected(data.error());
  SeedLuckResult result;
  result.m_test = (*data)->test.count;
  std::vector<double> finished;
  for (const RunSummary& run : runs) {
    const double accuracy = run.failure ? kNotMeasured : run.status.test_accuracy;
    result.accuracies.push_back(accuracy);
    if (std::isfinite(accuracy)) finished.push_back(accuracy);
  }
  result.failed = static_cast<int>(runs.size() - finished.size());
  if (finished.empty()) return result;
  result.median = median_of(finished);
  result.low = *std::ranges::min_element(finished);
  result.high = *std::ranges::max_element(finished);
  const double first = result.accuracies.front();
  result.rank_of_first =
      1 + static_cast<int>(std::ranges::count_if(finished, [&](double a) { return a > first; }));
  if (result.m_test > 0 && std::isfinite(first)) {
    const auto interval =
        wilson_interval(static_cast<int>(std::lround(first * result.m_test)), result.m_test);
    result.interval.assign(interval.begin(), interval.end());
    const auto ones = std::ranges::count((*data)->test_labels, 1);
    result.baseline = double(std::max<std::ptrdiff_t>(ones, result.m_test - ones)) / result.m_test;
  }
  return result;
}

}  // namespace purr

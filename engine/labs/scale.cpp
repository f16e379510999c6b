#include "engine/labs/scale.h"

#include <array>
#include <cmath>

#include "engine/labs/statistics.h"

namespace purr {
namespace {

constexpr std::array kSizes{"3", "20,7", "64,20,7"};

}  // namespace

std::vector<std::string> plan_scale(const ScaleSettings& settings) {
  std::vector<std::string> plan;
  for (const char* size : kSizes) {
    for (const int m : settings.m) {
      for (int seed = 1; seed <= settings.seeds; ++seed) {
        const std::string text = "v=1&data=drawn&m=" + std::to_string(m) +
                                 "&m_test=" + std::to_string(settings.m_test) + "&hidden=" + size +
                                 "&seed=" + std::to_string(seed) +
                                 "&data_seed=" + std::to_string(seed) +
                                 "&iterations=" + std::to_string(settings.iterations);
        plan.push_back(write_experiment(read_experiment(text).experiment, /*view=*/false));
      }
    }
  }
  return plan;
}

ScaleResult conclude_scale(const ScaleSettings& settings, std::span<const RunSummary> runs,
                           const LabContext& /*context*/) {
  ScaleResult result{.m = settings.m, .seeds = settings.seeds};
  std::size_t next = 0;
  for (const char* size : kSizes) {
    result.sizes.emplace_back(size);
    auto& means = result.mean.emplace_back();
    auto& deviations = result.sd.emplace_back();
    for (std::size_t i = 0; i < settings.m.size(); ++i) {
      std::vector<double> accuracies;
      for (int seed = 1; seed <= settings.seeds; ++seed) {
        const RunSummary& run = runs[next++];
        if (!run.failure && std::isfinite(run.status.test_accuracy)) {
          accuracies.push_back(run.status.test_accuracy);
        }
      }
      means.push_back(accuracies.empty() ? kNotMeasured : mean_of(accuracies));
      deviations.push_back(accuracies.empty() ? kNotMeasured : deviation_of(accuracies));
    }
  }
  return result;
}

}  // namespace purr

#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// Scale drives progress: test accuracy of a small, a medium and a large network over growing m, on
/// drawn pictures, with several seeds.
namespace purr {

struct ScaleSettings {
  std::vector<int> m{50, 100, 200, 500, 1000};
  int seeds = 5;  ///< seeds 1 … seeds of weights and of pictures together
  int m_test = 1000;
  int iterations = 2500;
};
PURR_FIELDS(ScaleSettings, m, seeds, m_test, iterations)

/// Of each network, then of each m: mean and standard deviation of the test accuracies (0 to 1).
struct ScaleResult {
  std::vector<int> m{};
  std::vector<std::string> sizes{};  ///< units of the hidden layers
  std::vector<std::vector<double>> mean{};
  std::vector<std::vector<double>> sd{};
  int seeds = 0;
};
PURR_FIELDS(ScaleResult, m, sizes, mean, sd, seeds)

std::vector<std::string> plan_scale(const ScaleSettings& settings);
ScaleResult conclude_scale(const ScaleSettings& settings, std::span<const RunSummary> runs,
                           const LabContext& context);

}  // namespace purr

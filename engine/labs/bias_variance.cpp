#include "engine/labs/bias_variance.h"

#include <array>

namespace purr {
namespace {

struct Kind {
  const char* name;
  const char* settings;
};

constexpr std::array kKinds{
    Kind{"too_small", "m=60&hidden="},
    Kind{"too_large", "m=60&hidden=20,20"},
    Kind{"more_data", "m=1000&hidden=20,20"},
    Kind{"regularised", "m=60&hidden=20,20&l2=0.3"},
};

Experiment experiment_of(const Kind& kind) {
  return read_experiment(std::string("v=1&data=moons&m_test=1000&noise=0.3&activation=tanh"
                                     "&init=xavier&learning_rate=0.3&iterations=10000&") +
                         kind.settings)
      .experiment;
}

}  // namespace

std::vector<std::string> plan_bias_variance(const BiasVarianceSettings& /*settings*/) {
  std::vector<std::string> plan;
  for (const Kind& kind : kKinds) {
    plan.push_back(write_experiment(experiment_of(kind), /*view=*/false));
  }
  return plan;
}

BiasVarianceResult conclude_bias_variance(const BiasVarianceSettings& settings,
                                          std::span<const RunSummary> runs,
                                          const LabContext& /*context*/) {
  BiasVarianceResult result;
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    const Status& end = runs[i].status;
    const double train_error = 1.0 - end.train_accuracy;
    const double test_error = 1.0 - end.test_accuracy;
    const bool is_biased = train_error > settings.wanted_error;
    const bool is_variable = test_error - train_error > settings.allowed_gap;
    result.rows.push_back({
        .name = kKinds[i].name,
        .link = write_experiment(experiment_of(kKinds[i])),
        .train_error = train_error,
        .test_error = test_error,
        .reading =
            is_biased
                ? (is_variable ? BiasVarianceReading::both : BiasVarianceReading::high_bias)
                : (is_variable ? BiasVarianceReading::high_variance : BiasVarianceReading::good),
    });
  }
  return result;
}

}  // namespace purr

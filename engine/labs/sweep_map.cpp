#include "engine/labs/sweep_map.h"

#include <string_view>

#include "engine/core/printable.h"

namespace purr {
namespace {

std::vector<std::string> values_of(std::string_view text) {
  std::vector<std::string> values;
  for (;;) {
    const std::size_t slash = text.find('/');
    values.emplace_back(text.substr(0, slash));
    if (slash == std::string_view::npos || values.size() == kMaxSweepValues) return values;
    text.remove_prefix(slash + 1);
  }
}

/// The runs row by row.
std::vector<Experiment> experiments_of(const SweepMapSettings& settings) {
  std::vector<Experiment> experiments;
  for (const std::string& y : values_of(settings.y_values)) {
    for (const std::string& x : values_of(settings.x_values)) {
      experiments.push_back(read_experiment(settings.run).experiment);
      std::vector<Error> notes;
      set_key(experiments.back(), settings.y, y, notes);
      set_key(experiments.back(), settings.x, x, notes);
    }
  }
  return experiments;
}

}  // namespace

std::vector<std::string> plan_sweep_map(const SweepMapSettings& settings) {
  std::vector<std::string> plan;
  // The error comes with the result.
  if (find_key(settings.x) == nullptr || find_key(settings.y) == nullptr) return plan;
  for (const Experiment& experiment : experiments_of(settings)) {
    plan.push_back(write_experiment(experiment, /*view=*/false));
  }
  return plan;
}

Result<SweepMapResult> conclude_sweep_map(const SweepMapSettings& settings,
                                          std::span<const RunSummary> runs,
                                          const LabContext& /*context*/) {
  for (const std::string& name : {settings.x, settings.y}) {
    if (find_key(name) == nullptr) return fail(Errc::unknown_key, {printable(name)});
  }
  const std::vector<Experiment> experiments = experiments_of(settings);
  const std::size_t columns = values_of(settings.x_values).size();
  SweepMapResult result{.keys = {settings.x, settings.y}, .values = {{}, {}}};
  for (std::size_t i = 0; i < experiments.size(); ++i) {
    const RunSummary& run = runs[i];
    const Experiment& experiment = experiments[i];
    if (i < columns) result.values[0].push_back(find_key(settings.x)->get(experiment));
    if (i % columns == 0) {
      result.values[1].push_back(find_key(settings.y)->get(experiment));
      result.test_accuracy.emplace_back();
      result.train_accuracy.emplace_back();
      result.cost.emplace_back();
      result.links.emplace_back();
    }
    result.test_accuracy.back().push_back(run.failure ? kNotMeasured : run.status.test_accuracy);
    result.train_accuracy.back().push_back(run.failure ? kNotMeasured : run.status.train_accuracy);
    result.cost.back().push_back(run.failure ? kNotMeasured : run.status.cost);
    result.links.back().push_back(write_experiment(experiment));
  }
  return result;
}

}  // namespace purr

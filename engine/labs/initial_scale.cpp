#include "engine/labs/initial_scale.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/core/printable.h"
#include "engine/kernels/activations.h"
#include "engine/labs/examples.h"
#include "engine/labs/lab_training.h"
#include "engine/train/distribution.h"

namespace purr {
namespace {

constexpr int kCurvePoints = 50;
constexpr int kBins = 24;

std::string settings_of(const InitialScaleSettings& settings, double scale) {
  return std::string("v=2&data=") + name_of(settings.data) +
         "&hidden=" + same_layers(settings.units, settings.hidden_layers) +
         "&activation=" + name_of(settings.activation) +
         "&init=scaled&init_scale=" + number_text(scale) +
         "&learning_rate=" + number_text(settings.learning_rate) +
         "&iterations=" + std::to_string(settings.iterations) +
         "&seed=" + std::to_string(settings.seed);
}

/// Z of the hidden layers before the first iteration.
void measure_start(const LabTraining& training, InitialScaleRun& run) {
  const NetworkSpec& spec = training.experiment.network;
  const LabExamples examples = examples_of(*training.dataset);
  const auto caches = forward_caches(examples.X, training.trainer->parameters(), spec);
  double count = 0.0;
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t l = 0; l + 1 < caches.size(); ++l) {
    const textbook::Cache& cache = caches[l];
    for (Eigen::Index i = 0; i < cache.Z.size(); ++i) {
      const double z = cache.Z(i);
      const double a = cache.A(i);
      count += 1.0;
      sum += z;
      squares += z * z;
      run.saturated += is_saturated(cache.g, a) ? 1.0 : 0.0;
      run.mean_slope += activation_slope(cache.g, cache.leaky_slope, z, a);
    }
  }
  run.saturated /= count;
  run.mean_slope /= count;
  const double mean = sum / count;
  run.z_deviation = std::sqrt(std::max(0.0, squares / count - mean * mean));
  const Histogram bins = histogram<double>(cells(caches.front().Z), kBins);
  run.z_low = bins.low;
  run.z_high = bins.high;
  run.z_counts.assign(bins.counts.begin(), bins.counts.end());
}

}  // namespace

Result<InitialScaleResult> initial_scale_lab(const InitialScaleSettings& settings,
                                             const LabContext& context) {
  InitialScaleResult result;
  const std::size_t count = std::min(settings.scales.size(), kMaxScales);
  for (std::size_t k = 0; k < count; ++k) {
    auto training = prepare_training(settings_of(settings, settings.scales[k]), context);
    if (!training) return std::unexpected(training.error());
    InitialScaleRun run{.scale = settings.scales[k]};
    measure_start(*training, run);
    run.first_cost = training->trainer->evaluate().cost;
    run.curve_step = std::max(1, settings.iterations / kCurvePoints);
    for (int iteration = 0; iteration < settings.iterations;) {
      iteration = std::min(settings.iterations, iteration + run.curve_step);
      train_until(*training, iteration);
      const double share = static_cast<double>(iteration) / settings.iterations;
      if (!context.go_on((static_cast<double>(k) + share) / static_cast<double>(count))) {
        return fail(Errc::lab_stopped);
      }
    }
    for (const CurvePoint& point : training->curve) {
      if (point.iteration % run.curve_step == 0) run.costs.push_back(point.cost);
    }
    const CurvePoint end = training->trainer->evaluate();
    run.cost = end.cost;
    run.train_accuracy = end.train_accuracy;
    result.saturated.push_back(run.saturated);
    result.runs.push_back(std::move(run));
  }
  return result;
}

}  // namespace purr

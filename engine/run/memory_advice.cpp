#include "engine/run/memory_advice.h"

#include <algorithm>
#include <string>

#include "engine/solver/choice.h"

namespace purr {
namespace {

constexpr int kPictureInputs = 64 * 64 * 3;
constexpr int kMaxHalvings = 12;
constexpr double kEnough = 0.55;  // of what did not fit

struct Size {
  int n_x = kPictureInputs;
  int m = 0;
  int m_test = 0;
  bool is_pixels = true;
};

Size size_of(const DataSpec& spec, const Dataset* dataset) {
  if (dataset != nullptr) {
    return {dataset->train.n_x, dataset->train.count, dataset->test.count,
            dataset->train.is_pixels()};
  }
  const bool is_plane = !is_composed(spec.source) && !is_user_data(spec.source);
  return {is_plane ? 2 : kPictureInputs, std::max(1, spec.m), std::max(0, spec.m_test), !is_plane};
}

double bytes_of(const Size& size, const Experiment& experiment, bool uses_gram) {
  const SolverEstimate estimate = estimate_solvers(
      size.n_x, size.m, size.m_test, experiment.network, experiment.training, size.is_pixels);
  return uses_gram ? estimate.gram_bytes : estimate.primal_bytes;
}

std::string megabytes(double bytes) {
  return std::to_string(std::max(1, static_cast<int>(bytes / 1e6)));
}

}  // namespace

Error out_of_memory(const Experiment& experiment, const Dataset* dataset, bool uses_gram) {
  const Size size = size_of(experiment.data, dataset);
  const double needed = bytes_of(size, experiment, uses_gram);
  Size fewer = size;
  Experiment smaller = experiment;
  bool has_smaller_layers = false;
  for (int i = 0; i < kMaxHalvings && bytes_of(fewer, smaller, uses_gram) > kEnough * needed; ++i) {
    // Halving the examples no longer helps where the weights take the memory.
    Size half = fewer;
    half.m = std::max(1, half.m / 2);
    const double now = bytes_of(fewer, smaller, uses_gram);
    if (bytes_of(half, smaller, uses_gram) < 0.9 * now) {
      fewer = half;
      continue;
    }
    for (int& units : smaller.network.hidden) units = std::max(1, units / 2);
    has_smaller_layers = true;
  }
  std::string settings;
  if (fewer.m < size.m) settings = "m=" + std::to_string(fewer.m);
  if (has_smaller_layers) {
    const Key* hidden = find_key("hidden");
    settings += (settings.empty() ? "hidden=" : ", hidden=") + hidden->get(smaller);
  }
  return {Errc::out_of_memory,
          {megabytes(needed), settings, megabytes(bytes_of(fewer, smaller, uses_gram))}};
}

}  // namespace purr

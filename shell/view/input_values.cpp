#include "shell/view/input_values.h"

#include <cstddef>

#include "engine/data/inputs.h"
#include "engine/data/standardise.h"

namespace purr::shell {
namespace {

/// The features of one example before standardising; empty while they are not there.
std::vector<double> raw_values(const RunView& run, bool of_test, int example) {
  if (example < 0 || example >= run.count(of_test)) return {};
  if (run.is_pictures()) {
    const std::uint8_t* pixels = run.pictures.find(of_test, example);
    if (pixels == nullptr) return {};
    return {pixels, pixels + run.picture_size()};
  }
  const std::vector<double>& points = of_test ? run.data.test_points : run.data.train_points;
  const auto features = static_cast<std::size_t>(run.feature_count());
  const std::size_t first = static_cast<std::size_t>(example) * features;
  if (first + features > points.size()) return {};
  return {points.begin() + static_cast<std::ptrdiff_t>(first),
          points.begin() + static_cast<std::ptrdiff_t>(first + features)};
}

}  // namespace

void InputValues::measure(const RunView& run) {
  if (is_measured_ && revision_ == run.data.revision) return;
  is_measured_ = false;
  mean_.clear();
  deviation_.clear();
  Dataset data;
  data.spec = run.data.spec;
  Inputs& train = data.train;
  train.n_x = run.input_count();
  train.count = run.count(false);
  if (run.is_pictures()) {
    for (int i = 0; i < train.count; ++i) {
      const std::uint8_t* pixels = run.pictures.find(false, i);
      if (pixels == nullptr) return;  // not all are here yet
      train.pixels.insert(train.pixels.end(), pixels, pixels + run.picture_size());
    }
  } else {
    train.numbers = run.data.train_points;
  }
  if (train.count == 0) return;
  standardise(data);
  mean_ = std::move(train.mean);
  deviation_ = std::move(train.deviation);
  revision_ = run.data.revision;
  is_measured_ = true;
}

std::vector<double> InputValues::of(const RunView& run, bool of_test, int example) {
  std::vector<double> x = raw_values(run, of_test, example);
  if (run.is_pictures()) {
    // Standardising replaces the ½ by the mean of each pixel.
    const double offset = run.data.spec.centre && !run.data.spec.standardise ? 0.5 : 0.0;
    for (double& value : x) value = value / 255.0 - offset;
  }
  if (!run.data.spec.standardise || x.empty()) return x;
  measure(run);
  if (mean_.size() != x.size()) return {};
  for (std::size_t k = 0; k < x.size(); ++k) x[k] = (x[k] - mean_[k]) / deviation_[k];
  return x;
}

}  // namespace purr::shell

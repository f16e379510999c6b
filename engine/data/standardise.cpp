#include "engine/data/standardise.h"

#include <cmath>
#include <cstdint>

namespace purr {
namespace {

/// 1 for a feature that never varies: what rounding of its mean leaves is no spread.
double deviation_of(double variance, double mean) {
  const double deviation = std::sqrt(variance);
  return deviation > 1e-13 * std::fabs(mean) ? deviation : 1.0;
}

void measure_pixels(Inputs& train) {
  const auto n = static_cast<std::size_t>(train.n_x);
  // Σp² of 10 000 examples is below 2³⁰, so both sums fit in 64 bits for any data set.
  std::vector<std::int64_t> sums(n);
  std::vector<std::int64_t> squares(n);
  for (std::size_t i = 0; i < train.pixels.size(); ++i) {
    const std::int64_t p = train.pixels[i];
    sums[i % n] += p;
    squares[i % n] += p * p;
  }
  const std::int64_t m = train.count;
  const auto scale = 255.0 * static_cast<double>(m);
  for (std::size_t k = 0; k < n; ++k) {
    train.mean[k] = static_cast<double>(sums[k]) / scale;
    // m·Σp² − (Σp)² is m²·255² times the variance, exactly: below 2⁵³ up to 100 000 examples.
    const auto spread = static_cast<double>(m * squares[k] - sums[k] * sums[k]);
    train.deviation[k] = deviation_of(spread / (scale * scale), train.mean[k]);
  }
}

void measure_numbers(Inputs& train) {
  const auto n = static_cast<std::size_t>(train.n_x);
  const auto m = static_cast<double>(train.count);
  for (std::size_t i = 0; i < train.numbers.size(); ++i) train.mean[i % n] += train.numbers[i];
  for (double& mean : train.mean) mean /= m;
  for (std::size_t i = 0; i < train.numbers.size(); ++i) {
    const double x = train.numbers[i] - train.mean[i % n];
    train.deviation[i % n] += x * x;
  }
  for (std::size_t k = 0; k < n; ++k) {
    train.deviation[k] = deviation_of(train.deviation[k] / m, train.mean[k]);
  }
}

}  // namespace

void standardise(Dataset& dataset) {
  Inputs& train = dataset.train;
  if (train.count == 0) return;
  const auto n = static_cast<std::size_t>(train.n_x);
  train.offset = 0.0;
  train.mean.assign(n, 0.0);
  train.deviation.assign(n, 0.0);
  if (train.is_pixels()) {
    measure_pixels(train);
  } else {
    measure_numbers(train);
  }
  dataset.test.offset = 0.0;
  dataset.test.mean = train.mean;
  dataset.test.deviation = train.deviation;
}

bool has_standardised_plane(const Dataset& dataset) {
  return dataset.spec.source == DataSource::table && dataset.train.n_x == 2 &&
         dataset.train.is_standardised();
}

std::vector<double> shown_coordinates(const Dataset& dataset, const Inputs& inputs) {
  std::vector<double> shown = inputs.numbers;
  if (!has_standardised_plane(dataset)) return shown;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    shown[i] = inputs.value(static_cast<int>(i % 2), shown[i]);
  }
  return shown;
}

}  // namespace purr

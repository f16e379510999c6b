#include "engine/train/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/check.h"
#include "engine/kernels/activations.h"

namespace purr {

template <class Real>
Histogram histogram(std::span<const Real> values, int bins) {
  PURR_CHECK(bins >= 1);
  Histogram result;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  double sum = 0.0;
  for (const Real entry : values) {
    const auto value = static_cast<double>(entry);
    if (std::isnan(value)) {
      ++result.nan_count;
    } else if (std::isinf(value)) {
      ++result.infinite_count;
    } else {
      low = std::min(low, value);
      high = std::max(high, value);
      sum += value;
      ++result.finite_count;
    }
  }
  if (result.finite_count == 0) return result;
  const auto count = static_cast<double>(result.finite_count);
  result.mean = std::clamp(sum / count, low, high);  // a sum of huge values may have overflowed
  if (low == high) {
    low -= 0.5;
    high += 0.5;
  }
  // The widest ranges are measured in halves, so that their width is finite.
  const double scale = std::isfinite(high - low) ? 1.0 : 0.5;
  const double start = low * scale;
  const double width = high * scale - start;
  const double step = width / bins;
  result.low = low;
  result.high = high;
  const auto edge = [&](int bin) { return bin == bins ? high * scale : start + bin * step; };
  result.counts.assign(static_cast<std::size_t>(bins), 0);
  double squares = 0.0;
  for (const Real entry : values) {
    const auto value = static_cast<double>(entry);
    if (!std::isfinite(value)) continue;
    const double distance = value - result.mean;
    squares += distance * distance;
    const double scaled = value * scale;
    int bin = std::clamp(static_cast<int>((scaled - start) / width * bins), 0, bins - 1);
    // The division rounds, so the edges decide where they differ.
    if (bin > 0 && scaled < edge(bin)) {
      --bin;
    } else if (bin < bins - 1 && scaled >= edge(bin + 1) && edge(bin) < edge(bin + 1)) {
      ++bin;
    }
    ++result.counts[static_cast<std::size_t>(bin)];
  }
  result.deviation = std::sqrt(squares / count);
  return result;
}

bool is_saturated(Activation g, double a) {
  const FlatBounds bounds = flat_bounds(g);
  return a < bounds.low || a > bounds.high;
}

template <class Real>
void count_entries(std::span<const Real> Z, std::span<const Real> A,
                   LayerDistribution& distribution) {
  PURR_CHECK(Z.size() == A.size());
  PURR_CHECK(Z.size() == static_cast<std::size_t>(distribution.units) *
                             static_cast<std::size_t>(distribution.examples));
  const auto examples = static_cast<std::size_t>(distribution.examples);
  for (std::size_t unit = 0; unit < static_cast<std::size_t>(distribution.units); ++unit) {
    std::size_t negative = 0;
    std::size_t saturated = 0;
    for (std::size_t i = unit * examples; i < (unit + 1) * examples; ++i) {
      if (Z[i] <= Real{0}) ++negative;
      if (is_saturated(distribution.activation, static_cast<double>(A[i]))) ++saturated;
    }
    distribution.negative += negative;
    distribution.saturated += saturated;
    if (examples > 0 && negative == examples) ++distribution.dead_units;
    if (examples > 0 && saturated == examples) ++distribution.flat_units;
  }
}

template Histogram histogram<double>(std::span<const double>, int);
template Histogram histogram<float>(std::span<const float>, int);
template void count_entries<double>(std::span<const double>, std::span<const double>,
                                    LayerDistribution&);
template void count_entries<float>(std::span<const float>, std::span<const float>,
                                   LayerDistribution&);

}  // namespace purr

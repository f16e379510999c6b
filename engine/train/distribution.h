#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/activation.h"

namespace purr {

/// The distribution of values: counts in equal bins from the least finite value to the greatest,
/// both included. NaN and infinite values are counted apart.
struct Histogram {
  /// Ends of the bins: the least and the greatest value, or, if they are equal, ½ to each side.
  double low = 0.0;
  double high = 0.0;
  std::vector<std::uint32_t> counts{};  ///< empty if there is no finite value
  std::uint64_t finite_count = 0;
  std::uint64_t nan_count = 0;
  std::uint64_t infinite_count = 0;
  double mean = 0.0;  ///< of the finite values
  double deviation =
      0.0;  ///< standard deviation, divided by the count; infinite if squares overflow
};

/// The bins of numpy.histogram(values, bins) for the finite values: a value on an edge is in the
/// bin to its right, but the greatest value is in the last bin.
/// @param bins  1 or more.
template <class Real>
Histogram histogram(std::span<const Real> values, int bins);

/// Distributions of one layer over all training examples, without dropout.
struct LayerDistribution {
  Activation activation{};
  double leaky_slope = 0.0;
  std::int32_t units = 0;
  std::int32_t examples = 0;
  Histogram Z{}, A{};           ///< units·examples values
  Histogram W{}, dW{};          ///< dW of the whole set, the penalty included
  std::uint64_t negative = 0;   ///< entries with z ≤ 0, where ReLU outputs 0
  std::uint64_t saturated = 0;  ///< entries where g is nearly flat: see is_saturated
  std::int32_t dead_units = 0;  ///< units with z ≤ 0 for every example: ReLU units cannot learn
  std::int32_t flat_units = 0;  ///< units that are saturated for every example
};

/// The number of bins of each histogram.
inline constexpr int kDistributionBins = 48;

/// Whether g is nearly flat at a = g(z): beyond flat_bounds(g) (engine/kernels/activations.h).
bool is_saturated(Activation g, double a);

/// Counts the entries of Z and A into `distribution`, whose activation, units and examples are set.
/// @param Z, A  units·examples values, one unit after another with its examples side by side.
template <class Real>
void count_entries(std::span<const Real> Z, std::span<const Real> A,
                   LayerDistribution& distribution);

}  // namespace purr

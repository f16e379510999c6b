#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/activation.h"

namespace purr {

/// How values lie: counts in equal bins from the least finite value to the greatest, both of which
/// are in them. What is no number or infinite is counted apart.
struct Histogram {
  double low = 0.0;  ///< where the first bin begins: the least value …
  double high = 0.0;  ///< … and where the last one ends; where all are one value, ½ on either side
  std::vector<std::uint32_t> counts{};  ///< empty where there is no finite value
  std::uint64_t finite_count = 0;
  std::uint64_t nan_count = 0;
  std::uint64_t infinite_count = 0;
  double mean = 0.0;       ///< of the finite values
  double deviation = 0.0;  ///< their standard deviation, over their number; infinite for huge ones
};

/// Bins as numpy.histogram(values, bins) of the finite values makes them: a value on an edge is in
/// the bin to its right, but the greatest one is in the last.
/// @param bins  1 or more.
template <class Real>
Histogram histogram(std::span<const Real> values, int bins);

/// One layer over all training examples, without dropout: where its numbers lie.
struct LayerDistribution {
  Activation activation{};
  double leaky_slope = 0.0;
  std::int32_t units = 0;
  std::int32_t examples = 0;
  Histogram Z{}, A{};           ///< units·examples values
  Histogram W{}, dW{};          ///< dW of the whole set, the penalty included
  std::uint64_t negative = 0;   ///< cells with z ≤ 0, where ReLU is silent
  std::uint64_t saturated = 0;  ///< cells at the flat ends of sigmoid or tanh: see is_saturated
  std::int32_t dead_units =
      0;  ///< units with z ≤ 0 for every example: with ReLU they learn nothing
  std::int32_t flat_units = 0;  ///< units that are saturated for every example
};

/// How many bins a LayerDistribution has.
inline constexpr int kDistributionBins = 48;

/// Whether g is nearly flat at a = g(z): |a| > 0.95 of tanh, a < 0.05 or a > 0.95 of sigmoid. Never
/// for the others.
bool is_saturated(Activation g, double a);

/// Counts the cells of Z and A into `distribution`, whose activation, units and examples are set.
/// @param Z, A  units·examples values, one unit after another with its examples side by side.
template <class Real>
void count_cells(std::span<const Real> Z, std::span<const Real> A, LayerDistribution& distribution);

}  // namespace purr

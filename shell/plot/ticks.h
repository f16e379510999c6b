// The ticks of an axis and their labels.
#pragma once

#include <string>
#include <vector>

namespace purr::shell {

struct Tick {
  double at = 0.0;
  std::string label;  ///< empty for a minor tick
};

/// Ticks at multiples of 1, 2 or 5 times a power of ten inside [low, high], about `wanted` of them
/// and at least two where the range allows. All labels of an axis have the same number of decimals,
/// with thousands separated ("2,500"). `integer` never steps below 1.
/// An empty or reversed range, NaN or infinity give no ticks.
[[nodiscard]] std::vector<Tick> linear_ticks(double low, double high, int wanted,
                                             bool integer = false);

/// Ticks of a logarithmic axis inside [low, high], 0 < low < high: powers of ten when there are
/// several, joined by 2 and 5 where few, and by linear ticks inside one decade. Minor ticks at the
/// other multiples carry no label.
[[nodiscard]] std::vector<Tick> log_ticks(double low, double high, int wanted);

/// A range that begins and ends at a tick and holds [low, high].
void widen_to_ticks(double& low, double& high, int wanted);

}  // namespace purr::shell

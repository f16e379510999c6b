#pragma once

#include <array>
#include <span>

/// Statistics of a handful of runs.
namespace purr {

double mean_of(std::span<const double> values);
/// Divided by count − 1; 0 for one value.
double deviation_of(std::span<const double> values);
/// The middle value, or the mean of the two in the middle. NaN for none.
double median_of(std::span<const double> values);

/// Wilson's 95 % interval of a share, from `right` of `count` trials (count ≥ 1).
/// Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
/// 1927.
std::array<double, 2> wilson_interval(int right, int count);

}  // namespace purr

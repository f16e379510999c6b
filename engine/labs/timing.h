#pragma once

#include <algorithm>
#include <span>

#include "engine/labs/statistics.h"
#include "engine/run/clock.h"

/// Times of labs that compare how fast something runs.
namespace purr {

/// Of repeated measurements, in ms.
struct TimeRange {
  double median = 0.0;
  double low = 0.0;
  double high = 0.0;
};

/// @param times  one or more.
inline TimeRange range_of(std::span<const double> times) {
  const auto [low, high] = std::minmax_element(times.begin(), times.end());
  return {median_of(times), *low, *high};
}

/// How long `work` takes, in ms.
template <class Work>
double time_of(const Work& work) {
  const auto start = Clock::now();
  work();
  return ms_since(start);
}

}  // namespace purr

// The smoothed version of a curve.
#pragma once

#include <span>
#include <vector>

#include "shell/plot/decimate.h"

namespace purr::shell {

/// Exponential moving average of a series, corrected for its start:
///   s_0 = 0,  s_i = w·s_{i−1} + (1 − w)·y_i,  smoothed_i = s_i / (1 − wⁱ),  i = 1, 2, …
/// NaN and infinities are copied and skip the average, so a gap stays a gap.
///
/// @param weight  w, 0 (no smoothing) to below 1.
/// @param result  receives one point per point of the series, at the same x.
/// Source: TensorBoard's scalar charts (vz_line_chart2/line-chart.ts, resmoothDataset); the
/// correction is that of Kingma and Ba, Adam (2014), section 3.
void smooth(std::span<const PlotPoint> points, double weight, std::vector<PlotPoint>& result);

}  // namespace purr::shell

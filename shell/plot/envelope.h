// Dense stretches of a curve as a band from the lowest to the highest value, with the mean. A line
// through many iterations a pixel that go up and down is a block of colour without a course.
#pragma once

#include <span>
#include <vector>

#include "shell/plot/axis.h"
#include "shell/plot/decimate.h"

namespace purr::shell::detail {

/// The band over one column of pixels.
struct BandColumn {
  double x_from = 0.0, x_to = 0.0;  ///< ends of the column, pixels
  double low = 0.0, high = 0.0;     ///< lowest and highest value of its points
};

struct Envelope {
  /// What is drawn as a line: the points themselves, and in dense stretches their means. NaN is a
  /// gap.
  std::vector<PlotPoint> line;
  std::vector<BandColumn> band;
  double x_per_mean = 0.0;  ///< how many units of x one mean spans; 0 without a band
};

/// A column is dense where it has at least this many points.
inline constexpr int kDensePoints = 4;

/// Divides a series into stretches that are drawn as a line and stretches that are drawn as a band.
///
/// A stretch becomes a band where its columns (one logical pixel wide) are dense and the line would
/// travel at least `least_travel` pixels more, up and down, than from its first to its last value.
/// A single spike stays a line; a band is at least a few columns long.
///
/// @param points   finite or not; x ascending. On logarithmic axes only what can be drawn there.
/// @param density  device pixels of a logical one; the line has the resolution of the device.
/// @param result   cleared first; keeps its capacity between frames.
void find_envelope(std::span<const PlotPoint> points, const Axis& x, const Axis& y, float density,
                   double least_travel, Envelope& result);

}  // namespace purr::shell::detail

// Reduces any number of points to what a screen can show, without losing a spike.
#pragma once

#include <span>
#include <vector>

namespace purr::shell {

/// A point of a curve. `y` may be NaN or infinite; `x` is finite and never decreases along a
/// series.
struct PlotPoint {
  double x = 0.0, y = 0.0;
};

/// The points [first, last) that lie inside [low, high] and one neighbour on each side, so that
/// lines reach the edges of the area.
struct VisibleRange {
  std::size_t first = 0, last = 0;
};
[[nodiscard]] VisibleRange visible_range(std::span<const PlotPoint> points, double low,
                                         double high);

/// How x runs over the columns of a plot.
struct ColumnScale {
  double low = 0.0, high = 1.0;
  int columns = 1;
  bool is_logarithmic = false;
  /// Column of `x`; may lie outside 0 .. columns - 1.
  [[nodiscard]] double column(double x) const;
};

/// Thins a series to at most four points a column: first, lowest, highest and last, in their
/// order. Every extreme of the series is kept to the bit, every gap (a NaN) stays a gap, and an
/// infinity ends the line like a gap.
/// @param kept  receives the result; cleared first. Keeps its capacity between frames.
void decimate(std::span<const PlotPoint> points, const ColumnScale& scale,
              std::vector<PlotPoint>& kept);

/// Where a series stops being finite: the first point of each run of NaN, and of each run of
/// infinities.
struct BadPoint {
  double x = 0.0;
  bool is_nan = false;       ///< else an infinity
  bool is_negative = false;  ///< minus infinity
};
void bad_points(std::span<const PlotPoint> points, std::vector<BadPoint>& found);

/// Index of the point whose x is nearest, or npos for an empty series.
inline constexpr std::size_t kNoPoint = static_cast<std::size_t>(-1);
[[nodiscard]] std::size_t nearest_point(std::span<const PlotPoint> points, double x);

}  // namespace purr::shell

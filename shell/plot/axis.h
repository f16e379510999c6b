// One axis of a plot: values to places and back, and the range that fits the data. Pure functions.
#pragma once

#include <limits>
#include <span>

#include "shell/plot/plot.h"

namespace purr::shell::detail {

/// Maps values of the range `low` to `high` to places `from` to `to`, and back.
class Axis {
 public:
  Axis(double low, double high, float from, float to, bool logarithmic)
      : low_(low), high_(high), from_(from), to_(to), is_logarithmic_(logarithmic && low > 0) {}

  [[nodiscard]] double pixel(double value) const { return from_ + part(value) * (to_ - from_); }
  /// Where a value lies in the range, 0 to 1.
  [[nodiscard]] double part(double value) const;
  [[nodiscard]] double value(double pixel) const { return at((pixel - from_) / (to_ - from_)); }
  /// The value at a part of the range.
  [[nodiscard]] double at(double part) const;
  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return high_; }
  [[nodiscard]] float from() const { return from_; }
  [[nodiscard]] float to() const { return to_; }
  [[nodiscard]] bool is_logarithmic() const { return is_logarithmic_; }

 private:
  double low_, high_;
  float from_, to_;
  bool is_logarithmic_;
};

/// The smallest interval that holds all added values.
struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void add(double v);
  [[nodiscard]] bool is_filled() const { return low <= high; }
};

/// Least and greatest finite values of the series between two x; only positive ones for a
/// logarithmic axis.
[[nodiscard]] Extent extent_of(std::span<const PlotSeries> series, double low, double high,
                               bool is_logarithmic);

/// Ends of a y axis that contain the extent, with a margin, at ticks. Fixed ends of the spec are
/// kept.
void fit_y(const Extent& found, const PlotSpec& spec, double& low, double& high);

}  // namespace purr::shell::detail

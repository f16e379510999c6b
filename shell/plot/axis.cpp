#include "shell/plot/axis.h"

#include <algorithm>
#include <cmath>

#include "shell/plot/ticks.h"

namespace purr::shell {
namespace detail {

double Axis::part(double value) const {
  if (is_logarithmic_) return std::log(value / low_) / std::log(high_ / low_);
  return (value - low_) / (high_ - low_);
}

double Axis::at(double part) const {
  if (is_logarithmic_) return low_ * std::pow(high_ / low_, part);
  return low_ + part * (high_ - low_);
}

void Extent::add(double v) {
  low = std::min(low, v);
  high = std::max(high, v);
}

Extent extent_of(std::span<const PlotSeries> series, double low, double high, bool is_logarithmic) {
  Extent extent;
  for (const PlotSeries& s : series) {
    const VisibleRange range = visible_range(s.points, low, high);
    for (const PlotPoint& p : s.points.subspan(range.first, range.last - range.first)) {
      if (std::isfinite(p.y) && p.x >= low && p.x <= high && (!is_logarithmic || p.y > 0)) {
        extent.add(p.y);
      }
    }
  }
  return extent;
}

void fit_y(const Extent& found, const PlotSpec& spec, double& low, double& high) {
  Extent extent = found;
  // A fixed end is used to choose the other one, so that both are at ticks.
  const bool fixed_low = std::isfinite(spec.y_min) && (!spec.is_log_y || spec.y_min > 0);
  const bool fixed_high = std::isfinite(spec.y_max) && (!spec.is_log_y || spec.y_max > 0);
  if (extent.is_filled() && fixed_low) extent.low = std::min(spec.y_min, extent.high);
  if (extent.is_filled() && fixed_high) extent.high = std::max(spec.y_max, extent.low);
  if (!extent.is_filled()) {
    low = spec.is_log_y ? 0.1 : 0.0;
    high = 1.0;
  } else if (spec.is_log_y) {
    low = extent.low / 1.25;
    high = extent.high * 1.25;
  } else {
    if (extent.low == extent.high) {
      const double air = extent.low == 0 ? 0.5 : std::abs(extent.low) * 0.25;
      extent.low -= air;
      extent.high += air;
    }
    // Costs and rates are read against zero when they come anywhere near it.
    if (extent.low > 0 && extent.low < 0.35 * extent.high) extent.low = 0.0;
    low = extent.low;
    high = extent.high;
    widen_to_ticks(low, high, 5);
  }
  if (fixed_low) low = spec.y_min;
  if (fixed_high) high = spec.y_max;
  if (!(low < high)) high = low + std::max(1.0, std::abs(low) * 1e-6);
}

}  // namespace detail

namespace {

double x_extreme(std::span<const PlotSeries> series, bool greatest) {
  detail::Extent extent;
  for (const PlotSeries& s : series) {
    if (s.points.empty()) continue;
    extent.add(s.points.front().x);
    extent.add(s.points.back().x);
  }
  if (!extent.is_filled()) return greatest ? 1.0 : 0.0;
  return greatest ? extent.high : extent.low;
}

}  // namespace

PlotRange plot_range(std::span<const PlotSeries> series, const PlotSpec& spec) {
  PlotRange range;
  range.x_low = std::isfinite(spec.x_min) ? spec.x_min : x_extreme(series, false);
  range.x_high = std::isfinite(spec.x_max) ? spec.x_max : x_extreme(series, true);
  if (spec.is_log_x && range.x_low <= 0) {
    // The first point right of zero; iteration 0 has no place on this axis.
    double first = std::numeric_limits<double>::infinity();
    for (const PlotSeries& s : series) {
      for (const PlotPoint& p : s.points) {
        if (p.x > 0) {
          first = std::min(first, p.x);
          break;
        }
      }
    }
    range.x_low = std::isfinite(first) ? first : 1.0;
  }
  if (!(range.x_low < range.x_high)) range.x_high = range.x_low + 1.0;
  detail::fit_y(detail::extent_of(series, range.x_low, range.x_high, spec.is_log_y), spec,
                range.y_low, range.y_high);
  return range;
}

}  // namespace purr::shell

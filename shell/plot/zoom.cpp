#include "shell/plot/zoom.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace purr::shell::detail {
namespace {

/// The smallest part of the whole range that can be shown; below it doubles run out of digits.
constexpr double kMinRange = 1e-9;

bool is_wide_enough(double low, double high, const PlotRange& whole) {
  return high - low > (whole.x_high - whole.x_low) * kMinRange;
}

}  // namespace

PlotRange view_of(const PlotState& state, const PlotRange& whole) {
  if (!state.is_zoomed) return whole;
  return {state.x_low, state.x_high, state.y_low, state.y_high};
}

void zoom_x(PlotState& state, const Axis& x, std::span<const PlotSeries> series,
            const PlotSpec& spec, const PlotRange& whole, double part, double factor) {
  const double low = x.at(part - part * factor);
  const double high = x.at(part + (1 - part) * factor);
  if (factor > 1 && low <= whole.x_low && high >= whole.x_high) {
    state.is_zoomed = false;
    return;
  }
  const double x_low = std::max(low, whole.x_low);
  const double x_high = std::min(high, whole.x_high);
  if (!is_wide_enough(x_low, x_high, whole)) return;
  state.is_zoomed = true;
  state.x_low = x_low;
  state.x_high = x_high;
  fit_y(extent_of(series, x_low, x_high, spec.is_log_y), spec, state.y_low, state.y_high);
}

void zoom_to(PlotState& state, const PlotLayout& layout, std::span<const PlotSeries> series,
             const PlotSpec& spec, const PlotRange& whole, const ImRect& box, bool fits_y) {
  const double low = layout.x.value(box.Min.x);
  const double high = layout.x.value(box.Max.x);
  if (!is_wide_enough(low, high, whole)) return;
  state.is_zoomed = true;
  state.x_low = low;
  state.x_high = high;
  if (fits_y) {
    fit_y(extent_of(series, low, high, spec.is_log_y), spec, state.y_low, state.y_high);
  } else {
    state.y_low = layout.y.value(box.Max.y);
    state.y_high = layout.y.value(box.Min.y);
  }
}

void pan(PlotState& state, const PlotLayout& layout, const PlotRange& whole, ImVec2 moved) {
  if (!state.is_zoomed) return;
  const double dx = -moved.x / std::max(1.0F, layout.area.GetWidth());
  const double dy = moved.y / std::max(1.0F, layout.area.GetHeight());
  const double low = layout.x.at(dx);
  const double high = layout.x.at(1 + dx);
  if (low >= whole.x_low && high <= whole.x_high) {
    state.x_low = low;
    state.x_high = high;
  }
  state.y_low = layout.y.at(dy);
  state.y_high = layout.y.at(1 + dy);
}

std::optional<double> nearest_x(std::span<const PlotSeries> series, double x) {
  std::optional<double> best;
  for (const bool ghosts : {false, true}) {
    for (const PlotSeries& s : series) {
      if ((s.style == LineStyle::ghost) != ghosts) continue;
      const std::size_t i = nearest_point(s.points, x);
      if (i == kNoPoint) continue;
      if (!best || std::abs(s.points[i].x - x) < std::abs(*best - x)) best = s.points[i].x;
    }
    if (best) break;
  }
  return best;
}

void step_cursor(PlotState& state, double x_low, std::span<const PlotSeries> series, int steps) {
  for (const PlotSeries& s : series) {
    if (s.points.empty()) continue;
    const auto last = static_cast<std::ptrdiff_t>(s.points.size()) - 1;
    std::ptrdiff_t i = last;
    if (state.pinned) {
      i = static_cast<std::ptrdiff_t>(nearest_point(s.points, *state.pinned)) + steps;
    } else if (steps > 0) {
      i = static_cast<std::ptrdiff_t>(nearest_point(s.points, x_low));
    }
    state.pinned = s.points[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, last))].x;
    return;
  }
}

}  // namespace purr::shell::detail

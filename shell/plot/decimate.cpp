#include "shell/plot/decimate.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace purr::shell {

VisibleRange visible_range(std::span<const PlotPoint> points, double low, double high) {
  const auto before = [](const PlotPoint& p, double x) { return p.x < x; };
  const auto after = [](double x, const PlotPoint& p) { return x < p.x; };
  auto first = std::lower_bound(points.begin(), points.end(), low, before);
  auto last = std::upper_bound(first, points.end(), high, after);
  if (first != points.begin()) --first;
  if (last != points.end()) ++last;
  return {static_cast<std::size_t>(first - points.begin()),
          static_cast<std::size_t>(last - points.begin())};
}

double ColumnScale::column(double x) const {
  double place = 0.0;
  if (is_logarithmic) {
    // Zero and below have no logarithm; they lie left of the first column.
    if (x <= 0 || low <= 0) return -1.0;
    place = std::log(x / low) / std::log(high / low);
  } else {
    place = (x - low) / (high - low);
  }
  return place * columns;
}

void decimate(std::span<const PlotPoint> points, const ColumnScale& scale,
              std::vector<PlotPoint>& kept) {
  kept.clear();
  const PlotPoint gap = {0.0, std::numeric_limits<double>::quiet_NaN()};
  const auto keep = [&kept](const PlotPoint& p) {
    if (kept.empty() || kept.back().x != p.x || kept.back().y != p.y) kept.push_back(p);
  };
  std::size_t i = 0;
  while (i < points.size()) {
    if (!std::isfinite(points[i].y)) {
      if (!kept.empty() && !std::isnan(kept.back().y)) kept.push_back({points[i].x, gap.y});
      ++i;
      continue;
    }
    // A run of finite values within one column.
    const double column = std::floor(scale.column(points[i].x));
    std::size_t least = i;
    std::size_t most = i;
    std::size_t end = i;
    while (end < points.size() && std::isfinite(points[end].y) &&
           std::floor(scale.column(points[end].x)) == column) {
      if (points[end].y < points[least].y) least = end;
      if (points[end].y > points[most].y) most = end;
      ++end;
    }
    keep(points[i]);
    const std::size_t sooner = std::min(least, most);
    const std::size_t later = std::max(least, most);
    if (sooner != i) keep(points[sooner]);
    if (later != sooner && later != i) keep(points[later]);
    if (end - 1 != later && end - 1 != i) keep(points[end - 1]);
    i = end;
  }
}

void bad_points(std::span<const PlotPoint> points, std::vector<BadPoint>& found) {
  found.clear();
  // 0: finite, 1: NaN, 2 and 3: infinities.
  int before = 0;
  for (const PlotPoint& p : points) {
    const int now = std::isnan(p.y) ? 1 : std::isfinite(p.y) ? 0 : p.y > 0 ? 2 : 3;
    if (now != 0 && now != before) found.push_back({p.x, now == 1, now == 3});
    before = now;
  }
}

std::size_t nearest_point(std::span<const PlotPoint> points, double x) {
  if (points.empty() || std::isnan(x)) return kNoPoint;
  const auto after = std::lower_bound(points.begin(), points.end(), x,
                                      [](const PlotPoint& p, double at) { return p.x < at; });
  if (after == points.begin()) return 0;
  const auto index = static_cast<std::size_t>(after - points.begin());
  if (after == points.end()) return index - 1;
  return x - points[index - 1].x <= after->x - x ? index - 1 : index;
}

}  // namespace purr::shell

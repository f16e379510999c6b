#include "shell/plot/envelope.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace purr::shell::detail {
namespace {

constexpr int kMeanColumns = 6;      // pixels that one mean spans
constexpr int kMinBandColumns = 4;   // a shorter band is drawn as a line
constexpr int kMaxCalmColumns = 12;  // dense columns without variation that a band may include

/// Finite points of one column of pixels.
struct Column {
  long number = 0;
  std::size_t first = 0, end = 0;  ///< its points are [first, end)
  double low = 0.0, high = 0.0;
  bool is_dense = false;
  bool is_band = false;
};

Column column_from(std::span<const PlotPoint> points, std::size_t first, const Axis& x,
                   const Axis& y, double least_travel) {
  Column column{.number = static_cast<long>(std::floor(x.pixel(points[first].x))),
                .first = first,
                .end = first,
                .low = points[first].y,
                .high = points[first].y};
  double travel = 0.0;
  double before = y.pixel(points[first].y);
  const double start = before;
  while (column.end < points.size() && std::isfinite(points[column.end].y) &&
         static_cast<long>(std::floor(x.pixel(points[column.end].x))) == column.number) {
    const double value = points[column.end].y;
    const double now = y.pixel(value);
    travel += std::abs(now - before);
    before = now;
    column.low = std::min(column.low, value);
    column.high = std::max(column.high, value);
    ++column.end;
  }
  column.is_dense = column.end - first >= static_cast<std::size_t>(kDensePoints);
  column.is_band = column.is_dense && travel - std::abs(before - start) >= least_travel;
  return column;
}

/// Columns whose points follow each other without a gap.
using Run = std::span<Column>;

/// Joins bands over short calm stretches between them, then drops the ones that are too short.
void settle_bands(Run run) {
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (!run[i].is_band) continue;
    std::size_t next = i + 1;
    while (next < run.size() && !run[next].is_band && run[next].is_dense) ++next;
    const bool is_short = next - i - 1 <= static_cast<std::size_t>(kMaxCalmColumns);
    if (next < run.size() && run[next].is_band && is_short) {
      for (std::size_t k = i + 1; k < next; ++k) run[k].is_band = true;
    }
  }
  for (std::size_t i = 0; i < run.size();) {
    std::size_t end = i;
    while (end < run.size() && run[end].is_band == run[i].is_band) ++end;
    if (run[i].is_band && end - i < static_cast<std::size_t>(kMinBandColumns)) {
      for (std::size_t k = i; k < end; ++k) run[k].is_band = false;
    }
    i = end;
  }
}

/// The means of a band, one every kMeanColumns columns. The groups stand at fixed places of the
/// plot, so that they stay where they are while the run grows. Returns their number.
int add_means(std::span<const PlotPoint> points, Run band, std::vector<PlotPoint>& line) {
  int means = 0;
  for (std::size_t i = 0; i < band.size();) {
    const long group = band[i].number / kMeanColumns;
    double x_sum = 0.0;
    double y_sum = 0.0;
    double count = 0.0;
    for (; i < band.size() && band[i].number / kMeanColumns == group; ++i) {
      for (std::size_t p = band[i].first; p < band[i].end; ++p) {
        x_sum += points[p].x;
        y_sum += points[p].y;
        count += 1.0;
      }
    }
    line.push_back({x_sum / count, y_sum / count});
    ++means;
  }
  return means;
}

}  // namespace

void find_envelope(std::span<const PlotPoint> points, const Axis& x, const Axis& y, float density,
                   double least_travel, Envelope& result) {
  static std::vector<Column> columns;
  static std::vector<PlotPoint> thinned;
  result.line.clear();
  result.band.clear();
  result.x_per_mean = 0.0;
  const ColumnScale device{x.low(), x.high(),
                           std::max(1, static_cast<int>((x.to() - x.from()) * density)),
                           x.is_logarithmic()};
  double band_x = 0.0;
  int means = 0;
  for (std::size_t i = 0; i < points.size();) {
    if (!std::isfinite(points[i].y)) {
      const bool is_gap_already = result.line.empty() || std::isnan(result.line.back().y);
      if (!is_gap_already)
        result.line.push_back({points[i].x, std::numeric_limits<double>::quiet_NaN()});
      ++i;
      continue;
    }
    columns.clear();
    while (i < points.size() && std::isfinite(points[i].y)) {
      columns.push_back(column_from(points, i, x, y, least_travel));
      i = columns.back().end;
    }
    settle_bands(columns);
    for (std::size_t c = 0; c < columns.size();) {
      std::size_t end = c;
      while (end < columns.size() && columns[end].is_band == columns[c].is_band) ++end;
      const std::size_t first = columns[c].first;
      const std::size_t last = columns[end - 1].end;
      if (columns[c].is_band) {
        means += add_means(points, Run(columns).subspan(c, end - c), result.line);
        band_x += points[last - 1].x - points[first].x;
        for (std::size_t k = c; k < end; ++k) {
          const Column& column = columns[k];
          // The value before belongs to the line into this column: without it steep bands have
          // gaps.
          const double before = k > c ? points[column.first - 1].y : column.low;
          result.band.push_back({.x_from = static_cast<double>(column.number),
                                 .x_to = static_cast<double>(column.number + 1),
                                 .low = std::min(column.low, before),
                                 .high = std::max(column.high, before)});
        }
      } else {
        decimate(points.subspan(first, last - first), device, thinned);
        result.line.insert(result.line.end(), thinned.begin(), thinned.end());
      }
      c = end;
    }
  }
  if (means > 0) result.x_per_mean = band_x / means;
}

}  // namespace purr::shell::detail

#include "shell/plot/layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace purr::shell::detail {
namespace {

std::vector<Tick> ticks_of_x(const PlotRange& view, const PlotSpec& spec, int wanted) {
  return spec.is_log_x && view.x_low > 0
             ? log_ticks(view.x_low, view.x_high, wanted)
             : linear_ticks(view.x_low, view.x_high, wanted, spec.is_integer_x);
}

/// True where labels keep a distance from each other.
bool labels_fit(const std::vector<Tick>& ticks, const Axis& axis, const LabelMetrics& labels) {
  double end = -1e9;
  for (const Tick& tick : ticks) {
    if (tick.label.empty()) continue;
    const float half = labels.width(tick.label) / 2;
    const double at = axis.pixel(tick.at);
    if (at - half < end + 10) return false;
    end = at + half;
  }
  return true;
}

}  // namespace

PlotLayout lay_out(const ImRect& box, const PlotRange& view, const PlotSpec& spec,
                   const LabelMetrics& labels) {
  const float line = std::round(labels.size * 1.9F);
  float top = std::round(labels.size * 0.6F);
  float height = std::max(20.0F, box.GetHeight() - line - top);
  const int rows = std::clamp(static_cast<int>(height / 56.0F), 2, 8);
  std::vector<Tick> y_ticks = spec.is_log_y ? log_ticks(view.y_low, view.y_high, rows)
                                            : linear_ticks(view.y_low, view.y_high, rows);
  // Exponents stand higher than other digits.
  const bool has_powers = std::any_of(y_ticks.begin(), y_ticks.end(), [](const Tick& tick) {
    return tick.label.find('^') != std::string::npos;
  });
  if (has_powers) {
    top = std::round(labels.size * 1.1F);
    height = std::max(20.0F, box.GetHeight() - line - top);
  }
  float widest = 8.0F;
  for (const Tick& tick : y_ticks) widest = std::max(widest, labels.width(tick.label));
  const float left = std::ceil(widest) + kTickGap;
  float right = 6.0F;
  std::vector<Tick> x_ticks;
  // The room at the right depends on the last label, and the last label on the room.
  for (int pass = 0; pass < 3; ++pass) {
    const float width = std::max(20.0F, box.GetWidth() - left - right);
    const Axis axis(view.x_low, view.x_high, 0.0F, width, spec.is_log_x);
    for (int columns = std::clamp(static_cast<int>(width / 64.0F), 1, 10); columns >= 1;
         --columns) {
      x_ticks = ticks_of_x(view, spec, columns);
      if (labels_fit(x_ticks, axis, labels)) break;
    }
    float needed = 6.0F;
    for (const Tick& tick : x_ticks) {
      const float half = labels.width(tick.label) / 2;
      needed = std::max(needed, static_cast<float>(axis.pixel(tick.at)) + half - width + 1);
    }
    if (needed <= right && pass > 0) break;
    right = std::ceil(std::max(needed, right));
  }
  const auto snap = [&](float at) {
    return std::round(at * labels.pixel_ratio) / labels.pixel_ratio;
  };
  const ImRect area(snap(box.Min.x + left), snap(box.Min.y + top),
                    snap(std::max(box.Min.x + left + 20, box.Max.x - right)),
                    snap(box.Min.y + top + height));
  return {area, Axis(view.x_low, view.x_high, area.Min.x, area.Max.x, spec.is_log_x),
          Axis(view.y_low, view.y_high, area.Max.y, area.Min.y, spec.is_log_y), std::move(x_ticks),
          std::move(y_ticks)};
}

}  // namespace purr::shell::detail

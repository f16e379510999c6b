// Bars of equal bins over one axis, with thin curves above the same axis.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "imgui.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {

/// A function of what the axis shows, drawn on a vertical scale of its own.
struct HistogramCurve {
  std::string_view name;
  ImU32 colour = 0;
  bool is_dashed = false;
  std::function<double(double)> value;
};

struct HistogramSpec {
  double low = 0.0, high = 1.0;  ///< the ends of the bins
  std::span<const std::uint32_t> counts;
  ImU32 colour = 0;
  std::span<const HistogramCurve> curves = {};
  /// A line is drawn at this value, if it is inside the axis.
  double zero = 0.0;
  /// What a screen reader reads while no bin is chosen, such as the range and the mean.
  std::string_view words = {};
  std::string_view empty_words = {};  ///< shown where there are no bins
};

/// Which bin the arrow keys or a finger have chosen; −1: none. Keep one per histogram.
struct HistogramState {
  int bin = -1;
};

/// Height of a bar as a part of the highest. A bin that is not empty is always visible, so that a
/// single outlier is not lost.
[[nodiscard]] float bar_part(std::uint32_t count, std::uint32_t most, float height);

/// Draws a histogram of `size` at the cursor. Hovering, touching, or the left and right arrows show
/// the range and the count of a bin; Escape hides them.
void histogram_plot(std::string_view id, std::string_view label, ImVec2 size, HistogramState& state,
                    const HistogramSpec& spec);

}  // namespace purr::shell

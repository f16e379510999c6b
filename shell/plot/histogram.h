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
  /// A line where the values are nothing, such as 0; outside the axis it is not drawn.
  double zero = 0.0;
  /// What a reader hears before a bin is chosen, such as the range and the mean.
  std::string_view words = {};
  std::string_view empty_words = {};  ///< shown where there are no bins
};

/// Which bin the arrow keys or a finger have chosen; −1: none. Keep one per histogram.
struct HistogramState {
  int bin = -1;
};

/// How high a bar stands, as a part of the highest: a bin that holds anything can be seen, so that
/// a single value far out is not lost.
[[nodiscard]] float bar_part(std::uint32_t count, std::uint32_t most, float height);

/// Draws a histogram of `size` at the cursor. Hovering, a finger, or the left and right arrows tell
/// a bin's ends and count; Escape lets it go.
void histogram_plot(std::string_view id, std::string_view label, ImVec2 size, HistogramState& state,
                    const HistogramSpec& spec);

}  // namespace purr::shell

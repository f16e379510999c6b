// Where the parts of a plot lie: the area inside the axes and the ticks. Pure functions: how wide a
// label is comes in as a function, so that tests need no typefaces.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/plot/axis.h"
#include "shell/plot/ticks.h"

namespace purr::shell::detail {

/// Pixels between the labels of the y axis and the area.
inline constexpr float kTickGap = 8.0F;

/// How labels are drawn.
struct LabelMetrics {
  float size = 11.0F;        ///< of the typeface, in pixels
  float pixel_ratio = 1.0F;  ///< physical pixels of a logical one; the area ends at physical ones
  std::function<float(std::string_view)> width;
};

struct PlotLayout {
  ImRect area;  ///< inside the axes
  Axis x, y;
  std::vector<Tick> x_ticks, y_ticks;
};

/// Divides `box` such that every label fits, the last one of the x axis too.
[[nodiscard]] PlotLayout lay_out(const ImRect& box, const PlotRange& view, const PlotSpec& spec,
                                 const LabelMetrics& labels);

}  // namespace purr::shell::detail

// A dot on a curve that can be moved along x.
#pragma once

#include <optional>

#include "imgui.h"
#include "shell/plot/layout.h"
#include "shell/widgets/press.h"

namespace purr::shell::detail {

/// The dot as an item over the plot. Make it before the item of the plot, which would take its
/// presses otherwise.
struct MomentItem {
  ItemState item;
  ImVec2 at{0, 0};                ///< the middle of the dot
  std::optional<double> moved{};  ///< to this x, in this frame
};
MomentItem moment_item(const PlotMoment& moment, const PlotLayout& layout);

void draw_moment(ImDrawList* list, const PlotMoment& moment, const MomentItem& it);

}  // namespace purr::shell::detail

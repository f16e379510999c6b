#pragma once

#include <string>
#include <string_view>

#include "shell/panels/plot_curves.h"
#include "shell/panels/workbench.h"
#include "shell/plot/plot.h"

namespace purr::shell {

struct PlotView {
  PlotKind kind = PlotKind::cost;
  PlotState state{};
  double x_per_mean = 0.0;       ///< of the last frame, see PlotResult
  float captions_height = 0.0F;  ///< of the last frame
};

struct PlotCardsState {
  PlotView main{.kind = PlotKind::cost};
  PlotView side{.kind = PlotKind::accuracy};
  PlotView first{.kind = PlotKind::cost};  ///< of the first view
  PlotCursor cursor;                       ///< shared: both plots show the same iteration
  Rect main_place;                         ///< the main plot's card in the last frame
};

void draw_main_plot_card(Workbench& bench, PlotCardsState& state, const Rect& place);
void draw_side_plot_card(Workbench& bench, PlotCardsState& state, const Rect& place);
/// The main plot, as it is zoomed at the moment, as an SVG file.
std::string main_plot_svg(const Workbench& bench, const PlotView& view);
/// "cost", "accuracy" or "gradients", for file names.
std::string_view plot_name(PlotKind kind);

}  // namespace purr::shell

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "shell/plot/plot.h"

namespace purr::shell {

/// A plot as an SVG file of its own: axes, ticks, curves with every spike that a screen of this
/// width can show, marks, legend and title. Text stays text; the colours are the theme's.
/// @param width, height  in CSS pixels
std::string plot_svg(std::string_view title, std::span<const PlotSeries> series,
                     const PlotSpec& spec, const PlotRange& range, int width = 960,
                     int height = 540);

}  // namespace purr::shell

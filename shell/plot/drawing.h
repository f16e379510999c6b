// What a plot draws: axes, curves, marks, the crosshair and its readout.
#pragma once

#include <span>
#include <string>

#include "imgui.h"
#include "shell/plot/layout.h"

namespace purr::shell::detail {

/// Size and width of the labels of ticks in the theme in force.
[[nodiscard]] LabelMetrics tick_labels();

void draw_axes(ImDrawList* list, const PlotLayout& layout);
/// Ghosts below, the first series on top.
void draw_all_series(ImDrawList* list, const PlotLayout& layout,
                     std::span<const PlotSeries> series);
void draw_marks(ImDrawList* list, const PlotLayout& layout, std::span<const PlotMark> marks);
void draw_crosshair(ImDrawList* list, const PlotLayout& layout, std::span<const PlotSeries> series,
                    double at);
/// The values of all series at `at`, in a card beside the crosshair.
void draw_readout(ImDrawList* list, const PlotLayout& layout, std::span<const PlotSeries> series,
                  const PlotSpec& spec, double at);

/// A value as the readout and the legend show it.
[[nodiscard]] std::string value_text(double value, const PlotSpec& spec);

}  // namespace purr::shell::detail

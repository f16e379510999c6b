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
/// Ghosts below, then solid curves with the first one on top, then dashed ones.
/// @param least_travel  see find_envelope.
/// @return  units of x that one mean of a band spans, the largest of all series; 0 without bands.
double draw_all_series(ImDrawList* list, const PlotLayout& layout,
                       std::span<const PlotSeries> series, double smoothing, double least_travel);
/// The bands of marks lie below the curves …
void draw_mark_bands(ImDrawList* list, const PlotLayout& layout, std::span<const PlotMark> marks);
/// … hairlines, dots and labels above them.
void draw_marks(ImDrawList* list, const PlotLayout& layout, std::span<const PlotMark> marks);
/// See axis_note; nothing for an empty text.
void draw_axis_note(ImDrawList* list, const PlotLayout& layout, std::string_view words);
void draw_crosshair(ImDrawList* list, const PlotLayout& layout, std::span<const PlotSeries> series,
                    double at);
/// The values of all series at `at`, in a card beside the crosshair.
void draw_readout(ImDrawList* list, const PlotLayout& layout, std::span<const PlotSeries> series,
                  const PlotSpec& spec, double at);

/// A value as the readout and the legend show it.
[[nodiscard]] std::string value_text(double value, const PlotSpec& spec);

}  // namespace purr::shell::detail

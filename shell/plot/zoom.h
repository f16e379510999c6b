// How the view of a plot and its crosshair move. Pure functions over PlotState.
#pragma once

#include <optional>
#include <span>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/plot/layout.h"

namespace purr::shell::detail {

/// The view in force: the zoomed one, or `whole`.
[[nodiscard]] PlotRange view_of(const PlotState& state, const PlotRange& whole);

/// Zooms the x axis by `factor` (below 1: closer) around a part of it, 0 to 1; the y axis then fits
/// the data. Ends at `whole`, and where doubles run out of digits.
void zoom_x(PlotState& state, const Axis& x, std::span<const PlotSeries> series,
            const PlotSpec& spec, const PlotRange& whole, double part, double factor);

/// Shows what lies in `box` (screen pixels). `fits_y`: the y axis fits the data instead. Too narrow
/// a box changes nothing.
void zoom_to(PlotState& state, const PlotLayout& layout, std::span<const PlotSeries> series,
             const PlotSpec& spec, const PlotRange& whole, const ImRect& box, bool fits_y);

/// Moves a zoomed view by pixels; x stays inside `whole`.
void pan(PlotState& state, const PlotLayout& layout, const PlotRange& whole, ImVec2 moved);

/// The x of the data point nearest to `x`, over the series that are not ghosts (all, if all are).
[[nodiscard]] std::optional<double> nearest_x(std::span<const PlotSeries> series, double x);

/// Moves the crosshair by whole data points of the first series that has any. Without a crosshair
/// it appears at `x_low` going right, at the end going left.
void step_cursor(PlotState& state, double x_low, std::span<const PlotSeries> series, int steps);

}  // namespace purr::shell::detail

// Curves over iterations, with axes, a crosshair that shows values, zoom and pan, marks, and
// earlier runs as ghosts.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "imgui.h"
#include "shell/plot/decimate.h"
#include "shell/widgets/widgets.h"

namespace purr::shell {

enum class LineStyle {
  solid,
  dashed,  ///< drawn on top of the others
  ghost    ///< thin and pale: an earlier run
};

/// One curve. The points belong to the caller and are only read during the call.
struct PlotSeries {
  std::string_view name;
  ImU32 colour = 0;
  LineStyle style = LineStyle::solid;
  std::span<const PlotPoint> points;
};

/// An event at an iteration, with a label such as "α 0.01". By itself it is a hairline; with
/// `x_end` a tinted band over the iterations from x to x_end; with `y` a dot at that value. The
/// texts belong to the caller.
struct PlotMark {
  double x = 0.0;
  std::string_view label = {};
  std::string_view detail = {};  ///< a second line, dimmer than the label
  double x_end = std::numeric_limits<double>::quiet_NaN();
  double y = std::numeric_limits<double>::quiet_NaN();
  ImU32 colour = 0;  ///< 0: the theme's quiet one
};

/// A dot on a curve that can be moved along x with the mouse, a finger or arrow keys: a control of
/// its own, a slider from `min` to `max`. The texts belong to the caller.
struct PlotMoment {
  std::string_view id;
  std::string_view label;
  std::string_view words;  ///< its value
  std::string_view hint;
  double x = 0.0, y = 0.0;
  double min = 0.0, max = 1.0;
  ImU32 colour = 0;
};

struct PlotSpec {
  std::string_view x_name;  ///< "iteration"; part of the readout
  std::string_view y_name;  ///< "cost"; for screen readers
  bool is_log_x = false, is_log_y = false;
  /// Fixed ends of the axes; an end that is NaN fits the data.
  double x_min = 0.0, x_max = std::numeric_limits<double>::quiet_NaN();
  double y_min = std::numeric_limits<double>::quiet_NaN();
  double y_max = std::numeric_limits<double>::quiet_NaN();
  int decimals = 3;  ///< of percentages in the readout; of other values the significant digits
  std::string_view unit = {};  ///< after values in the readout, such as " %"
  bool is_integer_x = true;    ///< x counts iterations
  std::span<const PlotMark> marks = {};
  std::string_view empty_words = {};  ///< shown while there is nothing to draw
  /// Weight of the moving average that is drawn over the pale curves, 0 (off) to below 1; see
  /// shell/plot/smoothing.h. Readout, legend and exports have the values themselves.
  double smoothing = 0.0;
  /// "axis from {0}", shown in the area where a linear y axis begins above 0; empty: not said.
  std::string_view axis_from = {};
  const PlotMoment* moment = nullptr;  ///< null: there is no dot to move
};

/// The crosshair that several plots over the same x share: hovering one shows it in all.
struct PlotCursor {
  std::optional<double> x;
  ImGuiID owner = 0;  ///< the plot that set it
  int frame = -1;
};

/// The state of a plot between frames; keep one per plot.
struct PlotState {
  bool is_zoomed = false;
  double x_low = 0.0, x_high = 1.0, y_low = 0.0, y_high = 1.0;  ///< the view while zoomed
  std::optional<double> pinned;  ///< crosshair moved by the keyboard or held by a tap
  bool is_boxing = false;        ///< a zoom box is being drawn
  bool is_panning = false;
  ImVec2 press = {0, 0};
  bool has_band = false;  ///< a series was dense in the last frame
};

struct PlotResult {
  std::optional<double> cursor;  ///< x under the crosshair
  bool view_changed = false;     ///< zoomed, panned or reset in this frame
  std::optional<double> moment;  ///< where the dot was moved to in this frame
  double x_per_mean = 0.0;       ///< where series are drawn as bands: units of x per mean; else 0
};

/// Draws a plot of `size` at the cursor; 0 takes the available size. The wheel or a dragged box
/// zooms (inside a panel that scrolls the wheel needs Ctrl or Command; a pinch arrives like that
/// too); a drag with Shift or the middle button pans; a double click shows everything again. A
/// finger moves the crosshair. Left and right arrows move it along the points, Escape hides it, +
/// - 0 zoom.
/// @param cursor  may be null; shared by plots over the same x.
PlotResult plot(std::string_view id, std::string_view label, ImVec2 size, PlotState& state,
                std::span<const PlotSeries> series, const PlotSpec& spec,
                PlotCursor* cursor = nullptr);

/// Names, line samples and last values of the series, right-aligned in `place` (usually
/// card_title_space()); names of ghosts are left out first where it is narrow.
/// @param hint  tooltip; what the names mean.
void plot_legend(const Rect& place, std::span<const PlotSeries> series, const PlotSpec& spec,
                 std::string_view hint = {});

/// "axis from 60" by `spec.axis_from`; empty where the y axis begins at 0 or below, is logarithmic,
/// or the spec has no words for it.
[[nodiscard]] std::string axis_note(const PlotSpec& spec, double y_low, double y_high);

/// The ends of the axes for these series without zoom. Infinities and NaN are ignored; a constant
/// curve gets a margin.
struct PlotRange {
  double x_low = 0.0, x_high = 1.0, y_low = 0.0, y_high = 1.0;
};
[[nodiscard]] PlotRange plot_range(std::span<const PlotSeries> series, const PlotSpec& spec);

}  // namespace purr::shell

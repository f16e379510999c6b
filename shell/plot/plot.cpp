#include "shell/plot/plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "shell/plot/stroke.h"
#include "shell/plot/ticks.h"
#include "shell/widgets/detail.h"

namespace purr::shell {
namespace {

constexpr float kTickGap = 8.0F;     // between labels and axes
constexpr float kBoxTravel = 5.0F;   // pixels before a press becomes a zoom box
constexpr double kWheelZoom = 0.82;  // part of the range that one notch leaves
constexpr double kKeyZoom = 0.7;
constexpr double kClosestZoom = 1e-9;  // of the whole range; closer, doubles run out of digits

/// From data to the screen and back.
class Axis {
 public:
  Axis(double low, double high, float from, float to, bool logarithmic)
      : low_(low), high_(high), from_(from), to_(to), logarithmic_(logarithmic && low > 0) {}

  [[nodiscard]] double pixel(double value) const { return from_ + part(value) * (to_ - from_); }
  [[nodiscard]] double part(double value) const {
    if (logarithmic_) return std::log(value / low_) / std::log(high_ / low_);
    return (value - low_) / (high_ - low_);
  }
  [[nodiscard]] double value(double pixel) const { return at((pixel - from_) / (to_ - from_)); }
  [[nodiscard]] double at(double part) const {
    if (logarithmic_) return low_ * std::pow(high_ / low_, part);
    return low_ + part * (high_ - low_);
  }
  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return high_; }
  [[nodiscard]] bool logarithmic() const { return logarithmic_; }

 private:
  double low_, high_;
  float from_, to_;
  bool logarithmic_;
};

ImU32 words_colour(ImU32 colour) {
  const Theme& t = theme();
  if (colour == t.train) return t.train_text;
  if (colour == t.test) return t.test_text;
  if (colour == t.cat) return t.cat_text;
  if (colour == t.non) return t.non_text;
  if (colour == t.ghost) return t.dim;
  return colour;
}

struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void add(double v) {
    low = std::min(low, v);
    high = std::max(high, v);
  }
  [[nodiscard]] bool any() const { return low <= high; }
};

/// Least and greatest finite values of the series between two x; only positive ones for a
/// logarithmic axis.
Extent extent_of(std::span<const PlotSeries> series, double low, double high, bool logarithmic) {
  Extent extent;
  for (const PlotSeries& s : series) {
    const VisibleRange range = visible_range(s.points, low, high);
    for (const PlotPoint& p : s.points.subspan(range.first, range.last - range.first)) {
      if (std::isfinite(p.y) && p.x >= low && p.x <= high && (!logarithmic || p.y > 0)) {
        extent.add(p.y);
      }
    }
  }
  return extent;
}

/// Ends of a y axis that hold the extent, with air, at ticks.
void fit_y(const Extent& found, const PlotSpec& spec, double& low, double& high) {
  Extent extent = found;
  // Ends that are fixed take part in choosing the other one, so that it falls on a tick too.
  const bool fixed_low = std::isfinite(spec.y_min) && (!spec.log_y || spec.y_min > 0);
  const bool fixed_high = std::isfinite(spec.y_max) && (!spec.log_y || spec.y_max > 0);
  if (extent.any() && fixed_low) extent.low = std::min(spec.y_min, extent.high);
  if (extent.any() && fixed_high) extent.high = std::max(spec.y_max, extent.low);
  if (!extent.any()) {
    low = spec.log_y ? 0.1 : 0.0;
    high = 1.0;
  } else if (spec.log_y) {
    low = extent.low / 1.25;
    high = extent.high * 1.25;
  } else {
    if (extent.low == extent.high) {
      const double air = extent.low == 0 ? 0.5 : std::abs(extent.low) * 0.25;
      extent.low -= air;
      extent.high += air;
    }
    // Costs and rates are read against zero when they come anywhere near it.
    if (extent.low > 0 && extent.low < 0.35 * extent.high) extent.low = 0.0;
    low = extent.low;
    high = extent.high;
    widen_to_ticks(low, high, 5);
  }
  if (fixed_low) low = spec.y_min;
  if (fixed_high) high = spec.y_max;
  if (!(low < high)) high = low + std::max(1.0, std::abs(low) * 1e-6);
}

double x_extreme(std::span<const PlotSeries> series, bool greatest) {
  Extent extent;
  for (const PlotSeries& s : series) {
    if (s.points.empty()) continue;
    extent.add(s.points.front().x);
    extent.add(s.points.back().x);
  }
  if (!extent.any()) return greatest ? 1.0 : 0.0;
  return greatest ? extent.high : extent.low;
}

/// Everything that is known about one plot while it is drawn.
struct Frame {
  ImRect area;  ///< inside the axes
  Axis x, y;
  std::vector<Tick> x_ticks, y_ticks;
};

TextStyle tick_style() { return {theme().small_size, Weight::regular, theme().dim}; }

/// Finds the inside of the axes such that every label fits, the last one of the x axis too.
Frame lay_out(const ImRect& box, const PlotRange& view, const PlotSpec& spec) {
  const TextStyle style = tick_style();
  const float line = std::round(theme().small_size * 1.9F);
  const float top = std::round(theme().small_size * 0.6F);
  const float height = std::max(20.0F, box.GetHeight() - line - top);
  const int rows = std::clamp(static_cast<int>(height / 56.0F), 2, 8);
  std::vector<Tick> y_ticks = spec.log_y ? log_ticks(view.y_low, view.y_high, rows)
                                         : linear_ticks(view.y_low, view.y_high, rows);
  float labels = 8.0F;
  for (const Tick& tick : y_ticks) labels = std::max(labels, measure(tick.label, style).x);
  const float left = std::ceil(labels) + kTickGap;
  float right = 6.0F;
  std::vector<Tick> x_ticks;
  // The room at the right depends on the last label, and which label is last on the room.
  for (int pass = 0; pass < 3; ++pass) {
    const float width = std::max(20.0F, box.GetWidth() - left - right);
    int columns = std::clamp(static_cast<int>(width / 64.0F), 1, 10);
    for (; columns >= 1; --columns) {
      x_ticks = spec.log_x && view.x_low > 0
                    ? log_ticks(view.x_low, view.x_high, columns)
                    : linear_ticks(view.x_low, view.x_high, columns, spec.integer_x);
      // Labels keep a distance from each other.
      const Axis axis(view.x_low, view.x_high, 0.0F, width, spec.log_x);
      double end = -1e9;
      bool fits = true;
      for (const Tick& tick : x_ticks) {
        if (tick.label.empty()) continue;
        const float half = measure(tick.label, style).x / 2;
        const double at = axis.pixel(tick.at);
        fits = fits && at - half >= end + 10;
        end = at + half;
      }
      if (fits) break;
    }
    float needed = 6.0F;
    const Axis axis(view.x_low, view.x_high, 0.0F, width, spec.log_x);
    for (const Tick& tick : x_ticks) {
      const float half = measure(tick.label, style).x / 2;
      needed = std::max(needed, static_cast<float>(axis.pixel(tick.at)) + half - width + 1);
    }
    if (needed <= right && pass > 0) break;
    right = std::ceil(std::max(needed, right));
  }
  const ImRect area(detail::snap(box.Min.x + left), detail::snap(box.Min.y + top),
                    detail::snap(std::max(box.Min.x + left + 20, box.Max.x - right)),
                    detail::snap(box.Min.y + top + height));
  return {area, Axis(view.x_low, view.x_high, area.Min.x, area.Max.x, spec.log_x),
          Axis(view.y_low, view.y_high, area.Max.y, area.Min.y, spec.log_y), std::move(x_ticks),
          std::move(y_ticks)};
}

void draw_axes(ImDrawList* list, const Frame& frame) {
  const Theme& t = theme();
  const TextStyle style = tick_style();
  const float thin = detail::hairline_width();
  for (const Tick& tick : frame.y_ticks) {
    const float y = detail::snap(static_cast<float>(frame.y.pixel(tick.at)));
    if (y < frame.area.Min.y - 1 || y > frame.area.Max.y + 1) continue;
    const ImU32 colour = tick.label.empty() ? with_alpha(t.line, 0.45F) : t.line;
    list->AddRectFilled({frame.area.Min.x, y}, {frame.area.Max.x, y + thin}, colour);
    draw_text(list, {frame.area.Min.x - kTickGap, y - t.small_size / 2}, tick.label, style,
              Align::right);
  }
  const float base = frame.area.Max.y;
  const float label_top = base + std::round(t.small_size * 0.65F);
  for (const Tick& tick : frame.x_ticks) {
    const auto x = static_cast<float>(frame.x.pixel(tick.at));
    if (x < frame.area.Min.x - 1 || x > frame.area.Max.x + 1) continue;
    if (!tick.label.empty()) draw_text(list, {x, label_top}, tick.label, style, Align::centre);
  }
}

/// Copies what is visible of a series, with what has no logarithm turned into minus infinity.
void visible_points(const PlotSeries& series, const Frame& frame, std::vector<PlotPoint>& points) {
  const VisibleRange range = visible_range(series.points, frame.x.low(), frame.x.high());
  const auto part = series.points.subspan(range.first, range.last - range.first);
  points.assign(part.begin(), part.end());
  if (frame.x.logarithmic()) {
    std::erase_if(points, [](const PlotPoint& p) { return p.x <= 0; });
  }
  if (frame.y.logarithmic()) {
    for (PlotPoint& p : points) {
      if (p.y <= 0) p.y = -std::numeric_limits<double>::infinity();
    }
  }
}

void draw_series(ImDrawList* list, const PlotSeries& series, const Frame& frame) {
  static std::vector<PlotPoint> points, kept;
  static std::vector<StrokePoint> line;
  static std::vector<BadPoint> bad;
  visible_points(series, frame, points);
  const float density = std::max(1.0F, ImGui::GetIO().DisplayFramebufferScale.x);
  const ColumnScale columns = {frame.x.low(), frame.x.high(),
                               std::max(1, static_cast<int>(frame.area.GetWidth() * density)),
                               frame.x.logarithmic()};
  decimate(points, columns, kept);

  Stroke stroke;
  stroke.colour = series.colour;
  stroke.width = series.style == LineStyle::ghost ? 1.25F : 1.85F;
  if (series.style == LineStyle::dashed) stroke.dash = {5.0F, 3.0F};
  stroke.clip = frame.area;
  stroke.fringe = 1.0F / density;
  list->PushClipRect({frame.area.Min.x, frame.area.Min.y - 2},
                     {frame.area.Max.x + 1, frame.area.Max.y + 2}, true);
  for (std::size_t i = 0; i < kept.size();) {
    line.clear();
    for (; i < kept.size() && !std::isnan(kept[i].y); ++i) {
      line.push_back({frame.x.pixel(kept[i].x), frame.y.pixel(kept[i].y)});
    }
    // A single good point between gaps is a dot: no line would show it.
    if (line.size() == 1) {
      list->AddCircleFilled({static_cast<float>(line[0].x), static_cast<float>(line[0].y)},
                            stroke.width + 0.6F, series.colour, 16);
    } else if (line.size() > 1) {
      draw_stroke(list, line, stroke);
    }
    while (i < kept.size() && std::isnan(kept[i].y)) ++i;
  }
  list->PopClipRect();

  // Where the numbers end: a triangle at the edge that they left through, filled for infinity,
  // hollow for NaN.
  bad_points(points, bad);
  float last_x = -1e9F;
  for (const BadPoint& b : bad) {
    const auto x = static_cast<float>(frame.x.pixel(b.x));
    if (x < frame.area.Min.x - 0.5F || x > frame.area.Max.x + 0.5F || x - last_x < 6.0F) continue;
    last_x = x;
    const bool below = b.negative && !b.nan;
    const float edge = below ? frame.area.Max.y - 1 : frame.area.Min.y + 1;
    const float tip = below ? -9.0F : 9.0F;
    // Pointing out of the plot for infinities, into it for NaN.
    const float base_y = b.nan ? edge : edge + tip;
    const float tip_y = b.nan ? edge + tip : edge;
    const std::array<ImVec2, 3> corners = {ImVec2{x - 5, base_y}, ImVec2{x + 5, base_y},
                                           ImVec2{x, tip_y}};
    if (b.nan) {
      list->AddPolyline(corners.data(), 3, series.colour, ImDrawFlags_Closed, 1.5F);
    } else {
      list->AddConcavePolyFilled(corners.data(), 3, series.colour);
    }
  }
}

void draw_marks(ImDrawList* list, const Frame& frame, std::span<const PlotMark> marks) {
  const Theme& t = theme();
  const float thin = detail::hairline_width();
  const TextStyle style = {t.small_size, Weight::regular, t.dim};
  float free_from = frame.area.Min.x;
  for (const PlotMark& mark : marks) {
    const float x = detail::snap(static_cast<float>(frame.x.pixel(mark.x)));
    if (!(x >= frame.area.Min.x && x <= frame.area.Max.x)) continue;
    for (float y = frame.area.Min.y; y < frame.area.Max.y; y += 6) {
      list->AddRectFilled({x, y}, {x + thin, std::min(y + 3, frame.area.Max.y)},
                          mix(t.line, t.dim, 0.55F));
    }
    const float width = measure(mark.label, style).x + 8;
    float left = x + 3;
    if (left + width > frame.area.Max.x) left = x - 3 - width;
    if (mark.label.empty() || left < free_from) continue;
    const float height = std::round(t.small_size * 1.5F);
    const ImRect box(left, frame.area.Min.y + 2, left + width, frame.area.Min.y + 2 + height);
    list->AddRectFilled(box.Min, box.Max, with_alpha(t.card, 0.88F), 4);
    draw_text_in(list, detail::from_im(box), mark.label, style, Align::centre);
    free_from = left + width + 4;
  }
}

/// The x of the data point nearest to `x`, over the series that are not ghosts (all, if all are).
std::optional<double> nearest_x(std::span<const PlotSeries> series, double x) {
  std::optional<double> best;
  for (const bool ghosts : {false, true}) {
    for (const PlotSeries& s : series) {
      if ((s.style == LineStyle::ghost) != ghosts) continue;
      const std::size_t i = nearest_point(s.points, x);
      if (i == kNoPoint) continue;
      if (!best || std::abs(s.points[i].x - x) < std::abs(*best - x)) best = s.points[i].x;
    }
    if (best) break;
  }
  return best;
}

std::string value_words(double value, const PlotSpec& spec) {
  std::string words;
  if (std::isfinite(value) && value != 0 && spec.decimals > 0 &&
      std::abs(value) < std::pow(10.0, -spec.decimals)) {
    words = number(value, 3);  // 0.000012 would read as zero
  } else {
    words = fixed(value, spec.decimals);
  }
  return words + std::string(spec.unit);
}

void draw_crosshair(ImDrawList* list, const Frame& frame, std::span<const PlotSeries> series,
                    double at) {
  const Theme& t = theme();
  const float x = detail::snap(static_cast<float>(frame.x.pixel(at)));
  if (!(x >= frame.area.Min.x - 1 && x <= frame.area.Max.x + 1)) return;
  list->AddRectFilled({x, frame.area.Min.y}, {x + detail::hairline_width(), frame.area.Max.y},
                      with_alpha(t.dim, 0.8F));
  for (const PlotSeries& s : series) {
    const std::size_t i = nearest_point(s.points, at);
    if (i == kNoPoint || !std::isfinite(s.points[i].y)) continue;
    const PlotPoint& p = s.points[i];
    if (frame.y.logarithmic() && p.y <= 0) continue;
    const ImVec2 spot = {static_cast<float>(frame.x.pixel(p.x)),
                         static_cast<float>(frame.y.pixel(p.y))};
    // A sparse series may have its nearest point far away; a dot there would mislead.
    if (std::abs(spot.x - x) > 24 || !frame.area.Contains(spot)) continue;
    list->AddCircleFilled(spot, 4.5F, t.card, 24);
    list->AddCircleFilled(spot, 3.25F, s.colour, 24);
  }
}

void draw_readout(ImDrawList* list, const Frame& frame, std::span<const PlotSeries> series,
                  const PlotSpec& spec, double at) {
  const Theme& t = theme();
  const auto x = static_cast<float>(frame.x.pixel(at));
  if (!(x >= frame.area.Min.x - 1 && x <= frame.area.Max.x + 1)) return;
  struct Line {
    std::string_view name;
    std::string value;
    ImU32 colour = 0;
    LineStyle style = LineStyle::solid;
  };
  static std::vector<Line> lines;
  lines.clear();
  for (const PlotSeries& s : series) {
    const std::size_t i = nearest_point(s.points, at);
    if (i == kNoPoint) continue;
    lines.push_back({s.name, value_words(s.points[i].y, spec), s.colour, s.style});
  }
  std::string head = number(at, spec.integer_x ? 17 : 5);
  if (!spec.x_name.empty()) head = std::string(spec.x_name) + " " + head;

  const TextStyle words = {t.title_size, Weight::regular, t.bubble_ink};
  const TextStyle quiet = {t.small_size, Weight::regular, with_alpha(t.bubble_ink, 0.75F)};
  const float row = std::round(t.title_size * 1.5F);
  float names = 0.0F;
  float values = 0.0F;
  for (const Line& line : lines) {
    names = std::max(names, std::min(measure(line.name, words).x, 150.0F));
    values = std::max(values, measure(line.value, words).x);
  }
  const float width = std::max(measure(head, quiet).x, 20 + names + 14 + values) + 22;
  const float height = row * static_cast<float>(lines.size() + 1) + 12;
  float left = x + 14;
  if (left + width > frame.area.Max.x) left = x - 14 - width;
  left = std::max(left, frame.area.Min.x - 20);
  const float top = frame.area.Min.y + 10;
  const ImRect box(detail::snap(left), detail::snap(top), detail::snap(left + width),
                   detail::snap(top + height));
  detail::draw_shadow(list, box, 8, 8);
  detail::draw_box(list, box, t.bubble, 8);
  float y = box.Min.y + 6;
  draw_text_in(list, {box.Min.x + 11, y, width - 22, row}, head, quiet);
  for (const Line& line : lines) {
    y += row;
    // The bubble is the reverse of the card, so the curves' colours need the other shade.
    const ImU32 colour = mix(line.colour, t.bubble_ink, 0.35F);
    const float middle = y + row / 2;
    if (line.style == LineStyle::dashed) {
      list->AddRectFilled({box.Min.x + 11, middle - 1}, {box.Min.x + 16, middle + 1}, colour, 1);
      list->AddRectFilled({box.Min.x + 19, middle - 1}, {box.Min.x + 24, middle + 1}, colour, 1);
    } else {
      list->AddRectFilled({box.Min.x + 11, middle - 1}, {box.Min.x + 24, middle + 1}, colour, 1);
    }
    draw_text_in(list, {box.Min.x + 31, y, names + 1, row}, line.name, words);
    draw_text_in(list, {box.Max.x - 11 - values, y, values + 1, row}, line.value, words,
                 Align::right);
  }
}

/// Zooms the x axis by `factor` around a place (0 to 1) and lets the y axis follow the data.
void zoom_x(PlotState& state, const Frame& frame, std::span<const PlotSeries> series,
            const PlotSpec& spec, const PlotRange& whole, double part, double factor) {
  const double low = frame.x.at(part - part * factor);
  const double high = frame.x.at(part + (1 - part) * factor);
  if (factor > 1 && low <= whole.x_low && high >= whole.x_high) {
    state.zoomed = false;
    return;
  }
  const double x_low = std::max(low, whole.x_low);
  const double x_high = std::min(high, whole.x_high);
  if (!(x_high - x_low > (whole.x_high - whole.x_low) * kClosestZoom)) return;
  state.zoomed = true;
  state.x_low = x_low;
  state.x_high = x_high;
  fit_y(extent_of(series, x_low, x_high, spec.log_y), spec, state.y_low, state.y_high);
}

void pan(PlotState& state, const Frame& frame, const PlotRange& whole, ImVec2 moved) {
  if (!state.zoomed) return;
  const double dx = -moved.x / std::max(1.0F, frame.area.GetWidth());
  const double dy = moved.y / std::max(1.0F, frame.area.GetHeight());
  const double low = frame.x.at(dx);
  const double high = frame.x.at(1 + dx);
  if (low >= whole.x_low && high <= whole.x_high) {
    state.x_low = low;
    state.x_high = high;
  }
  state.y_low = frame.y.at(dy);
  state.y_high = frame.y.at(1 + dy);
}

/// Moves the crosshair by whole data points of the first series that has any.
void step_cursor(PlotState& state, const Frame& frame, std::span<const PlotSeries> series,
                 int steps) {
  for (const PlotSeries& s : series) {
    if (s.points.empty()) continue;
    const auto last = static_cast<std::ptrdiff_t>(s.points.size()) - 1;
    std::ptrdiff_t i = last;
    if (state.pinned) {
      i = static_cast<std::ptrdiff_t>(nearest_point(s.points, *state.pinned)) + steps;
    } else if (steps > 0) {
      i = static_cast<std::ptrdiff_t>(nearest_point(s.points, frame.x.low()));
    }
    state.pinned = s.points[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, last))].x;
    return;
  }
}

bool parent_scrolls() {
  for (const ImGuiWindow* w = ImGui::GetCurrentWindow(); w != nullptr; w = w->ParentWindow) {
    if (w->ScrollMax.y > 0 && (w->Flags & ImGuiWindowFlags_NoScrollWithMouse) == 0) return true;
  }
  return false;
}

}  // namespace

PlotRange plot_range(std::span<const PlotSeries> series, const PlotSpec& spec) {
  PlotRange range;
  range.x_low = std::isfinite(spec.x_min) ? spec.x_min : x_extreme(series, false);
  range.x_high = std::isfinite(spec.x_max) ? spec.x_max : x_extreme(series, true);
  if (spec.log_x && range.x_low <= 0) {
    // The first point right of zero; iteration 0 has no place on this axis.
    double first = std::numeric_limits<double>::infinity();
    for (const PlotSeries& s : series) {
      for (const PlotPoint& p : s.points) {
        if (p.x > 0) {
          first = std::min(first, p.x);
          break;
        }
      }
    }
    range.x_low = std::isfinite(first) ? first : 1.0;
  }
  if (!(range.x_low < range.x_high)) range.x_high = range.x_low + 1.0;
  fit_y(extent_of(series, range.x_low, range.x_high, spec.log_y), spec, range.y_low, range.y_high);
  return range;
}

PlotResult plot(std::string_view id, std::string_view label, ImVec2 size, PlotState& state,
                std::span<const PlotSeries> series, const PlotSpec& spec, PlotCursor* cursor) {
  const Theme& t = theme();
  ImGuiIO& io = ImGui::GetIO();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (size.x <= 0) size.x = room.x;
  if (size.y <= 0) size.y = room.y;
  size.x = std::max(size.x, 60.0F);
  size.y = std::max(size.y, 60.0F);

  PlotResult result;
  const PlotRange whole = plot_range(series, spec);
  PlotRange view = whole;
  if (state.zoomed) view = {state.x_low, state.x_high, state.y_low, state.y_high};
  if (spec.log_y && view.y_low <= 0) view = whole;
  const bool zoomed_before = state.zoomed;

  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect box(at, {at.x + size.x, at.y + size.y});
  Frame frame = lay_out(box, view, spec);
  const detail::ItemState item =
      detail::press_item(id, size, true,
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle |
                             ImGuiButtonFlags_PressedOnClick);
  const bool has_data =
      std::ranges::any_of(series, [](const PlotSeries& s) { return !s.points.empty(); });

  Control control = detail::control_of(id, Role::image, plain(label), item);
  // What the crosshair reads, or else where the curves end.
  if (state.pinned) {
    control.value = plain(spec.x_name) + " " + number(*state.pinned, spec.integer_x ? 17 : 5);
  }
  for (const PlotSeries& s : series) {
    if (s.points.empty()) continue;
    const std::size_t i = state.pinned ? nearest_point(s.points, *state.pinned) : kNoPoint;
    const PlotPoint& point = i == kNoPoint ? s.points.back() : s.points[i];
    if (!control.value.empty()) control.value += ", ";
    control.value += plain(s.name) + " " + value_words(point.y, spec);
  }
  // As a range it is the crosshair's: what the arrow keys move.
  control.min = view.x_low;
  control.max = view.x_high;
  control.now = state.pinned.value_or(view.x_high);
  control.step = 1.0;
  control.zooms = true;
  registry().add(std::move(control));
  while (const auto request = detail::take_request(id, item)) {
    if (request->action == "reset") state.zoomed = false;
    if (request->action == "step") {
      step_cursor(state, frame, series, static_cast<int>(parse_number(request->value).value_or(0)));
    }
    if (request->action == "set") state.pinned = parse_number(request->value);
  }
  if (!item.visible) return result;

  const bool by_finger = io.MouseSource == ImGuiMouseSource_TouchScreen;
  const bool in_area = item.hovered && frame.area.Contains(io.MousePos);

  // Wheel: zoom; in a panel that scrolls it takes Ctrl, as the wheel belongs to the panel there.
  if (item.hovered) {
    const bool zooms = io.KeyCtrl || io.KeySuper || !parent_scrolls();
    if (zooms) ImGui::SetKeyOwner(ImGuiKey_MouseWheelY, item.id);
    if (zooms && in_area && io.MouseWheel != 0 && has_data) {
      const double part = frame.x.part(frame.x.value(io.MousePos.x));
      zoom_x(state, frame, series, spec, whole, part, std::pow(kWheelZoom, io.MouseWheel));
    }
  }

  // Drag: a box to zoom into; with Shift or the middle button, pan. A finger moves the crosshair.
  const bool pressed_left = item.hovered && ImGui::IsMouseClicked(0);
  if (pressed_left || (item.hovered && ImGui::IsMouseClicked(2))) {
    state.press = io.MousePos;
    state.panning = io.KeyShift || ImGui::IsMouseClicked(2);
    state.boxing = false;
    if (pressed_left && io.MouseDoubleClicked[0]) {
      state.zoomed = false;
      state.pinned.reset();
    }
  }
  const bool active = ImGui::GetActiveID() == item.id;
  if (active && !by_finger && state.panning) {
    pan(state, frame, whole, io.MouseDelta);
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
  } else if (active && !by_finger && ImGui::IsMouseDown(0)) {
    const float dx = std::abs(io.MousePos.x - state.press.x);
    const float dy = std::abs(io.MousePos.y - state.press.y);
    if (dx > kBoxTravel || dy > kBoxTravel) state.boxing = true;
  }
  if (by_finger && active && ImGui::IsMouseDown(0) && has_data) {
    if (std::abs(io.MousePos.x - state.press.x) > kBoxTravel) detail::claim_drag(item.id);
    state.pinned = nearest_x(series, frame.x.value(io.MousePos.x));
  }
  const float box_left =
      std::clamp(std::min(state.press.x, io.MousePos.x), frame.area.Min.x, frame.area.Max.x);
  const float box_right =
      std::clamp(std::max(state.press.x, io.MousePos.x), frame.area.Min.x, frame.area.Max.x);
  float box_top =
      std::clamp(std::min(state.press.y, io.MousePos.y), frame.area.Min.y, frame.area.Max.y);
  float box_bottom =
      std::clamp(std::max(state.press.y, io.MousePos.y), frame.area.Min.y, frame.area.Max.y);
  // A flat drag means a stretch of x; y then follows the data.
  const bool flat = box_bottom - box_top < 16;
  if (flat) {
    box_top = frame.area.Min.y;
    box_bottom = frame.area.Max.y;
  }
  if (state.boxing && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
    state.boxing = false;
    ImGui::ClearActiveID();
  }
  if (state.boxing && !active) {
    state.boxing = false;
    if (box_right - box_left > kBoxTravel) {
      const double low = frame.x.value(box_left);
      const double high = frame.x.value(box_right);
      if (high - low > (whole.x_high - whole.x_low) * kClosestZoom) {
        const double y_low = frame.y.value(box_bottom);
        const double y_high = frame.y.value(box_top);
        state.zoomed = true;
        state.x_low = low;
        state.x_high = high;
        state.y_low = y_low;
        state.y_high = y_high;
        if (flat) {
          fit_y(extent_of(series, low, high, spec.log_y), spec, state.y_low, state.y_high);
        }
      }
    }
  }
  if (!active) state.panning = false;

  // Keys.
  if (item.focused) {
    detail::own_keys(item.id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow});
    const int far = io.KeyShift ? 10 : 1;
    if (detail::key_pressed(item.id, ImGuiKey_LeftArrow)) step_cursor(state, frame, series, -far);
    if (detail::key_pressed(item.id, ImGuiKey_RightArrow)) step_cursor(state, frame, series, far);
    const double part = state.pinned ? std::clamp(frame.x.part(*state.pinned), 0.0, 1.0) : 0.5;
    if (ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd)) {
      zoom_x(state, frame, series, spec, whole, part, kKeyZoom);
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract)) {
      zoom_x(state, frame, series, spec, whole, part, 1 / kKeyZoom);
    }
    if (ImGui::IsKeyPressed(ImGuiKey_0)) state.zoomed = false;
    // Escape lets the crosshair go first; only the next one leaves the plot.
    if (state.pinned) {
      detail::own_keys(item.id, {ImGuiKey_Escape});
      if (detail::key_pressed(item.id, ImGuiKey_Escape)) state.pinned.reset();
    }
  }
  // The mouse takes the crosshair over from the keyboard as soon as it moves in the plot.
  if (in_area && !by_finger && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) state.pinned.reset();

  std::optional<double> here;
  if (has_data && !state.boxing) {
    if (state.pinned) {
      here = state.pinned;
    } else if (in_area && !by_finger) {
      here = nearest_x(series, frame.x.value(io.MousePos.x));
    }
  }
  std::optional<double> shown = here;
  if (cursor != nullptr) {
    if (here) {
      *cursor = {here, item.id, ImGui::GetFrameCount()};
    } else if (cursor->owner == item.id) {
      cursor->x.reset();
    } else if (cursor->frame >= ImGui::GetFrameCount() - 1) {
      shown = cursor->x;
    }
  }
  result.cursor = shown;
  result.view_changed =
      state.zoomed != zoomed_before ||
      (state.zoomed && (state.x_low != view.x_low || state.x_high != view.x_high ||
                        state.y_low != view.y_low || state.y_high != view.y_high));
  if (result.view_changed) {
    want_redraw();
    PlotRange now = plot_range(series, spec);
    if (state.zoomed) now = {state.x_low, state.x_high, state.y_low, state.y_high};
    frame = lay_out(box, now, spec);
  }

  // Picture.
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_axes(list, frame);
  if (!has_data) {
    const TextStyle words{t.title_size, Weight::regular, t.dim};
    const ImVec2 extent = measure(spec.empty_words, words);
    const ImVec2 middle = frame.area.GetCenter();
    // Above the lines of the grid, not struck through by one.
    list->AddRectFilled({middle.x - extent.x / 2 - 6, middle.y - extent.y / 2 - 3},
                        {middle.x + extent.x / 2 + 6, middle.y + extent.y / 2 + 3}, t.card);
    draw_text_in(list, detail::from_im(frame.area), spec.empty_words, words, Align::centre);
    detail::focus_ring(item.id, box, 6, 0);
    return result;
  }
  draw_marks(list, frame, spec.marks);
  for (const PlotSeries& s : series) {
    if (s.style == LineStyle::ghost) draw_series(list, s, frame);
  }
  // The first series is the most important one: on top.
  for (auto s = series.rbegin(); s != series.rend(); ++s) {
    if (s->style != LineStyle::ghost) draw_series(list, *s, frame);
  }
  if (shown) draw_crosshair(list, frame, series, *shown);
  if (here) draw_readout(list, frame, series, spec, *here);
  if (state.boxing) {
    list->AddRectFilled({box_left, box_top}, {box_right, box_bottom}, with_alpha(t.accent, 0.12F),
                        3);
    list->AddRect({box_left, box_top}, {box_right, box_bottom}, with_alpha(t.accent, 0.7F), 3);
  }
  detail::focus_ring(item.id, box, 6, 0);
  return result;
}

void plot_legend(const Rect& place, std::span<const PlotSeries> series, const PlotSpec& spec) {
  const Theme& t = theme();
  TextStyle style = {t.title_size, Weight::semibold};
  constexpr float kSample = 14.0F;
  constexpr float kAfterSample = 5.0F;
  constexpr float kBetween = 14.0F;
  struct Entry {
    std::string words;
    const PlotSeries* series = nullptr;
    float width = 0.0F;
  };
  static std::vector<Entry> entries;
  const auto gather = [&](bool ghosts, bool names, bool samples) {
    entries.clear();
    float total = 0.0F;
    for (const PlotSeries& s : series) {
      if (s.style == LineStyle::ghost && !ghosts) continue;
      if (s.points.empty()) continue;
      std::string words = s.style == LineStyle::ghost ? std::string(s.name)
                          : names ? std::string(s.name) + " " + value_words(s.points.back().y, spec)
                                  : value_words(s.points.back().y, spec);
      const float width = measure(words, style).x + (samples ? kSample + kAfterSample : 0.0F);
      total += width + (entries.empty() ? 0.0F : kBetween);
      entries.push_back({std::move(words), &s, width});
    }
    return total;
  };
  bool samples = true;
  float total = gather(true, true, true);
  if (total > place.width) {
    // The names of pinned runs say more than samples of lines, whose colours the words have.
    samples = false;
    total = gather(true, true, false);
  }
  if (total > place.width) {
    samples = true;
    total = gather(false, true, true);
  }
  if (total > place.width) {
    samples = false;
    total = gather(false, true, false);
  }
  if (total > place.width) total = gather(false, false, false);
  if (total > place.width && style.size > t.title_size / t.text_scale) {
    style.size = std::max(t.title_size / t.text_scale, style.size * place.width / total);
    total = gather(false, false, false);
  }
  // Nothing lies over its neighbours: the numbers stand in the readout, too.
  while (total > place.width && !entries.empty()) {
    total -= entries.back().width + (entries.size() > 1 ? kBetween : 0.0F);
    entries.pop_back();
  }

  ImDrawList* list = ImGui::GetWindowDrawList();
  float x = place.right() - total;
  for (const Entry& entry : entries) {
    const ImU32 colour = entry.series->colour;
    const float middle = detail::snap(place.y + place.height / 2);
    float left = x;
    if (samples) {
      if (entry.series->style == LineStyle::dashed) {
        list->AddRectFilled({left, middle - 1}, {left + 5.5F, middle + 1}, colour, 1);
        list->AddRectFilled({left + 8.5F, middle - 1}, {left + kSample, middle + 1}, colour, 1);
      } else {
        list->AddRectFilled({left, middle - 1}, {left + kSample, middle + 1}, colour, 1);
      }
      left += kSample + kAfterSample;
    }
    TextStyle drawn = style;
    drawn.colour = words_colour(colour);
    if (entry.series->style == LineStyle::ghost) drawn.weight = Weight::regular;
    draw_text_in(list, {left, place.y, place.right() - left + 1, place.height}, entry.words, drawn);
    x += entry.width + kBetween;
  }
}

}  // namespace purr::shell

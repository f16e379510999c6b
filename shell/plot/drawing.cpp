#include "shell/plot/drawing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "shell/plot/envelope.h"
#include "shell/plot/smoothing.h"
#include "shell/plot/stroke.h"
#include "shell/widgets/detail.h"

namespace purr::shell::detail {
namespace {

TextStyle tick_style() { return {theme().small_size, Weight::regular, theme().dim}; }

/// Copies what is visible of a series, with what has no logarithm turned into minus infinity.
void visible_points(std::span<const PlotPoint> all, const PlotLayout& layout,
                    std::vector<PlotPoint>& points) {
  const VisibleRange range = visible_range(all, layout.x.low(), layout.x.high());
  const auto part = all.subspan(range.first, range.last - range.first);
  points.assign(part.begin(), part.end());
  if (layout.x.is_logarithmic()) {
    std::erase_if(points, [](const PlotPoint& p) { return p.x <= 0; });
  }
  if (layout.y.is_logarithmic()) {
    for (PlotPoint& p : points) {
      if (p.y <= 0) p.y = -std::numeric_limits<double>::infinity();
    }
  }
}

/// Marks where values stop being finite: a triangle at the edge that they left through, filled for
/// infinity, hollow for NaN.
void draw_bad_points(ImDrawList* list, const PlotSeries& series, const PlotLayout& layout,
                     const std::vector<PlotPoint>& points) {
  static std::vector<BadPoint> bad;
  bad_points(points, bad);
  float last_x = -1e9F;
  for (const BadPoint& b : bad) {
    const auto x = static_cast<float>(layout.x.pixel(b.x));
    if (x < layout.area.Min.x - 0.5F || x > layout.area.Max.x + 0.5F || x - last_x < 6.0F) continue;
    last_x = x;
    const bool below = b.is_negative && !b.is_nan;
    const float edge = below ? layout.area.Max.y - 1 : layout.area.Min.y + 1;
    const float tip = below ? -9.0F : 9.0F;
    // Pointing out of the plot for infinities, into it for NaN.
    const float base_y = b.is_nan ? edge : edge + tip;
    const float tip_y = b.is_nan ? edge + tip : edge;
    const std::array<ImVec2, 3> corners = {ImVec2{x - 5, base_y}, ImVec2{x + 5, base_y},
                                           ImVec2{x, tip_y}};
    if (b.is_nan) {
      list->AddPolyline(corners.data(), 3, series.colour, ImDrawFlags_Closed, 1.5F);
    } else {
      list->AddConcavePolyFilled(corners.data(), 3, series.colour);
    }
  }
}

Stroke stroke_of(const PlotSeries& series, const PlotLayout& layout, float density) {
  Stroke stroke;
  stroke.colour = series.colour;
  stroke.width = series.style == LineStyle::ghost ? 1.25F : 1.85F;
  if (series.style == LineStyle::dashed) stroke.dash = {5.0F, 3.0F};
  stroke.clip = layout.area;
  stroke.fringe = 1.0F / density;
  return stroke;
}

/// Draws a line with gaps where y is NaN.
void draw_line(ImDrawList* list, const std::vector<PlotPoint>& points, const PlotLayout& layout,
               const Stroke& stroke) {
  static std::vector<StrokePoint> line;
  for (std::size_t i = 0; i < points.size();) {
    line.clear();
    for (; i < points.size() && !std::isnan(points[i].y); ++i) {
      line.push_back({layout.x.pixel(points[i].x), layout.y.pixel(points[i].y)});
    }
    // A single good point between gaps is a dot: no line would show it.
    if (line.size() == 1) {
      list->AddCircleFilled({static_cast<float>(line[0].x), static_cast<float>(line[0].y)},
                            stroke.width + 0.6F, stroke.colour, 16);
    } else if (line.size() > 1) {
      draw_stroke(list, line, stroke);
    }
    while (i < points.size() && std::isnan(points[i].y)) ++i;
  }
}

void draw_band(ImDrawList* list, const Envelope& envelope, const PlotLayout& layout, ImU32 colour) {
  const auto places = [](float at, float low, float high) { return std::clamp(at, low, high); };
  const ImRect& area = layout.area;
  for (const BandColumn& column : envelope.band) {
    const float left = places(static_cast<float>(column.x_from), area.Min.x, area.Max.x);
    const float right = places(static_cast<float>(column.x_to), area.Min.x, area.Max.x);
    float top = places(static_cast<float>(layout.y.pixel(column.high)), area.Min.y, area.Max.y);
    float bottom = places(static_cast<float>(layout.y.pixel(column.low)), area.Min.y, area.Max.y);
    if (bottom - top < 1.0F) {
      top -= 0.5F;
      bottom += 0.5F;
    }
    if (right > left) list->AddRectFilled({left, top}, {right, bottom}, colour);
  }
}

/// Returns how many units of x one mean of the series' bands spans; 0 without a band.
double draw_series(ImDrawList* list, const PlotSeries& series, const PlotLayout& layout,
                   double smoothing, double least_travel) {
  constexpr float kBandAlpha = 0.22F;
  constexpr float kPaleAlpha = 0.3F;  // of a curve below its smoothed version
  static std::vector<PlotPoint> points, smoothed;
  static Envelope envelope, smooth_line;
  visible_points(series.points, layout, points);
  const float density = std::max(1.0F, ImGui::GetIO().DisplayFramebufferScale.x);
  find_envelope(points, layout.x, layout.y, density, least_travel, envelope);
  const bool is_ghost = series.style == LineStyle::ghost;
  Stroke stroke = stroke_of(series, layout, density);

  list->PushClipRect({layout.area.Min.x, layout.area.Min.y - 2},
                     {layout.area.Max.x + 1, layout.area.Max.y + 2}, true);
  draw_band(list, envelope, layout, with_alpha(series.colour, is_ghost ? 0.12F : kBandAlpha));
  if (smoothing > 0.0) {
    if (!is_ghost) {
      Stroke pale = stroke;
      pale.colour = with_alpha(series.colour, kPaleAlpha);
      pale.dash = {};
      draw_line(list, envelope.line, layout, pale);
    }
    // The average begins at the first point of the run, not at the first visible one.
    smooth(series.points, smoothing, smoothed);
    static std::vector<PlotPoint> seen;
    visible_points(smoothed, layout, seen);
    find_envelope(seen, layout.x, layout.y, density, least_travel, smooth_line);
    draw_line(list, smooth_line.line, layout, stroke);
  } else {
    draw_line(list, envelope.line, layout, stroke);
  }
  list->PopClipRect();
  draw_bad_points(list, series, layout, points);
  return envelope.x_per_mean;
}

}  // namespace

LabelMetrics tick_labels() {
  return {.size = theme().small_size,
          .pixel_ratio = std::max(1.0F, ImGui::GetFontRasterizerDensity()),
          .width = [](std::string_view label) { return measure(label, tick_style()).x; }};
}

void draw_axes(ImDrawList* list, const PlotLayout& layout) {
  const Theme& t = theme();
  const TextStyle style = tick_style();
  const float thin = hairline_width();
  for (const Tick& tick : layout.y_ticks) {
    const float y = snap(static_cast<float>(layout.y.pixel(tick.at)));
    if (y < layout.area.Min.y - 1 || y > layout.area.Max.y + 1) continue;
    const ImU32 colour = tick.label.empty() ? with_alpha(t.line, 0.45F) : t.line;
    list->AddRectFilled({layout.area.Min.x, y}, {layout.area.Max.x, y + thin}, colour);
    draw_text(list, {layout.area.Min.x - kTickGap, y - t.small_size / 2}, tick.label, style,
              Align::right);
  }
  const float base = layout.area.Max.y;
  const float label_top = base + std::round(t.small_size * 0.65F);
  for (const Tick& tick : layout.x_ticks) {
    const auto x = static_cast<float>(layout.x.pixel(tick.at));
    if (x < layout.area.Min.x - 1 || x > layout.area.Max.x + 1) continue;
    if (!tick.label.empty()) draw_text(list, {x, label_top}, tick.label, style, Align::centre);
  }
}

double draw_all_series(ImDrawList* list, const PlotLayout& layout,
                       std::span<const PlotSeries> series, double smoothing, double least_travel) {
  double x_per_mean = 0.0;
  const auto draw = [&](const PlotSeries& s) {
    x_per_mean = std::max(x_per_mean, draw_series(list, s, layout, smoothing, least_travel));
  };
  for (const PlotSeries& s : series) {
    if (s.style == LineStyle::ghost) draw(s);
  }
  for (auto s = series.rbegin(); s != series.rend(); ++s) {
    if (s->style == LineStyle::solid) draw(*s);
  }
  for (const PlotSeries& s : series) {
    if (s.style == LineStyle::dashed) draw(s);
  }
  return x_per_mean;
}

void draw_axis_note(ImDrawList* list, const PlotLayout& layout, std::string_view words) {
  if (words.empty()) return;
  const Theme& t = theme();
  const TextStyle style{t.small_size, Weight::semibold, t.dim};
  const ImVec2 size = measure(words, style);
  const ImVec2 at{layout.area.Min.x + 6, layout.area.Max.y - size.y - 4};
  list->AddRectFilled({at.x - 4, at.y - 2}, {at.x + size.x + 4, at.y + size.y + 2},
                      with_alpha(t.card, 0.88F), 4);
  draw_text(list, at, words, style);
}

std::string value_text(double value, const PlotSpec& spec) {
  const bool is_percent = spec.unit.find('%') != std::string_view::npos;
  const std::string words =
      is_percent ? percent(value / 100, spec.decimals) : significant(value, spec.decimals);
  return words + std::string(spec.unit);
}

void draw_crosshair(ImDrawList* list, const PlotLayout& layout, std::span<const PlotSeries> series,
                    double at) {
  const Theme& t = theme();
  const float x = snap(static_cast<float>(layout.x.pixel(at)));
  if (!(x >= layout.area.Min.x - 1 && x <= layout.area.Max.x + 1)) return;
  list->AddRectFilled({x, layout.area.Min.y}, {x + hairline_width(), layout.area.Max.y},
                      with_alpha(t.dim, 0.8F));
  for (const PlotSeries& s : series) {
    const std::size_t i = nearest_point(s.points, at);
    if (i == kNoPoint || !std::isfinite(s.points[i].y)) continue;
    const PlotPoint& p = s.points[i];
    if (layout.y.is_logarithmic() && p.y <= 0) continue;
    const ImVec2 spot = {static_cast<float>(layout.x.pixel(p.x)),
                         static_cast<float>(layout.y.pixel(p.y))};
    // A sparse series may have its nearest point far away; a dot there would mislead.
    if (std::abs(spot.x - x) > 24 || !layout.area.Contains(spot)) continue;
    list->AddCircleFilled(spot, 4.5F, t.card, 24);
    list->AddCircleFilled(spot, 3.25F, s.colour, 24);
  }
}

void draw_readout(ImDrawList* list, const PlotLayout& layout, std::span<const PlotSeries> series,
                  const PlotSpec& spec, double at) {
  const Theme& t = theme();
  const auto x = static_cast<float>(layout.x.pixel(at));
  if (!(x >= layout.area.Min.x - 1 && x <= layout.area.Max.x + 1)) return;
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
    lines.push_back({s.name, value_text(s.points[i].y, spec), s.colour, s.style});
  }
  std::string head = number(at, spec.is_integer_x ? 17 : 5);
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
  if (left + width > layout.area.Max.x) left = x - 14 - width;
  left = std::max(left, layout.area.Min.x - 20);
  const float top = layout.area.Min.y + 10;
  const ImRect box(snap(left), snap(top), snap(left + width), snap(top + height));
  draw_shadow(list, box, 8, 8);
  draw_box(list, box, t.bubble, 8);
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

}  // namespace purr::shell::detail

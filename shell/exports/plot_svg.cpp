#include "shell/exports/plot_svg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "engine/core/number_text.h"
#include "shell/plot/axis.h"
#include "shell/plot/decimate.h"
#include "shell/plot/ticks.h"
#include "shell/theme/theme.h"

namespace purr::shell {
namespace {

/// A length to a hundredth of a pixel.
std::string length(double value) { return fixed_text(value, 2); }

std::string colour_text(ImU32 colour) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "#";
  for (const unsigned shift :
       {unsigned{IM_COL32_R_SHIFT}, unsigned{IM_COL32_G_SHIFT}, unsigned{IM_COL32_B_SHIFT}}) {
    const unsigned part = colour >> shift & 0xFFU;
    text += {kDigits[part >> 4U], kDigits[part & 15U]};
  }
  return text;
}

/// Names may contain anything the user typed.
std::string escaped(std::string_view words) {
  std::string text;
  for (const char c : words) {
    switch (c) {
      case '&': text += "&amp;"; break;
      case '<': text += "&lt;"; break;
      case '>': text += "&gt;"; break;
      case '"': text += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) text += c;
    }
  }
  return text;
}

std::string words_at(double x, double y, std::string_view words, ImU32 colour,
                     std::string_view more) {
  return "<text x=\"" + length(x) + "\" y=\"" + length(y) + "\" fill=\"" + colour_text(colour) +
         "\"" + std::string(more) + ">" + escaped(words) + "</text>\n";
}

std::string line_of(double x1, double y1, double x2, double y2, ImU32 colour,
                    std::string_view more) {
  return "<line x1=\"" + length(x1) + "\" y1=\"" + length(y1) + "\" x2=\"" + length(x2) +
         "\" y2=\"" + length(y2) + "\" stroke=\"" + colour_text(colour) + "\"" + std::string(more) +
         "/>\n";
}

}  // namespace

std::string plot_svg(std::string_view title, std::span<const PlotSeries> series,
                     const PlotSpec& spec, const PlotRange& range, int width, int height) {
  const Theme& t = theme();
  const bool log_x = spec.is_log_x && range.x_low > 0;
  const bool log_y = spec.is_log_y && range.y_low > 0;
  const detail::Axis x(range.x_low, range.x_high, 70.0F, static_cast<float>(width) - 24.0F, log_x);
  const detail::Axis y(range.y_low, range.y_high, static_cast<float>(height) - 50.0F, 52.0F, log_y);
  const std::string size =
      "width=\"" + std::to_string(width) + "\" height=\"" + std::to_string(height) + "\"";
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" " + size + " viewBox=\"0 0 " +
                    std::to_string(width) + " " + std::to_string(height) +
                    "\" font-family=\"Inter, 'Noto Sans SC', sans-serif\" font-size=\"13\">\n"
                    "<title>" +
                    escaped(title) + "</title>\n<rect " + size + " fill=\"" + colour_text(t.card) +
                    "\"/>\n";
  svg += words_at(20, 30, title, t.dim, " font-weight=\"600\"");

  const auto y_ticks =
      log_y ? log_ticks(range.y_low, range.y_high, 6) : linear_ticks(range.y_low, range.y_high, 6);
  for (const Tick& tick : y_ticks) {
    const double at = y.pixel(tick.at);
    svg += line_of(x.from(), at, x.to(), at, t.line, tick.label.empty() ? " opacity=\"0.5\"" : "");
    svg += words_at(x.from() - 10, at + 4, tick.label, t.dim, " text-anchor=\"end\"");
  }
  const auto x_ticks = log_x ? log_ticks(range.x_low, range.x_high, 8)
                             : linear_ticks(range.x_low, range.x_high, 8, spec.is_integer_x);
  for (const Tick& tick : x_ticks) {
    svg += words_at(x.pixel(tick.at), y.from() + 22, tick.label, t.dim, " text-anchor=\"middle\"");
  }
  svg += words_at((x.from() + x.to()) / 2, height - 8.0, spec.x_name, t.dim,
                  " text-anchor=\"middle\"");
  const std::string note = axis_note(spec, range.y_low, range.y_high);
  if (!note.empty()) svg += words_at(x.from() + 6, y.from() - 6, note, t.dim, " font-size=\"11\"");
  for (const PlotMark& mark : spec.marks) {
    if (mark.x < range.x_low || mark.x > range.x_high || (log_x && mark.x <= 0)) continue;
    if (std::isfinite(mark.x_end)) {
      const double from = x.pixel(mark.x);
      const double to = std::max(from + 2.0, x.pixel(std::min(mark.x_end, range.x_high)));
      svg += "<rect x=\"" + length(from) + "\" y=\"" + length(y.to()) + "\" width=\"" +
             length(to - from) + "\" height=\"" + length(y.from() - y.to()) + "\" fill=\"" +
             colour_text(mark.colour != 0 ? mark.colour : t.dim) + "\" opacity=\"0.14\"/>\n";
    }
    svg += line_of(x.pixel(mark.x), y.to(), x.pixel(mark.x), y.from(), t.dim,
                   " stroke-dasharray=\"3 3\"");
    svg += words_at(x.pixel(mark.x) + 4, y.to() + 12, mark.label, t.dim, " font-size=\"11\"");
  }

  svg +=
      "<clipPath id=\"inside\"><rect x=\"" + length(x.from()) + "\" y=\"" + length(y.to() - 2) +
      "\" width=\"" + length(x.to() - x.from()) + "\" height=\"" + length(y.from() - y.to() + 4) +
      "\"/></clipPath>\n<g clip-path=\"url(#inside)\" fill=\"none\" stroke-linejoin=\"round\">\n";
  std::vector<PlotPoint> points, kept;
  // As on the screen: the first series above the ones after it, dashed ones on top.
  std::vector<const PlotSeries*> in_order;
  for (auto s = series.rbegin(); s != series.rend(); ++s) {
    if (s->style != LineStyle::dashed) in_order.push_back(&*s);
  }
  for (const PlotSeries& s : series) {
    if (s.style == LineStyle::dashed) in_order.push_back(&s);
  }
  for (const PlotSeries* s : in_order) {
    const VisibleRange visible = visible_range(s->points, range.x_low, range.x_high);
    points.clear();
    for (const PlotPoint& p : s->points.subspan(visible.first, visible.last - visible.first)) {
      if (!log_x || p.x > 0) points.push_back(p);
    }
    decimate(points, {range.x_low, range.x_high, 2 * width, log_x}, kept);
    std::string path;
    bool is_drawing = false;
    for (const PlotPoint& p : kept) {
      if (!std::isfinite(p.y) || (log_y && p.y <= 0)) {
        is_drawing = false;
        continue;
      }
      path += (is_drawing ? "L" : "M") + length(x.pixel(p.x)) + " " + length(y.pixel(p.y));
      is_drawing = true;
    }
    if (path.empty()) continue;
    const bool is_ghost = s->style == LineStyle::ghost;
    svg += "<path d=\"" + path + "\" stroke=\"" + colour_text(s->colour) + "\" stroke-width=\"" +
           (is_ghost ? "1.25" : "2") + "\"" +
           (s->style == LineStyle::dashed ? " stroke-dasharray=\"6 4\"" : "") + "/>\n";
  }
  svg += "</g>\n";

  // From right to left, as on the screen. The widths of names are estimated.
  double right = x.to();
  for (auto s = series.rbegin(); s != series.rend(); ++s) {
    if (s->points.empty()) continue;
    svg += words_at(right, 30, s->name, s->colour, " text-anchor=\"end\" font-weight=\"600\"");
    std::size_t letters = 0;
    for (const char c : s->name) letters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    right -= 8.0 * static_cast<double>(letters) + 6.0;
    svg += line_of(right - 16, 26, right, 26, s->colour,
                   s->style == LineStyle::dashed ? " stroke-width=\"2\" stroke-dasharray=\"6 4\""
                                                 : " stroke-width=\"2\"");
    right -= 32.0;
  }
  return svg + "</svg>\n";
}

}  // namespace purr::shell

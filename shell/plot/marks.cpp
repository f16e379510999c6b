#include <algorithm>
#include <cmath>

#include "shell/plot/drawing.h"
#include "shell/widgets/detail.h"

namespace purr::shell::detail {
namespace {

constexpr float kMinBandWidth = 4.0F;  // pixels; one iteration of thousands is still seen
constexpr float kDotRadius = 4.0F;

/// Where a mark lies on the x axis, in pixels; empty outside of the view.
struct MarkPlace {
  float from = 0.0F, to = 0.0F;
  bool is_visible = false;
};

MarkPlace place_of(const PlotMark& mark, const PlotLayout& layout) {
  const ImRect& area = layout.area;
  auto from = static_cast<float>(layout.x.pixel(mark.x));
  if (std::isnan(mark.x_end)) {
    return {from, from, from >= area.Min.x - 0.5F && from <= area.Max.x + 0.5F};
  }
  auto to = static_cast<float>(layout.x.pixel(mark.x_end));
  // Iteration 0 has no place on a logarithmic axis: it lies left of all others.
  if (!(from >= area.Min.x)) from = area.Min.x;
  if (!(to <= area.Max.x)) to = area.Max.x;
  if (to < area.Min.x || from > area.Max.x) return {};
  const float more = std::max(0.0F, kMinBandWidth - (to - from)) / 2;
  return {std::max(area.Min.x, from - more), std::min(area.Max.x, to + more), true};
}

ImU32 colour_of(const PlotMark& mark) {
  return mark.colour != 0 ? mark.colour : mix(theme().line, theme().dim, 0.55F);
}

/// Label and detail in a card-coloured box beside the mark.
struct MarkLabel {
  ImRect box;
  float line = 0.0F;  ///< height of one line
};

MarkLabel label_of(const PlotMark& mark, const MarkPlace& place, const PlotLayout& layout,
                   float top) {
  const Theme& t = theme();
  const TextStyle style{t.small_size, Weight::regular};
  const float width =
      std::max(measure(mark.label,
                       {t.small_size, mark.detail.empty() ? Weight::regular : Weight::semibold})
                   .x,
               measure(mark.detail, style).x) +
      8;
  const float line = std::round(t.small_size * 1.5F);
  float left = place.to + 3;
  if (left + width > layout.area.Max.x) left = place.from - 3 - width;
  const float height = mark.detail.empty() ? line : 2 * line;
  return {ImRect(left, top, left + width, top + height), line};
}

}  // namespace

void draw_mark_bands(ImDrawList* list, const PlotLayout& layout, std::span<const PlotMark> marks) {
  for (const PlotMark& mark : marks) {
    if (std::isnan(mark.x_end)) continue;
    const MarkPlace place = place_of(mark, layout);
    if (!place.is_visible) continue;
    list->AddRectFilled({place.from, layout.area.Min.y}, {place.to, layout.area.Max.y},
                        with_alpha(colour_of(mark), 0.14F));
  }
}

void draw_marks(ImDrawList* list, const PlotLayout& layout, std::span<const PlotMark> marks) {
  const Theme& t = theme();
  const float thin = hairline_width();
  float free_from = layout.area.Min.x;  // where the next label along the top may begin
  for (const PlotMark& mark : marks) {
    const MarkPlace place = place_of(mark, layout);
    if (!place.is_visible) continue;
    if (std::isnan(mark.x_end) && std::isnan(mark.y)) {
      const float x = snap(place.from);
      for (float y = layout.area.Min.y; y < layout.area.Max.y; y += 6) {
        list->AddRectFilled({x, y}, {x + thin, std::min(y + 3, layout.area.Max.y)},
                            colour_of(mark));
      }
    }
    float top = layout.area.Min.y + 2;
    const bool has_dot = std::isfinite(mark.y) && (!layout.y.is_logarithmic() || mark.y > 0);
    if (has_dot) {
      const ImVec2 spot{static_cast<float>(layout.x.pixel(mark.x)),
                        std::clamp(static_cast<float>(layout.y.pixel(mark.y)), layout.area.Min.y,
                                   layout.area.Max.y)};
      list->AddCircleFilled(spot, kDotRadius, t.card, 24);
      list->AddCircle(spot, kDotRadius, mark.colour != 0 ? mark.colour : t.dim, 24, 1.5F);
      const float lines = mark.detail.empty() ? 1.5F : 3.0F;
      top = std::clamp(spot.y - t.small_size, layout.area.Min.y + 2,
                       std::max(layout.area.Min.y + 2,
                                layout.area.Max.y - std::round(t.small_size * lines) - 2));
    }
    if (mark.label.empty()) continue;
    const MarkLabel label = label_of(mark, place, layout, top);
    if (label.box.Min.x < (has_dot ? layout.area.Min.x : free_from)) continue;
    list->AddRectFilled(label.box.Min, label.box.Max, with_alpha(t.card, 0.88F), 4);
    Rect row{label.box.Min.x, label.box.Min.y, label.box.GetWidth(), label.line};
    const bool has_detail = !mark.detail.empty();
    draw_text_in(
        list, row, mark.label,
        {t.small_size, has_detail ? Weight::semibold : Weight::regular, has_detail ? t.ink : t.dim},
        has_detail ? Align::left : Align::centre);
    row.y += label.line;
    if (has_detail) draw_text_in(list, row, mark.detail, {t.small_size, Weight::regular, t.dim});
    if (!has_dot) free_from = label.box.Max.x + 4;
  }
}

}  // namespace purr::shell::detail

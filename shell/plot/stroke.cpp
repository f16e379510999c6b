#include "shell/plot/stroke.h"

#include <algorithm>
#include <cmath>

namespace purr::shell {
namespace {

/// One straight piece with soft long edges. It reaches a little beyond its ends, so that pieces
/// that meet at an angle leave no notch.
void draw_piece(ImDrawList* list, const StrokePoint& a, const StrokePoint& b, const Stroke& stroke,
                float reach) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = std::hypot(dx, dy);
  if (length < 1e-6) return;
  const auto ux = static_cast<float>(dx / length);
  const auto uy = static_cast<float>(dy / length);
  const ImVec2 p = {static_cast<float>(a.x) - ux * reach, static_cast<float>(a.y) - uy * reach};
  const ImVec2 q = {static_cast<float>(b.x) + ux * reach, static_cast<float>(b.y) + uy * reach};
  const float inner = std::max(0.0F, (stroke.width - stroke.fringe) / 2);
  const float outer = inner + stroke.fringe;
  const ImU32 clear = stroke.colour & ~IM_COL32_A_MASK;
  const ImVec2 uv = list->_Data->TexUvWhitePixel;

  list->PrimReserve(18, 8);
  const ImDrawIdx base = list->_VtxCurrentIdx;
  for (const ImVec2& end : {p, q}) {
    for (const float side : {-outer, -inner, inner, outer}) {
      list->PrimWriteVtx({end.x - uy * side, end.y + ux * side}, uv,
                         std::abs(side) > inner ? clear : stroke.colour);
    }
  }
  for (ImDrawIdx band = 0; band < 3; ++band) {
    const ImDrawIdx i = base + band;
    for (const ImDrawIdx corner : {i, i + 1, i + 5, i, i + 5, i + 4}) list->PrimWriteIdx(corner);
  }
}

StrokePoint between(const StrokePoint& a, const StrokePoint& b, double t) {
  return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

}  // namespace

bool clip_segment(const StrokePoint& a, const StrokePoint& b, const ImRect& box, double& from,
                  double& to) {
  from = 0.0;
  to = 1.0;
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const std::array<std::array<double, 2>, 4> edges = {{{-dx, a.x - box.Min.x},
                                                       {dx, box.Max.x - a.x},
                                                       {-dy, a.y - box.Min.y},
                                                       {dy, box.Max.y - a.y}}};
  for (const auto& [direction, distance] : edges) {
    if (direction == 0) {
      if (distance < 0) return false;
      continue;
    }
    const double t = distance / direction;
    if (direction < 0) {
      from = std::max(from, t);
    } else {
      to = std::min(to, t);
    }
    if (from > to) return false;
  }
  return true;
}

void draw_stroke(ImDrawList* list, std::span<const StrokePoint> points, const Stroke& stroke) {
  ImRect box = stroke.clip;
  box.Expand(stroke.width + 2.0F);
  const bool dashed = stroke.dash[0] > 0 && stroke.dash[1] > 0;
  const double period = static_cast<double>(stroke.dash[0]) + stroke.dash[1];
  // The position in the dash pattern, which continues across the corners of the line.
  double phase = 0.0;
  const float reach = stroke.width * 0.3F;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const StrokePoint& a = points[i - 1];
    const StrokePoint& b = points[i];
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    double from = 0.0;
    double to = 1.0;
    if (clip_segment(a, b, box, from, to)) {
      if (!dashed) {
        draw_piece(list, between(a, b, from), between(a, b, to), stroke, reach);
      } else if (length > 0) {
        const double end = to * length;
        for (double s = from * length; s < end;) {
          const double place = std::fmod(phase + s, period);
          const bool on = place < stroke.dash[0];
          // At least a hundredth of a pixel, so that rounding cannot stop the loop.
          const double rest = std::max(0.01, (on ? stroke.dash[0] : period) - place);
          const double stop = std::min(end, s + rest);
          if (on)
            draw_piece(list, between(a, b, s / length), between(a, b, stop / length), stroke, 0);
          s = stop;
        }
      }
    }
    phase = std::fmod(phase + length, period > 0 ? period : 1.0);
  }
}

}  // namespace purr::shell

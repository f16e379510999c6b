// Lines of any number of points, drawn with soft edges and without mitres.
//
// ImDrawList::AddPolyline joins segments with mitres, which at the tip of a sharp spike stick out
// several pixels beyond the value. A curve of costs is all spikes, so segments are drawn one by
// one.
#pragma once

#include <array>
#include <span>

#include "imgui.h"
#include "imgui_internal.h"

namespace purr::shell {

/// A point on the screen. Double, because a zoomed curve may lie millions of pixels away.
struct StrokePoint {
  double x = 0.0, y = 0.0;
};

struct Stroke {
  ImU32 colour = 0;
  float width = 1.75F;
  std::array<float, 2> dash = {0.0F, 0.0F};  ///< on, off; zeros are a solid line
  ImRect clip;                               ///< what lies outside is not drawn
  float fringe = 1.0F;                       ///< width of the soft edge: one physical pixel
};

/// Draws the line through the points. Coordinates must be finite.
void draw_stroke(ImDrawList* list, std::span<const StrokePoint> points, const Stroke& stroke);

/// The part of a segment inside a box, as parameters from 0 to 1 along it (Liang and Barsky 1984).
/// @return false when no part is inside.
bool clip_segment(const StrokePoint& a, const StrokePoint& b, const ImRect& box, double& from,
                  double& to);

}  // namespace purr::shell

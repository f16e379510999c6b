// Shapes that widgets and plots share: boxes, pills, shadows, edges between physical pixels.
#pragma once

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/widgets/places.h"

namespace purr::shell::detail {

[[nodiscard]] ImRect to_im(const Rect& r);
[[nodiscard]] Rect from_im(const ImRect& r);

/// Fills a rounded box and draws its hairline exactly one physical pixel wide.
void draw_box(ImDrawList* list, const ImRect& box, ImU32 fill, float radius, ImU32 border = 0);
/// A bar whose short ends are half circles (a rounded rectangle's corners stop short of that).
void draw_pill(ImDrawList* list, const ImRect& box, ImU32 colour);
/// A soft shadow below a floating box.
void draw_shadow(ImDrawList* list, const ImRect& box, float radius, float extent = 18.0F);

/// Width of one physical pixel, or of the whole number of them next to a logical one.
[[nodiscard]] float hairline_width();
/// Nearest edge between physical pixels.
[[nodiscard]] float snap(float position);

/// Softens edges over one physical pixel; ImGui does so over one logical pixel. Call for each
/// window.
void use_sharp_edges(ImDrawList* list);

}  // namespace purr::shell::detail

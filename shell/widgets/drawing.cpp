#include "shell/widgets/drawing.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "shell/theme/theme.h"

namespace purr::shell::detail {

ImRect to_im(const Rect& r) { return {r.x, r.y, r.right(), r.bottom()}; }
Rect from_im(const ImRect& r) { return {r.Min.x, r.Min.y, r.GetWidth(), r.GetHeight()}; }

float hairline_width() {
  const float density = std::max(1.0F, ImGui::GetFontRasterizerDensity());
  return std::round(density) / density;
}

float snap(float position) {
  const float density = std::max(1.0F, ImGui::GetFontRasterizerDensity());
  return std::round(position * density) / density;
}

void draw_box(ImDrawList* list, const ImRect& box, ImU32 fill, float radius, ImU32 border) {
  const ImVec2 low = {snap(box.Min.x), snap(box.Min.y)};
  const ImVec2 high = {snap(box.Max.x), snap(box.Max.y)};
  if (border == 0) {
    list->AddRectFilled(low, high, fill, radius);
    return;
  }
  // Two fills instead of a stroke: the line is whole pixels wide and its inner corner is round too.
  const float width = hairline_width();
  // Only the rim of a large box is filled twice: with a software renderer every pixel costs time.
  const float cap = radius + 2.0F;
  if (high.y - low.y > 4 * cap && high.x - low.x > 4 * cap) {
    list->AddRectFilled(low, {high.x, low.y + cap}, border, radius, ImDrawFlags_RoundCornersTop);
    list->AddRectFilled({low.x, high.y - cap}, high, border, radius,
                        ImDrawFlags_RoundCornersBottom);
    list->AddRectFilled({low.x, low.y + radius}, {low.x + width, high.y - radius}, border);
    list->AddRectFilled({high.x - width, low.y + radius}, {high.x, high.y - radius}, border);
  } else {
    list->AddRectFilled(low, high, border, radius);
  }
  list->AddRectFilled({low.x + width, low.y + width}, {high.x - width, high.y - width}, fill,
                      std::max(0.0F, radius - width));
}

void draw_pill(ImDrawList* list, const ImRect& box, ImU32 colour) {
  const float width = box.GetWidth();
  const float height = box.GetHeight();
  const float radius = std::min(width, height) / 2;
  if (radius <= 0.0F) return;
  const ImVec2 first = {box.Min.x + radius, box.Min.y + radius};
  const ImVec2 last = {box.Max.x - radius, box.Max.y - radius};
  constexpr float kPi = std::numbers::pi_v<float>;
  const bool lying = width >= height;
  list->PathArcTo(first, radius, lying ? kPi / 2 : kPi, lying ? 1.5F * kPi : 2 * kPi);
  list->PathArcTo(last, radius, lying ? -kPi / 2 : 0.0F, lying ? kPi / 2 : kPi);
  list->PathFillConvex(colour);
}

void draw_shadow(ImDrawList* list, const ImRect& box, float radius, float extent) {
  constexpr int kLayers = 9;
  const ImU32 colour = with_alpha(theme().shadow, 1.0F / kLayers);
  for (int i = 1; i <= kLayers; ++i) {
    const float grow = extent * static_cast<float>(i * i) / (kLayers * kLayers);
    list->AddRectFilled({box.Min.x - grow, box.Min.y - grow + extent * 0.22F},
                        {box.Max.x + grow, box.Max.y + grow + extent * 0.22F}, colour,
                        radius + grow);
  }
}

void use_sharp_edges(ImDrawList* list) {
  list->_FringeScale = 1.0F / std::max(1.0F, ImGui::GetIO().DisplayFramebufferScale.x);
}

}  // namespace purr::shell::detail

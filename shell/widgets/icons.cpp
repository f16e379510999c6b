#include "shell/widgets/icons.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "shell/theme/theme.h"

namespace purr::shell {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

/// Draws on a square that runs from -1 to 1 both ways, y downwards.
class Pen {
 public:
  Pen(ImDrawList* list, ImVec2 centre, float size, ImU32 colour)
      : list_(list),
        centre_(centre),
        half_(size / 2),
        colour_(colour),
        width_(std::max(1.25f, size * 0.1f)) {}

  [[nodiscard]] ImVec2 at(float x, float y) const {
    return {centre_.x + x * half_, centre_.y + y * half_};
  }
  [[nodiscard]] float length(float l) const { return l * half_; }

  template <std::size_t N>
  void line(const std::array<ImVec2, N>& points, bool closed = false) const {
    for (const ImVec2& p : points) list_->PathLineTo(at(p.x, p.y));
    list_->PathStroke(colour_, closed ? ImDrawFlags_Closed : ImDrawFlags_None, width_);
    // Round ends and corners: strokes of this width look torn with square ones.
    for (const ImVec2& p : points) list_->AddCircleFilled(at(p.x, p.y), width_ * 0.5f, colour_, 10);
  }

  /// A filled polygon with corners rounded by a stroke of the same colour.
  template <std::size_t N>
  void shape(const std::array<ImVec2, N>& points, float soft = 0.0f) const {
    std::array<ImVec2, N> placed;
    for (std::size_t i = 0; i < N; ++i) placed[i] = at(points[i].x, points[i].y);
    list_->AddConcavePolyFilled(placed.data(), static_cast<int>(N), colour_);
    if (soft > 0.0f) {
      list_->AddPolyline(placed.data(), static_cast<int>(N), colour_, ImDrawFlags_Closed,
                         length(soft));
      for (const ImVec2& p : placed) list_->AddCircleFilled(p, length(soft) / 2, colour_, 10);
    }
  }

  void dot(float x, float y, float radius) const {
    list_->AddCircleFilled(at(x, y), length(radius), colour_);
  }
  void ring(float x, float y, float radius) const {
    list_->AddCircle(at(x, y), length(radius), colour_, 0, width_);
  }
  /// Angles in turns, clockwise from the right.
  void arc(float x, float y, float radius, float from, float to) const {
    list_->PathArcTo(at(x, y), length(radius), from * 2 * kPi, to * 2 * kPi, 24);
    list_->PathStroke(colour_, 0, width_);
  }
  void box(float x0, float y0, float x1, float y1, float radius, bool filled) const {
    if (filled) {
      list_->AddRectFilled(at(x0, y0), at(x1, y1), colour_, length(radius));
    } else {
      list_->AddRect(at(x0, y0), at(x1, y1), colour_, length(radius), 0, width_);
    }
  }
  [[nodiscard]] ImDrawList* list() const { return list_; }
  [[nodiscard]] ImU32 colour() const { return colour_; }

 private:
  ImDrawList* list_;
  ImVec2 centre_;
  float half_;
  ImU32 colour_;
  float width_;
};

/// A cat's head from the front: ears, cheeks, eyes, nose.
void draw_cat(const Pen& pen) {
  const Theme& t = theme();
  ImDrawList* list = pen.list();
  const ImU32 fur = t.cat;
  const ImU32 inner = mix(t.cat, t.ink, 0.35f);
  // Outline of head and ears as one path.
  list->PathClear();
  list->PathLineTo(pen.at(-0.92f, -0.92f));
  list->PathBezierCubicCurveTo(pen.at(-0.70f, -0.86f), pen.at(-0.48f, -0.72f),
                               pen.at(-0.32f, -0.54f));
  list->PathBezierCubicCurveTo(pen.at(-0.12f, -0.62f), pen.at(0.12f, -0.62f),
                               pen.at(0.32f, -0.54f));
  list->PathBezierCubicCurveTo(pen.at(0.48f, -0.72f), pen.at(0.70f, -0.86f), pen.at(0.92f, -0.92f));
  list->PathBezierCubicCurveTo(pen.at(0.98f, -0.60f), pen.at(0.98f, -0.30f), pen.at(0.90f, 0.02f));
  list->PathBezierCubicCurveTo(pen.at(0.92f, 0.62f), pen.at(0.46f, 0.88f), pen.at(0.0f, 0.88f));
  list->PathBezierCubicCurveTo(pen.at(-0.46f, 0.88f), pen.at(-0.92f, 0.62f), pen.at(-0.90f, 0.02f));
  list->PathBezierCubicCurveTo(pen.at(-0.98f, -0.30f), pen.at(-0.98f, -0.60f),
                               pen.at(-0.92f, -0.92f));
  list->PathFillConcave(fur);
  for (const float side : {-1.0f, 1.0f}) {
    const std::array<ImVec2, 3> ear = {pen.at(side * 0.78f, -0.66f), pen.at(side * 0.44f, -0.42f),
                                       pen.at(side * 0.80f, -0.20f)};
    // Both windings occur; AddConvexPolyFilled needs one, the concave filler takes either.
    list->AddConcavePolyFilled(ear.data(), 3, inner);
    list->AddEllipseFilled(pen.at(side * 0.38f, 0.10f), {pen.length(0.15f), pen.length(0.19f)},
                           IM_COL32(255, 250, 240, 255));
    list->AddEllipseFilled(pen.at(side * 0.36f, 0.11f), {pen.length(0.075f), pen.length(0.17f)},
                           IM_COL32(0x22, 0x25, 0x2e, 255));
  }
  const std::array<ImVec2, 3> nose = {pen.at(-0.13f, 0.40f), pen.at(0.13f, 0.40f),
                                      pen.at(0.0f, 0.54f)};
  list->AddConcavePolyFilled(nose.data(), 3, IM_COL32(0x7a, 0x2a, 0x20, 255));
}

}  // namespace

void draw_icon(ImDrawList* list, Icon icon, ImVec2 centre, float size, ImU32 colour) {
  const Pen pen(list, centre, size, colour);
  switch (icon) {
    case Icon::none: break;
    case Icon::cat: draw_cat(pen); break;
    case Icon::play:
      pen.shape<3>({{{-0.50f, -0.68f}, {0.66f, 0.0f}, {-0.50f, 0.68f}}}, 0.18f);
      break;
    case Icon::pause:
      pen.box(-0.62f, -0.72f, -0.18f, 0.72f, 0.12f, true);
      pen.box(0.18f, -0.72f, 0.62f, 0.72f, 0.12f, true);
      break;
    case Icon::step_forward:
      pen.shape<3>({{{-0.55f, -0.56f}, {0.30f, 0.0f}, {-0.55f, 0.56f}}}, 0.14f);
      pen.box(0.46f, -0.64f, 0.72f, 0.64f, 0.1f, true);
      break;
    case Icon::step_back:
      pen.shape<3>({{{0.55f, -0.56f}, {-0.30f, 0.0f}, {0.55f, 0.56f}}}, 0.14f);
      pen.box(-0.72f, -0.64f, -0.46f, 0.64f, 0.1f, true);
      break;
    case Icon::rewind:
      // Most of a circle, with the head at its upper left end, pointing counter-clockwise.
      pen.arc(0.06f, 0.04f, 0.68f, -0.40f, 0.40f);
      pen.shape<3>({{{-0.80f, -0.62f}, {-0.78f, 0.06f}, {-0.20f, -0.20f}}}, 0.12f);
      break;
    case Icon::plus:
      pen.line<2>({{{-0.66f, 0.0f}, {0.66f, 0.0f}}});
      pen.line<2>({{{0.0f, -0.66f}, {0.0f, 0.66f}}});
      break;
    case Icon::minus: pen.line<2>({{{-0.66f, 0.0f}, {0.66f, 0.0f}}}); break;
    case Icon::close:
      pen.line<2>({{{-0.52f, -0.52f}, {0.52f, 0.52f}}});
      pen.line<2>({{{0.52f, -0.52f}, {-0.52f, 0.52f}}});
      break;
    case Icon::check: pen.line<3>({{{-0.64f, 0.06f}, {-0.18f, 0.50f}, {0.66f, -0.46f}}}); break;
    case Icon::cross:
      pen.line<2>({{{-0.48f, -0.48f}, {0.48f, 0.48f}}});
      pen.line<2>({{{0.48f, -0.48f}, {-0.48f, 0.48f}}});
      break;
    case Icon::chevron_down:
      pen.line<3>({{{-0.52f, -0.24f}, {0.0f, 0.28f}, {0.52f, -0.24f}}});
      break;
    case Icon::chevron_up: pen.line<3>({{{-0.52f, 0.24f}, {0.0f, -0.28f}, {0.52f, 0.24f}}}); break;
    case Icon::chevron_left:
      pen.line<3>({{{0.24f, -0.56f}, {-0.30f, 0.0f}, {0.24f, 0.56f}}});
      break;
    case Icon::chevron_right:
      pen.line<3>({{{-0.24f, -0.56f}, {0.30f, 0.0f}, {-0.24f, 0.56f}}});
      break;
    case Icon::triangle_left:
      pen.shape<3>({{{0.42f, -0.54f}, {-0.46f, 0.0f}, {0.42f, 0.54f}}}, 0.12f);
      break;
    case Icon::triangle_right:
      pen.shape<3>({{{-0.42f, -0.54f}, {0.46f, 0.0f}, {-0.42f, 0.54f}}}, 0.12f);
      break;
    case Icon::arrow_up:
      pen.line<2>({{{0.0f, -0.62f}, {0.0f, 0.66f}}});
      pen.line<3>({{{-0.48f, -0.16f}, {0.0f, -0.66f}, {0.48f, -0.16f}}});
      break;
    case Icon::arrow_down:
      pen.line<2>({{{0.0f, -0.66f}, {0.0f, 0.62f}}});
      pen.line<3>({{{-0.48f, 0.16f}, {0.0f, 0.66f}, {0.48f, 0.16f}}});
      break;
    case Icon::theme:
      pen.ring(0.0f, 0.0f, 0.72f);
      list->PathArcTo(pen.at(0.0f, 0.0f), pen.length(0.72f), -kPi / 2, kPi / 2, 20);
      list->PathFillConvex(colour);
      break;
    case Icon::help:
      pen.arc(0.0f, -0.28f, 0.42f, -0.54f, 0.12f);
      pen.line<3>({{{0.31f, 0.0f}, {0.02f, 0.20f}, {0.0f, 0.36f}}});
      pen.dot(0.0f, 0.76f, 0.13f);
      break;
    case Icon::info:
      pen.ring(0.0f, 0.0f, 0.84f);
      pen.line<2>({{{0.0f, -0.06f}, {0.0f, 0.42f}}});
      pen.dot(0.0f, -0.42f, 0.12f);
      break;
    case Icon::warning:
      pen.line<3>({{{0.0f, -0.74f}, {0.88f, 0.76f}, {-0.88f, 0.76f}}}, true);
      pen.line<2>({{{0.0f, -0.20f}, {0.0f, 0.22f}}});
      pen.dot(0.0f, 0.50f, 0.11f);
      break;
    case Icon::share:
      pen.line<2>({{{0.0f, -0.80f}, {0.0f, 0.20f}}});
      pen.line<3>({{{-0.38f, -0.44f}, {0.0f, -0.82f}, {0.38f, -0.44f}}});
      pen.line<4>({{{-0.62f, -0.04f}, {-0.62f, 0.78f}, {0.62f, 0.78f}, {0.62f, -0.04f}}});
      break;
    case Icon::download:
      pen.line<2>({{{0.0f, -0.80f}, {0.0f, 0.22f}}});
      pen.line<3>({{{-0.38f, -0.14f}, {0.0f, 0.24f}, {0.38f, -0.14f}}});
      pen.line<4>({{{-0.72f, 0.34f}, {-0.72f, 0.76f}, {0.72f, 0.76f}, {0.72f, 0.34f}}});
      break;
    case Icon::upload:
      pen.line<2>({{{0.0f, -0.80f}, {0.0f, 0.24f}}});
      pen.line<3>({{{-0.38f, -0.42f}, {0.0f, -0.80f}, {0.38f, -0.42f}}});
      pen.line<4>({{{-0.72f, 0.34f}, {-0.72f, 0.76f}, {0.72f, 0.76f}, {0.72f, 0.34f}}});
      break;
    case Icon::more:
      for (const float x : {-0.62f, 0.0f, 0.62f}) pen.dot(x, 0.0f, 0.15f);
      break;
    case Icon::dice:
      pen.box(-0.76f, -0.76f, 0.76f, 0.76f, 0.32f, false);
      for (const float x : {-0.34f, 0.34f}) {
        pen.dot(x, -0.34f, 0.13f);
        pen.dot(x, 0.34f, 0.13f);
      }
      pen.dot(0.0f, 0.0f, 0.13f);
      break;
    case Icon::pin:
      pen.line<4>({{{-0.34f, -0.80f}, {0.34f, -0.80f}, {0.26f, -0.14f}, {-0.26f, -0.14f}}}, true);
      pen.line<2>({{{-0.58f, 0.10f}, {0.58f, 0.10f}}});
      pen.line<2>({{{0.0f, 0.12f}, {0.0f, 0.82f}}});
      break;
    case Icon::trash:
      pen.line<2>({{{-0.72f, -0.50f}, {0.72f, -0.50f}}});
      pen.line<4>({{{-0.52f, -0.48f}, {-0.44f, 0.80f}, {0.44f, 0.80f}, {0.52f, -0.48f}}});
      pen.line<4>({{{-0.24f, -0.54f}, {-0.24f, -0.80f}, {0.24f, -0.80f}, {0.24f, -0.54f}}});
      break;
    case Icon::undo:
      pen.arc(0.0f, 0.12f, 0.60f, -0.44f, 0.20f);
      pen.line<3>({{{-0.80f, -0.50f}, {-0.58f, 0.02f}, {-0.08f, -0.22f}}});
      break;
    case Icon::fit:
      pen.line<3>({{{-0.72f, -0.26f}, {-0.72f, -0.72f}, {-0.26f, -0.72f}}});
      pen.line<3>({{{0.72f, -0.26f}, {0.72f, -0.72f}, {0.26f, -0.72f}}});
      pen.line<3>({{{-0.72f, 0.26f}, {-0.72f, 0.72f}, {-0.26f, 0.72f}}});
      pen.line<3>({{{0.72f, 0.26f}, {0.72f, 0.72f}, {0.26f, 0.72f}}});
      break;
    case Icon::lock:
      pen.box(-0.62f, -0.10f, 0.62f, 0.80f, 0.16f, true);
      pen.arc(0.0f, -0.26f, 0.42f, 0.46f, 1.04f);
      break;
    case Icon::lock_open:
      pen.box(-0.62f, -0.10f, 0.62f, 0.80f, 0.16f, false);
      pen.arc(0.0f, -0.30f, 0.42f, 0.46f, 0.92f);
      break;
  }
}

}  // namespace purr::shell

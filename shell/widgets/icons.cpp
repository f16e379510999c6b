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
        width_(std::max(1.25F, size * 0.1F)) {}

  [[nodiscard]] ImVec2 at(float x, float y) const {
    return {centre_.x + x * half_, centre_.y + y * half_};
  }
  [[nodiscard]] float length(float l) const { return l * half_; }

  template <std::size_t N>
  void line(const std::array<ImVec2, N>& points, bool closed = false) const {
    for (const ImVec2& p : points) list_->PathLineTo(at(p.x, p.y));
    list_->PathStroke(colour_, closed ? ImDrawFlags_Closed : ImDrawFlags_None, width_);
    // Ends and corners are round: square ones are visibly broken at this width.
    for (const ImVec2& p : points) list_->AddCircleFilled(at(p.x, p.y), width_ * 0.5F, colour_, 10);
  }

  /// A filled polygon with corners rounded by a stroke of the same colour.
  template <std::size_t N>
  void shape(const std::array<ImVec2, N>& points, float soft = 0.0F) const {
    std::array<ImVec2, N> placed;
    for (std::size_t i = 0; i < N; ++i) placed[i] = at(points[i].x, points[i].y);
    list_->AddConcavePolyFilled(placed.data(), static_cast<int>(N), colour_);
    if (soft > 0.0F) {
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
  const ImU32 inner = mix(t.cat, t.ink, 0.35F);
  // Outline of head and ears as one path.
  list->PathClear();
  list->PathLineTo(pen.at(-0.92F, -0.92F));
  list->PathBezierCubicCurveTo(pen.at(-0.70F, -0.86F), pen.at(-0.48F, -0.72F),
                               pen.at(-0.32F, -0.54F));
  list->PathBezierCubicCurveTo(pen.at(-0.12F, -0.62F), pen.at(0.12F, -0.62F),
                               pen.at(0.32F, -0.54F));
  list->PathBezierCubicCurveTo(pen.at(0.48F, -0.72F), pen.at(0.70F, -0.86F), pen.at(0.92F, -0.92F));
  list->PathBezierCubicCurveTo(pen.at(0.98F, -0.60F), pen.at(0.98F, -0.30F), pen.at(0.90F, 0.02F));
  list->PathBezierCubicCurveTo(pen.at(0.92F, 0.62F), pen.at(0.46F, 0.88F), pen.at(0.0F, 0.88F));
  list->PathBezierCubicCurveTo(pen.at(-0.46F, 0.88F), pen.at(-0.92F, 0.62F), pen.at(-0.90F, 0.02F));
  list->PathBezierCubicCurveTo(pen.at(-0.98F, -0.30F), pen.at(-0.98F, -0.60F),
                               pen.at(-0.92F, -0.92F));
  list->PathFillConcave(fur);
  for (const float side : {-1.0F, 1.0F}) {
    const std::array<ImVec2, 3> ear = {pen.at(side * 0.78F, -0.66F), pen.at(side * 0.44F, -0.42F),
                                       pen.at(side * 0.80F, -0.20F)};
    // Both windings occur; AddConvexPolyFilled needs one, the concave filler takes either.
    list->AddConcavePolyFilled(ear.data(), 3, inner);
    list->AddEllipseFilled(pen.at(side * 0.38F, 0.10F), {pen.length(0.15F), pen.length(0.19F)},
                           IM_COL32(255, 250, 240, 255));
    list->AddEllipseFilled(pen.at(side * 0.36F, 0.11F), {pen.length(0.075F), pen.length(0.17F)},
                           IM_COL32(0x22, 0x25, 0x2e, 255));
  }
  const std::array<ImVec2, 3> nose = {pen.at(-0.13F, 0.40F), pen.at(0.13F, 0.40F),
                                      pen.at(0.0F, 0.54F)};
  list->AddConcavePolyFilled(nose.data(), 3, IM_COL32(0x7a, 0x2a, 0x20, 255));
}

}  // namespace

void draw_icon(ImDrawList* list, Icon icon, ImVec2 centre, float size, ImU32 colour) {
  const Pen pen(list, centre, size, colour);
  switch (icon) {
    case Icon::none: break;
    case Icon::cat: draw_cat(pen); break;
    case Icon::play:
      pen.shape<3>({{{-0.50F, -0.68F}, {0.66F, 0.0F}, {-0.50F, 0.68F}}}, 0.18F);
      break;
    case Icon::pause:
      pen.box(-0.62F, -0.72F, -0.18F, 0.72F, 0.12F, true);
      pen.box(0.18F, -0.72F, 0.62F, 0.72F, 0.12F, true);
      break;
    case Icon::step_forward:
      pen.shape<3>({{{-0.55F, -0.56F}, {0.30F, 0.0F}, {-0.55F, 0.56F}}}, 0.14F);
      pen.box(0.46F, -0.64F, 0.72F, 0.64F, 0.1F, true);
      break;
    case Icon::step_back:
      pen.shape<3>({{{0.55F, -0.56F}, {-0.30F, 0.0F}, {0.55F, 0.56F}}}, 0.14F);
      pen.box(-0.72F, -0.64F, -0.46F, 0.64F, 0.1F, true);
      break;
    case Icon::rewind:
      // An arc with an arrow head at its upper left end, pointing counter-clockwise.
      pen.arc(0.06F, 0.04F, 0.68F, -0.40F, 0.40F);
      pen.shape<3>({{{-0.80F, -0.62F}, {-0.78F, 0.06F}, {-0.20F, -0.20F}}}, 0.12F);
      break;
    case Icon::plus:
      pen.line<2>({{{-0.66F, 0.0F}, {0.66F, 0.0F}}});
      pen.line<2>({{{0.0F, -0.66F}, {0.0F, 0.66F}}});
      break;
    case Icon::minus: pen.line<2>({{{-0.66F, 0.0F}, {0.66F, 0.0F}}}); break;
    case Icon::close:
      pen.line<2>({{{-0.52F, -0.52F}, {0.52F, 0.52F}}});
      pen.line<2>({{{0.52F, -0.52F}, {-0.52F, 0.52F}}});
      break;
    case Icon::check: pen.line<3>({{{-0.64F, 0.06F}, {-0.18F, 0.50F}, {0.66F, -0.46F}}}); break;
    case Icon::cross:
      pen.line<2>({{{-0.48F, -0.48F}, {0.48F, 0.48F}}});
      pen.line<2>({{{0.48F, -0.48F}, {-0.48F, 0.48F}}});
      break;
    case Icon::chevron_down:
      pen.line<3>({{{-0.52F, -0.24F}, {0.0F, 0.28F}, {0.52F, -0.24F}}});
      break;
    case Icon::chevron_up: pen.line<3>({{{-0.52F, 0.24F}, {0.0F, -0.28F}, {0.52F, 0.24F}}}); break;
    case Icon::chevron_left:
      pen.line<3>({{{0.24F, -0.56F}, {-0.30F, 0.0F}, {0.24F, 0.56F}}});
      break;
    case Icon::chevron_right:
      pen.line<3>({{{-0.24F, -0.56F}, {0.30F, 0.0F}, {-0.24F, 0.56F}}});
      break;
    case Icon::triangle_left:
      pen.shape<3>({{{0.42F, -0.54F}, {-0.46F, 0.0F}, {0.42F, 0.54F}}}, 0.12F);
      break;
    case Icon::triangle_right:
      pen.shape<3>({{{-0.42F, -0.54F}, {0.46F, 0.0F}, {-0.42F, 0.54F}}}, 0.12F);
      break;
    case Icon::arrow_up:
      pen.line<2>({{{0.0F, -0.62F}, {0.0F, 0.66F}}});
      pen.line<3>({{{-0.48F, -0.16F}, {0.0F, -0.66F}, {0.48F, -0.16F}}});
      break;
    case Icon::arrow_down:
      pen.line<2>({{{0.0F, -0.66F}, {0.0F, 0.62F}}});
      pen.line<3>({{{-0.48F, 0.16F}, {0.0F, 0.66F}, {0.48F, 0.16F}}});
      break;
    case Icon::theme:
      pen.ring(0.0F, 0.0F, 0.72F);
      list->PathArcTo(pen.at(0.0F, 0.0F), pen.length(0.72F), -kPi / 2, kPi / 2, 20);
      list->PathFillConvex(colour);
      break;
    case Icon::help:
      pen.arc(0.0F, -0.28F, 0.42F, -0.54F, 0.12F);
      pen.line<3>({{{0.31F, 0.0F}, {0.02F, 0.20F}, {0.0F, 0.36F}}});
      pen.dot(0.0F, 0.76F, 0.13F);
      break;
    case Icon::info:
      pen.ring(0.0F, 0.0F, 0.84F);
      pen.line<2>({{{0.0F, -0.06F}, {0.0F, 0.42F}}});
      pen.dot(0.0F, -0.42F, 0.12F);
      break;
    case Icon::warning:
      pen.line<3>({{{0.0F, -0.74F}, {0.88F, 0.76F}, {-0.88F, 0.76F}}}, true);
      pen.line<2>({{{0.0F, -0.20F}, {0.0F, 0.22F}}});
      pen.dot(0.0F, 0.50F, 0.11F);
      break;
    case Icon::share:
      pen.line<2>({{{0.0F, -0.80F}, {0.0F, 0.20F}}});
      pen.line<3>({{{-0.38F, -0.44F}, {0.0F, -0.82F}, {0.38F, -0.44F}}});
      pen.line<4>({{{-0.62F, -0.04F}, {-0.62F, 0.78F}, {0.62F, 0.78F}, {0.62F, -0.04F}}});
      break;
    case Icon::download:
      pen.line<2>({{{0.0F, -0.80F}, {0.0F, 0.22F}}});
      pen.line<3>({{{-0.38F, -0.14F}, {0.0F, 0.24F}, {0.38F, -0.14F}}});
      pen.line<4>({{{-0.72F, 0.34F}, {-0.72F, 0.76F}, {0.72F, 0.76F}, {0.72F, 0.34F}}});
      break;
    case Icon::upload:
      pen.line<2>({{{0.0F, -0.80F}, {0.0F, 0.24F}}});
      pen.line<3>({{{-0.38F, -0.42F}, {0.0F, -0.80F}, {0.38F, -0.42F}}});
      pen.line<4>({{{-0.72F, 0.34F}, {-0.72F, 0.76F}, {0.72F, 0.76F}, {0.72F, 0.34F}}});
      break;
    case Icon::more:
      for (const float x : {-0.62F, 0.0F, 0.62F}) pen.dot(x, 0.0F, 0.15F);
      break;
    case Icon::dice:
      pen.box(-0.76F, -0.76F, 0.76F, 0.76F, 0.32F, false);
      for (const float x : {-0.34F, 0.34F}) {
        pen.dot(x, -0.34F, 0.13F);
        pen.dot(x, 0.34F, 0.13F);
      }
      pen.dot(0.0F, 0.0F, 0.13F);
      break;
    case Icon::pin:
      pen.line<4>({{{-0.34F, -0.80F}, {0.34F, -0.80F}, {0.26F, -0.14F}, {-0.26F, -0.14F}}}, true);
      pen.line<2>({{{-0.58F, 0.10F}, {0.58F, 0.10F}}});
      pen.line<2>({{{0.0F, 0.12F}, {0.0F, 0.82F}}});
      break;
    case Icon::trash:
      pen.line<2>({{{-0.72F, -0.50F}, {0.72F, -0.50F}}});
      pen.line<4>({{{-0.52F, -0.48F}, {-0.44F, 0.80F}, {0.44F, 0.80F}, {0.52F, -0.48F}}});
      pen.line<4>({{{-0.24F, -0.54F}, {-0.24F, -0.80F}, {0.24F, -0.80F}, {0.24F, -0.54F}}});
      break;
    case Icon::undo:
      pen.arc(0.0F, 0.12F, 0.60F, -0.44F, 0.20F);
      pen.line<3>({{{-0.80F, -0.50F}, {-0.58F, 0.02F}, {-0.08F, -0.22F}}});
      break;
    case Icon::fit:
      pen.line<3>({{{-0.72F, -0.26F}, {-0.72F, -0.72F}, {-0.26F, -0.72F}}});
      pen.line<3>({{{0.72F, -0.26F}, {0.72F, -0.72F}, {0.26F, -0.72F}}});
      pen.line<3>({{{-0.72F, 0.26F}, {-0.72F, 0.72F}, {-0.26F, 0.72F}}});
      pen.line<3>({{{0.72F, 0.26F}, {0.72F, 0.72F}, {0.26F, 0.72F}}});
      break;
    case Icon::lock:
      pen.box(-0.62F, -0.10F, 0.62F, 0.80F, 0.16F, true);
      pen.arc(0.0F, -0.26F, 0.42F, 0.46F, 1.04F);
      break;
    case Icon::lock_open:
      pen.box(-0.62F, -0.10F, 0.62F, 0.80F, 0.16F, false);
      pen.arc(0.0F, -0.30F, 0.42F, 0.46F, 0.92F);
      break;
  }
}

}  // namespace purr::shell

#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace purr {

/// A point, or a step from one point to another.
struct Vec2 {
  double x = 0.0;
  double y = 0.0;
};

/// A colour; each part 0 to 1, in the values that are stored (sRGB), not in light.
struct Rgb {
  float r = 0.0F;
  float g = 0.0F;
  float b = 0.0F;
  bool operator==(const Rgb&) const = default;
};

/// From `a` (t = 0) to `b` (t = 1) in a straight line.
constexpr Rgb mix(Rgb a, Rgb b, float t) {
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}

/// Hue (any number, 1 is once around), saturation and value (0 to 1) to a colour.
Rgb from_hsv(double hue, double saturation, double value);

/// Places a drawing: (x, y) goes to (xx·x + xy·y + dx, yx·x + yy·y + dy).
struct Affine {
  double xx = 1.0, xy = 0.0, dx = 0.0;
  double yx = 0.0, yy = 1.0, dy = 0.0;

  Vec2 operator()(double x, double y) const { return {xx * x + xy * y + dx, yx * x + yy * y + dy}; }
  /// These give the frame of a part: its own origin, turn and scale come before this frame.
  Affine moved(double x, double y) const;
  Affine turned(double radians) const;
  Affine scaled(double along_x, double along_y) const;
};

/// A colour, or a change of colour from one point of the frame to another.
struct Paint {
  Rgb first;
  Rgb last;
  Vec2 from{0.0, 0.0};
  Vec2 to{0.0, 1.0};

  Paint(Rgb colour) : first(colour), last(colour) {}  // NOLINT: a colour is the simplest paint
  Paint(Rgb a, Vec2 start, Rgb b, Vec2 end) : first(a), last(b), from(start), to(end) {}
  bool is_plain() const { return first == last; }
};

/// A small picture in colour that shapes are painted on, with exact anti-aliasing.
///
/// A pixel's share of a shape is the exact area of the polygon inside it (curves are polygons of
/// short sides), so thin whiskers fade instead of breaking. Only + - * / and comparisons decide a
/// value, in a fixed order: the picture is the same to the bit on every platform.
///
/// Use: set_frame(), then lines that make a shape (they may overlap: the union is painted), then
/// one of the fill functions, which also forgets the shape.
///
/// The idea, to add up areas and heights in the cells that an edge crosses, is that of the
/// rasterisers of LibArt (R. Levien) and FreeType (D. Turner); the formula is a trapezium's area.
class Canvas {
 public:
  static constexpr int kSize = 64;
  static constexpr int kPixels = kSize * kSize;
  using Plane = std::array<float, kPixels>;
  /// Handle of a cubic curve that looks like a quarter of a circle: 4/3 (sqrt 2 - 1).
  static constexpr double kCircle = 0.5523;

  Canvas();

  /// Where the following coordinates lie; the identity is pixels, (0, 0) the top left corner.
  void set_frame(const Affine& frame) { frame_ = frame; }
  const Affine& frame() const { return frame_; }

  // Outlines. Each starts a closed shape of its own; overlaps count once if the shapes turn the
  // same way round, which ellipse, polygon and stroke see to.
  void move_to(double x, double y);
  void line_to(double x, double y);
  /// A cubic Bézier curve through two handles.
  void curve_to(double x1, double y1, double x2, double y2, double x, double y);
  void close();

  /// @param handle  kCircle for an ellipse; more is squarer (0.62 is a soft cushion, 0.8 a tile),
  ///                less is pointed.
  void ellipse(double x, double y, double rx, double ry, double handle = kCircle);
  void polygon(std::initializer_list<Vec2> corners);
  /// A thick line with round ends; widths at both ends in units of the frame.
  void stroke(std::initializer_list<Vec2> points, double first_width, double last_width);
  /// A thick Bézier curve with round ends.
  void curve_stroke(Vec2 start, Vec2 handle1, Vec2 handle2, Vec2 end, double first_width,
                    double last_width);

  /// Paints the shape; `alpha` 1 hides what is below.
  void fill(const Paint& paint, float alpha = 1.0F);
  /// Paints the shape, and then nothing outside it until unclip().
  void fill_and_clip(const Paint& paint, float alpha = 1.0F);
  void unclip() { is_clipped_ = false; }

  /// A soft round spot: alpha·(1 - d²)² inside the ellipse d <= 1. Respects the clip.
  void glow(double x, double y, double rx, double ry, Rgb colour, float alpha);

  /// Gaussian blur; sigma in pixels, 0 to 2.
  void blur(double sigma);

  Plane& red() { return planes_[0]; }
  Plane& green() { return planes_[1]; }
  Plane& blue() { return planes_[2]; }

 private:
  static constexpr int kCells = kSize + 2;  // a row of cells, and room for what leaves on the right

  void add_edge(Vec2 a, Vec2 b);
  void add_row_piece(int row, double xa, double xb, double height);
  void add_closed(std::span<const Vec2> corners);
  void add_disc(Vec2 centre, double radius);
  void stroke_device(std::span<const Vec2> points, double first_width, double last_width);
  double unit_length() const;
  void finish_shape(const Paint& paint, float alpha, bool keep_clip);

  std::array<Plane, 3> planes_;
  Plane clip_;
  std::array<float, kSize * kCells> cells_;
  Affine frame_;
  Vec2 start_{};
  Vec2 pen_{};
  bool is_clipped_ = false;
  int first_row_ = kSize, last_row_ = -1;
  int first_column_ = kSize, last_column_ = -1;
};

}  // namespace purr

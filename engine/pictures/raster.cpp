#include "engine/pictures/raster.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/core/portable_math.h"

namespace purr {

namespace {

constexpr std::size_t at(int row, int column) {
  return static_cast<std::size_t>(row * Canvas::kSize + column);
}

Vec2 on_curve(Vec2 a, Vec2 b, Vec2 c, Vec2 d, double t) {
  const double u = 1.0 - t;
  const double wa = u * u * u;
  const double wb = 3.0 * u * u * t;
  const double wc = 3.0 * u * t * t;
  const double wd = t * t * t;
  return {wa * a.x + wb * b.x + wc * c.x + wd * d.x, wa * a.y + wb * b.y + wc * c.y + wd * d.y};
}

double distance(Vec2 a, Vec2 b) {
  return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/// Straight pieces for a curve: a chord of n pieces strays by about length/(8 n²), kept below a
/// twentieth of a pixel.
int piece_count(Vec2 a, Vec2 b, Vec2 c, Vec2 d) {
  const double length = distance(a, b) + distance(b, c) + distance(c, d);
  return std::clamp(static_cast<int>(1.6 * std::sqrt(length)) + 1, 2, 20);
}

}  // namespace

Rgb from_hsv(double hue, double saturation, double value) {
  const double sixth = (hue - std::floor(hue)) * 6.0;
  const auto part = [&](double offset) {
    double distance_to_peak = sixth + offset;
    if (distance_to_peak >= 6.0) distance_to_peak -= 6.0;
    const double wave = std::clamp(std::min(distance_to_peak, 4.0 - distance_to_peak), 0.0, 1.0);
    return static_cast<float>(value * (1.0 - saturation * wave));
  };
  return {part(5.0), part(3.0), part(1.0)};
}

Affine Affine::moved(double x, double y) const {
  Affine result = *this;
  const Vec2 origin = (*this)(x, y);
  result.dx = origin.x;
  result.dy = origin.y;
  return result;
}

Affine Affine::turned(double radians) const {
  const double c = portable_cos(radians);
  const double s = portable_sin(radians);
  return {xx * c + xy * s, xy * c - xx * s, dx, yx * c + yy * s, yy * c - yx * s, dy};
}

Affine Affine::scaled(double along_x, double along_y) const {
  return {xx * along_x, xy * along_y, dx, yx * along_x, yy * along_y, dy};
}

Canvas::Canvas() {
  for (Plane& plane : planes_) plane.fill(0.0F);
  clip_.fill(0.0F);
  cells_.fill(0.0F);
}

void Canvas::add_row_piece(int row, double xa, double xb, double height) {
  constexpr double kRight = kSize;
  xa = std::clamp(xa, 0.0, kRight);
  xb = std::clamp(xb, 0.0, kRight);
  if (xa > xb) std::swap(xa, xb);
  const int first = static_cast<int>(xa);
  const int last = static_cast<int>(xb);
  first_column_ = std::min(first_column_, first);
  last_column_ = std::max(last_column_, last + 1);
  float* cells = &cells_[static_cast<std::size_t>(row * kCells)];
  // A cell keeps the area between the edge and its right side; the cells further right get the full
  // height. Since cells are summed up from the left later, both are two additions.
  if (first == last) {
    const double share = 0.5 * (xa + xb) - first;
    cells[first] += static_cast<float>(height * (1.0 - share));
    cells[first + 1] += static_cast<float>(height * share);
    return;
  }
  const double height_per_x = height / (xb - xa);
  double x = xa;
  for (int column = first; column <= last; ++column) {
    const double end = std::min(column + 1.0, xb);
    const double piece = (end - x) * height_per_x;
    const double share = 0.5 * (x + end) - column;
    cells[column] += static_cast<float>(piece * (1.0 - share));
    cells[column + 1] += static_cast<float>(piece * share);
    x = end;
  }
}

void Canvas::add_edge(Vec2 a, Vec2 b) {
  double sign = 1.0;
  if (a.y > b.y) {
    std::swap(a, b);
    sign = -1.0;
  }
  const double top = std::max(a.y, 0.0);
  const double bottom = std::min(b.y, static_cast<double>(kSize));
  if (!(top < bottom)) return;
  const double slope = (b.x - a.x) / (b.y - a.y);
  double y = top;
  double x = a.x + (top - a.y) * slope;
  int row = static_cast<int>(top);
  first_row_ = std::min(first_row_, row);
  while (y < bottom) {
    const double next_y = std::min(row + 1.0, bottom);
    const double next_x = a.x + (next_y - a.y) * slope;
    add_row_piece(row, x, next_x, (next_y - y) * sign);
    y = next_y;
    x = next_x;
    ++row;
  }
  last_row_ = std::max(last_row_, row - 1);
}

void Canvas::add_closed(std::span<const Vec2> corners) {
  double twice_area = 0.0;
  Vec2 before = corners.back();
  for (const Vec2 corner : corners) {
    twice_area += before.x * corner.y - corner.x * before.y;
    before = corner;
  }
  before = corners.back();
  for (const Vec2 corner : corners) {
    if (twice_area >= 0.0) {
      add_edge(before, corner);
    } else {
      add_edge(corner, before);
    }
    before = corner;
  }
}

void Canvas::add_disc(Vec2 centre, double radius) {
  // The directions of a regular 12-gon; its area is made that of the circle.
  constexpr double kHalf = 0.5;
  constexpr double kRoot = 0.8660254037844386;
  constexpr std::array<Vec2, 12> kDirections = {{{1, 0},
                                                 {kRoot, kHalf},
                                                 {kHalf, kRoot},
                                                 {0, 1},
                                                 {-kHalf, kRoot},
                                                 {-kRoot, kHalf},
                                                 {-1, 0},
                                                 {-kRoot, -kHalf},
                                                 {-kHalf, -kRoot},
                                                 {0, -1},
                                                 {kHalf, -kRoot},
                                                 {kRoot, -kHalf}}};
  const double reach = radius * 1.0233;  // sqrt(pi/3)
  std::array<Vec2, 12> corners;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    corners[i] = {centre.x + reach * kDirections[i].x, centre.y + reach * kDirections[i].y};
  }
  add_closed(corners);
}

void Canvas::move_to(double x, double y) {
  start_ = frame_(x, y);
  pen_ = start_;
}

void Canvas::line_to(double x, double y) {
  const Vec2 end = frame_(x, y);
  add_edge(pen_, end);
  pen_ = end;
}

void Canvas::curve_to(double x1, double y1, double x2, double y2, double x, double y) {
  const Vec2 a = pen_;
  const Vec2 b = frame_(x1, y1);
  const Vec2 c = frame_(x2, y2);
  const Vec2 d = frame_(x, y);
  const int pieces = piece_count(a, b, c, d);
  for (int i = 1; i < pieces; ++i) {
    const Vec2 next = on_curve(a, b, c, d, static_cast<double>(i) / pieces);
    add_edge(pen_, next);
    pen_ = next;
  }
  add_edge(pen_, d);
  pen_ = d;
}

void Canvas::close() {
  add_edge(pen_, start_);
  pen_ = start_;
}

void Canvas::ellipse(double x, double y, double rx, double ry, double handle) {
  const double hx = rx * handle;
  const double hy = ry * handle;
  // A mirrored frame turns the outline round, so it is walked the other way.
  if (frame_.xx * frame_.yy - frame_.xy * frame_.yx < 0.0) rx = -rx;
  const double sx = rx < 0.0 ? -hx : hx;
  move_to(x + rx, y);
  curve_to(x + rx, y + hy, x + sx, y + ry, x, y + ry);
  curve_to(x - sx, y + ry, x - rx, y + hy, x - rx, y);
  curve_to(x - rx, y - hy, x - sx, y - ry, x, y - ry);
  curve_to(x + sx, y - ry, x + rx, y - hy, x + rx, y);
  close();
}

void Canvas::polygon(std::initializer_list<Vec2> corners) {
  std::array<Vec2, 16> placed;
  std::size_t count = 0;
  for (const Vec2 corner : corners) {
    if (count < placed.size()) placed[count++] = frame_(corner.x, corner.y);
  }
  if (count > 2) add_closed(std::span(placed).first(count));
}

double Canvas::unit_length() const {
  return std::sqrt(std::fabs(frame_.xx * frame_.yy - frame_.xy * frame_.yx));
}

void Canvas::stroke_device(std::span<const Vec2> points, double first_width, double last_width) {
  const double unit = 0.5 * unit_length();
  const auto half_width = [&](std::size_t i) {
    const double t =
        points.size() < 2 ? 0.0 : static_cast<double>(i) / static_cast<double>(points.size() - 1);
    return unit * (first_width + (last_width - first_width) * t);
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double width = half_width(i);
    if (width > 0.4) add_disc(points[i], width);  // below, a round end is not seen
    if (i == 0) continue;
    const Vec2 a = points[i - 1];
    const Vec2 b = points[i];
    const double length = distance(a, b);
    if (!(length > 1e-9)) continue;
    const Vec2 across{-(b.y - a.y) / length, (b.x - a.x) / length};
    const double wa = half_width(i - 1);
    const std::array<Vec2, 4> corners = {{{a.x + across.x * wa, a.y + across.y * wa},
                                          {a.x - across.x * wa, a.y - across.y * wa},
                                          {b.x - across.x * width, b.y - across.y * width},
                                          {b.x + across.x * width, b.y + across.y * width}}};
    add_closed(corners);
  }
}

void Canvas::stroke(std::initializer_list<Vec2> points, double first_width, double last_width) {
  std::array<Vec2, 16> placed;
  std::size_t count = 0;
  for (const Vec2 point : points) {
    if (count < placed.size()) placed[count++] = frame_(point.x, point.y);
  }
  stroke_device(std::span(placed).first(count), first_width, last_width);
}

void Canvas::curve_stroke(Vec2 start, Vec2 handle1, Vec2 handle2, Vec2 end, double first_width,
                          double last_width) {
  const Vec2 a = frame_(start.x, start.y);
  const Vec2 b = frame_(handle1.x, handle1.y);
  const Vec2 c = frame_(handle2.x, handle2.y);
  const Vec2 d = frame_(end.x, end.y);
  std::array<Vec2, 21> points;
  const int pieces = piece_count(a, b, c, d);
  for (int i = 0; i <= pieces; ++i) {
    points[static_cast<std::size_t>(i)] = on_curve(a, b, c, d, static_cast<double>(i) / pieces);
  }
  stroke_device(std::span(points).first(static_cast<std::size_t>(pieces) + 1), first_width,
                last_width);
}

void Canvas::finish_shape(const Paint& paint, float alpha, bool keep_clip) {
  if (keep_clip && !is_clipped_) clip_.fill(0.0F);
  const int first = std::min(first_column_, kSize);
  const int last = std::min(last_column_, kSize - 1);

  // The paint as a straight function of the pixel's centre: t = t0 + tx·column + ty·row.
  const Vec2 from = frame_(paint.from.x, paint.from.y);
  const Vec2 to = frame_(paint.to.x, paint.to.y);
  const Vec2 way{to.x - from.x, to.y - from.y};
  const double way_square = std::max(way.x * way.x + way.y * way.y, 1e-9);
  const auto tx = static_cast<float>(way.x / way_square);
  const auto ty = static_cast<float>(way.y / way_square);
  const auto t0 =
      static_cast<float>(((0.5 - from.x) * way.x + (0.5 - from.y) * way.y) / way_square);
  const Rgb step{paint.last.r - paint.first.r, paint.last.g - paint.first.g,
                 paint.last.b - paint.first.b};

  std::array<float, kSize> cover;
  std::array<float, kSize> t;
  for (int row = first_row_; row <= last_row_; ++row) {
    float* cells = &cells_[static_cast<std::size_t>(row * kCells)];
    float sum = 0.0F;
    for (int column = first; column <= last; ++column) {
      sum += cells[column];
      cover[static_cast<std::size_t>(column)] = std::min(std::fabs(sum), 1.0F);
    }
    std::fill(cells + first, cells + std::min(last_column_ + 1, kCells), 0.0F);
    float* clip = &clip_[at(row, 0)];
    if (is_clipped_) {
      for (int column = first; column <= last; ++column) {
        cover[static_cast<std::size_t>(column)] *= clip[column];
      }
    }
    if (keep_clip) {
      if (is_clipped_) std::fill(clip, clip + kSize, 0.0F);
      std::copy(cover.begin() + first, cover.begin() + last + 1, clip + first);
    }
    float* r = &planes_[0][at(row, 0)];
    float* g = &planes_[1][at(row, 0)];
    float* b = &planes_[2][at(row, 0)];
    if (paint.is_plain()) {
      for (int column = first; column <= last; ++column) {
        const float a = cover[static_cast<std::size_t>(column)] * alpha;
        r[column] += (paint.first.r - r[column]) * a;
        g[column] += (paint.first.g - g[column]) * a;
        b[column] += (paint.first.b - b[column]) * a;
      }
    } else {
      const float row_t = t0 + ty * static_cast<float>(row);
      for (int column = first; column <= last; ++column) {
        t[static_cast<std::size_t>(column)] =
            std::clamp(row_t + tx * static_cast<float>(column), 0.0F, 1.0F);
      }
      for (int column = first; column <= last; ++column) {
        const float a = cover[static_cast<std::size_t>(column)] * alpha;
        const float way_along = t[static_cast<std::size_t>(column)];
        r[column] += (paint.first.r + step.r * way_along - r[column]) * a;
        g[column] += (paint.first.g + step.g * way_along - g[column]) * a;
        b[column] += (paint.first.b + step.b * way_along - b[column]) * a;
      }
    }
  }
  if (keep_clip) is_clipped_ = true;
  first_row_ = kSize;
  last_row_ = -1;
  first_column_ = kSize;
  last_column_ = -1;
}

void Canvas::fill(const Paint& paint, float alpha) { finish_shape(paint, alpha, false); }

void Canvas::fill_and_clip(const Paint& paint, float alpha) {
  is_clipped_ = false;
  finish_shape(paint, alpha, true);
}

void Canvas::glow(double x, double y, double rx, double ry, Rgb colour, float alpha) {
  const double determinant = frame_.xx * frame_.yy - frame_.xy * frame_.yx;
  if (determinant == 0.0 || rx <= 0.0 || ry <= 0.0) return;
  const Vec2 centre = frame_(x, y);
  const double reach_x = std::fabs(frame_.xx) * rx + std::fabs(frame_.xy) * ry;
  const double reach_y = std::fabs(frame_.yx) * rx + std::fabs(frame_.yy) * ry;
  const auto pixel = [](double v) {
    return static_cast<int>(std::clamp(v, 0.0, static_cast<double>(kSize)));
  };
  const int first_row = pixel(centre.y - reach_y);
  const int last_row = std::min(pixel(centre.y + reach_y), kSize - 1);
  const int first = pixel(centre.x - reach_x);
  const int last = std::min(pixel(centre.x + reach_x), kSize - 1);
  // Steps of the ellipse's own coordinates from pixel to pixel: the inverse of the frame.
  const auto ux = static_cast<float>(frame_.yy / determinant / rx);
  const auto uy = static_cast<float>(-frame_.xy / determinant / rx);
  const auto vx = static_cast<float>(-frame_.yx / determinant / ry);
  const auto vy = static_cast<float>(frame_.xx / determinant / ry);
  for (int row = first_row; row <= last_row; ++row) {
    const auto down = static_cast<float>(row + 0.5 - centre.y);
    for (int column = first; column <= last; ++column) {
      const auto right = static_cast<float>(column + 0.5 - centre.x);
      const float u = ux * right + uy * down;
      const float v = vx * right + vy * down;
      const float inside = std::max(1.0F - (u * u + v * v), 0.0F);
      float a = alpha * inside * inside;
      const std::size_t i = at(row, column);
      if (is_clipped_) a *= clip_[i];
      planes_[0][i] += (colour.r - planes_[0][i]) * a;
      planes_[1][i] += (colour.g - planes_[1][i]) * a;
      planes_[2][i] += (colour.b - planes_[2][i]) * a;
    }
  }
}

void Canvas::blur(double sigma) {
  if (!(sigma > 0.15)) return;  // the neighbours would get less than a quarter of a grey level
  sigma = std::min(sigma, 2.0);
  const int reach = std::clamp(static_cast<int>(2.2 * sigma + 1.0), 1, 5);
  std::array<float, 6> weight{};
  double total = 0.0;
  for (int i = 0; i <= reach; ++i) {
    const double w = portable_exp(-0.5 * i * i / (sigma * sigma));
    total += i == 0 ? w : 2.0 * w;
    weight[static_cast<std::size_t>(i)] = static_cast<float>(w);
  }
  for (float& w : weight) w = static_cast<float>(w / total);

  // Rows, then columns; beyond the border the last pixel goes on.
  std::array<float, kSize + 10> line;
  Plane rows;
  for (Plane& plane : planes_) {
    for (int row = 0; row < kSize; ++row) {
      const float* source = &plane[at(row, 0)];
      for (int i = 0; i < reach; ++i) {
        line[static_cast<std::size_t>(i)] = source[0];
        line[static_cast<std::size_t>(kSize + reach + i)] = source[kSize - 1];
      }
      std::copy(source, source + kSize, line.begin() + reach);
      float* target = &rows[at(row, 0)];
      const float* middle = line.data() + reach;
      for (int x = 0; x < kSize; ++x) target[x] = weight[0] * middle[x];
      for (int i = 1; i <= reach; ++i) {
        const float w = weight[static_cast<std::size_t>(i)];
        for (int x = 0; x < kSize; ++x) target[x] += w * (middle[x - i] + middle[x + i]);
      }
    }
    for (int row = 0; row < kSize; ++row) {
      float* target = &plane[at(row, 0)];
      const float* here = &rows[at(row, 0)];
      for (int x = 0; x < kSize; ++x) target[x] = weight[0] * here[x];
      for (int i = 1; i <= reach; ++i) {
        const float w = weight[static_cast<std::size_t>(i)];
        const float* above = &rows[at(std::max(row - i, 0), 0)];
        const float* below = &rows[at(std::min(row + i, kSize - 1), 0)];
        for (int x = 0; x < kSize; ++x) target[x] += w * (above[x] + below[x]);
      }
    }
  }
}

}  // namespace purr

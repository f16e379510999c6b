#include "shell/panels/logistic_layout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace purr::shell {
namespace {

constexpr float kMinWidthOfLine = 560.0F;     // below it the line is broken into two
constexpr float kMinWidthOfColumns = 860.0F;  // per text scale
constexpr float kLargestPicture = 170.0F;

Rect square(float centre_x, float centre_y, float side) {
  return {centre_x - side / 2, centre_y - side / 2, side, side};
}

/// Everything in one line, with the numbers.
void place_full(LogisticLayout& layout, const Rect& body, float text_scale) {
  const float middle = body.y + body.height / 2;
  const float cell = 54.0F * text_scale;
  const float index = 40.0F * text_scale;  // of "12,288" beside x
  const float answer = 118.0F * text_scale;
  const float radius = std::clamp(body.width * 0.023F, 20.0F, 32.0F);
  // What does not grow with the pictures: cells, circles, gaps.
  const float fixed = 2 * cell + index + 4 * radius + answer + 16 + 206;
  const float side = std::clamp(std::min((body.width - fixed) / 3.5F, body.height * 0.62F), 48.0F,
                                kLargestPicture);
  const float spare = std::max(0.0F, body.width - fixed - 3.5F * side) / 9;
  float x = body.x;
  layout.picture = {x, middle - side / 2, side, side};
  x += side + 46 + spare;
  const float plane = std::min(side * 0.5F, (body.height - 12) / 3);
  for (std::size_t c = 0; c < 3; ++c) {
    layout.planes[c] =
        square(x + plane / 2, middle + (static_cast<float>(c) - 1) * (plane + 6), plane);
  }
  x += plane + 14 + index + spare;
  // Columns much higher than the pictures would tear the line apart.
  const float column = std::min(body.height, 2.0F * side);
  layout.x = {x, middle - column / 2, cell, column};
  x += cell + 34 + spare;
  layout.weights = {x, middle - side / 2, side, side};
  x += side + 34 + spare;
  layout.products = {x, middle - side / 2, side, side};
  x += side + 12 + spare;
  layout.cells = {x, middle - column / 2, cell, column};
  x += cell + 22 + spare;
  layout.radius = radius;
  layout.sum = {x + radius, middle};
  x += 2 * radius + 26 + 14 * text_scale + spare;
  layout.sigma = {x + radius, middle};
  x += 2 * radius + 18 + spare;
  const float bar = std::min(150.0F, body.height * 0.7F);
  layout.bar = {x, middle - bar / 2, 15, bar};
  layout.right = body.right();
}

/// Everything in one line, without the numbers.
void place_short(LogisticLayout& layout, const Rect& body, float text_scale) {
  const float middle = body.y + body.height / 2;
  const float answer = std::min(118.0F * text_scale, body.width * 0.2F);
  const float radius = std::clamp(body.width * 0.026F, 15.0F, 30.0F);
  const float gap = body.width * 0.032F;
  const float side = std::clamp((body.width - answer - 12 - 4 * radius - 7 * gap) / 3, 30.0F,
                                std::min(kLargestPicture, body.height));
  const float spare =
      std::max(0.0F, body.width - answer - 12 - 4 * radius - 7 * gap - 3 * side) / 6;
  float x = body.x;
  for (Rect* picture : {&layout.picture, &layout.weights, &layout.products}) {
    *picture = {x, middle - side / 2, side, side};
    x += side + gap * 1.3F + spare;
  }
  layout.radius = radius;
  layout.sum = {x + radius, middle};
  x += 2 * radius + gap * 1.4F + spare;
  layout.sigma = {x + radius, middle};
  x += 2 * radius + gap + spare;
  const float bar = std::min(150.0F, body.height * 0.8F);
  layout.bar = {x, middle - bar / 2, 12, bar};
  layout.right = body.right();
}

/// Two lines: the pictures, and below their captions Σ, σ and ŷ.
void place_stacked(LogisticLayout& layout, const Rect& body, float caption_height) {
  const float gap = 22.0F;
  const float lower = std::clamp(body.height * 0.36F, 44.0F, 96.0F);
  const float upper = std::max(30.0F, body.height - lower - caption_height - 6);
  const float side = std::min({(body.width - 2 * gap) / 3, upper, kLargestPicture});
  const float pitch = (body.width - side) / 2;
  float x = body.x;
  for (Rect* picture : {&layout.picture, &layout.weights, &layout.products}) {
    *picture = {x, body.y + (upper - side) / 2, side, side};
    x += pitch;
  }
  layout.captions = body.y + upper + 4;
  const float middle = body.bottom() - lower / 2;
  layout.radius = std::min(22.0F, lower / 2);
  layout.sum = {body.x + layout.radius + 2, middle};
  layout.sigma = {body.x + body.width * 0.42F, middle};
  layout.bar = {body.x + body.width * 0.58F, middle - lower / 2, 12, lower};
  layout.right = body.right();
}

}  // namespace

LogisticLayout logistic_layout(const Rect& inner, float text_scale, float caption_height,
                               float strip_height) {
  constexpr float kGap = 8.0F;
  LogisticLayout layout;
  layout.strip = {inner.x, inner.bottom() - strip_height, inner.width, strip_height};
  const float rest = inner.height - strip_height - kGap;
  layout.is_stacked = inner.width < kMinWidthOfLine * text_scale;
  if (layout.is_stacked) {
    place_stacked(layout, {inner.x, inner.y, inner.width, std::max(80.0F, rest)}, caption_height);
    return layout;
  }
  const Rect body{inner.x, inner.y, inner.width, std::max(60.0F, rest - caption_height - kGap)};
  layout.captions = body.bottom() + kGap;
  layout.has_columns = inner.width >= kMinWidthOfColumns * text_scale && body.height >= 150.0F;
  if (layout.has_columns) {
    place_full(layout, body, text_scale);
  } else {
    place_short(layout, body, text_scale);
  }
  return layout;
}

std::array<Rect, 3> middle_cells(const Rect& column, float text_scale) {
  const float height = std::min(28.0F * text_scale, column.height * 0.14F);
  const float pitch = height + 3;
  const float middle = column.y + column.height / 2;
  std::array<Rect, 3> cells;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    cells[c] = {column.x, middle + (static_cast<float>(c) - 1.5F) * pitch + 1.5F, column.width,
                height};
  }
  return cells;
}

}  // namespace purr::shell

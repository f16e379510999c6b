#include "engine/data/resize.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "engine/core/check.h"
#include "engine/core/portable_math.h"

namespace purr {
namespace {

/// Light of every stored value, 0 to 1.
const std::array<float, 256>& light_table() {
  static const std::array<float, 256> table = [] {
    std::array<float, 256> values{};
    for (int i = 0; i < 256; ++i) {
      const double s = i / 255.0;
      values[static_cast<std::size_t>(i)] =
          static_cast<float>(s <= 0.04045 ? s / 12.92 : portable_pow((s + 0.055) / 1.055, 2.4));
    }
    return values;
  }();
  return table;
}

/// The stored value nearest to some light.
std::uint8_t stored(float light) {
  const std::array<float, 256>& table = light_table();
  const auto above = std::lower_bound(table.begin(), table.end(), light);
  if (above == table.begin()) return 0;
  if (above == table.end()) return 255;
  const auto place = above - table.begin();
  return static_cast<std::uint8_t>(light - *(above - 1) < *above - light ? place - 1 : place);
}

}  // namespace

/// Where each of `size` large rows (or columns) falls when those from `begin` on, `length` of them,
/// become the small ones low … high − 1.
std::vector<Shrinker::Span> Shrinker::spans(int size, double begin, double length, int low,
                                            int high) {
  std::vector<Span> all(static_cast<std::size_t>(size));
  const double scale = (high - low) / length;
  for (int i = 0; i < size; ++i) {
    const double from = std::max(static_cast<double>(low), low + (i - begin) * scale);
    const double to = std::min(static_cast<double>(high), low + (i + 1 - begin) * scale);
    if (to <= from) continue;
    Span& span = all[static_cast<std::size_t>(i)];
    span.first = static_cast<int>(std::floor(from));
    for (int k = span.first; k < high && k < to; ++k) {
      const double share = std::min(to, k + 1.0) - std::max(from, static_cast<double>(k));
      span.shares.push_back(static_cast<float>(share));
    }
  }
  return all;
}

Shrinker::Shrinker(int width, int height, CropMode mode)
    : width_(width),
      height_(height),
      line_(3 * kSide),
      sums_(std::size_t{3} * kSide * kSide),
      cover_(std::size_t{kSide} * kSide) {
  PURR_CHECK(width >= 1 && height >= 1 && width <= 65535 && height <= 65535);
  double x = 0.0;
  double y = 0.0;
  double w = width;
  double h = height;
  int left = 0;
  int top = 0;
  if (mode == CropMode::middle) {
    const double side = std::min(w, h);
    x = (w - side) / 2;
    y = (h - side) / 2;
    w = h = side;
  } else if (mode == CropMode::border) {
    // Whole small pixels, so that the bands have sharp edges.
    left = static_cast<int>(std::lround(kSide * (1.0 - std::min(1.0, w / h)) / 2));
    top = static_cast<int>(std::lround(kSide * (1.0 - std::min(1.0, h / w)) / 2));
    left = std::min(left, kSide / 2 - 1);
    top = std::min(top, kSide / 2 - 1);
  }
  columns_ = spans(width, x, w, left, kSide - left);
  rows_ = spans(height, y, h, top, kSide - top);
}

void Shrinker::add_row(const std::uint8_t* row) {
  const Span& into = rows_[static_cast<std::size_t>(row_)];
  if (into.shares.empty()) return;
  const std::array<float, 256>& light = light_table();
  std::fill(line_.begin(), line_.end(), 0.0F);
  std::array<float, kSide> cover{};
  for (int x = 0; x < width_; ++x, row += 4) {
    const Span& span = columns_[static_cast<std::size_t>(x)];
    if (span.shares.empty()) continue;
    const float alpha = static_cast<float>(row[3]) / 255.0F;
    const float white = 1.0F - alpha;
    const float rgb[3] = {light[row[0]] * alpha + white, light[row[1]] * alpha + white,
                          light[row[2]] * alpha + white};
    auto at = static_cast<std::size_t>(span.first);
    for (const float share : span.shares) {
      for (std::size_t c = 0; c < 3; ++c) line_[3 * at + c] += share * rgb[c];
      cover[at] += share;
      ++at;
    }
  }
  auto y = static_cast<std::size_t>(into.first);
  for (const float share : into.shares) {
    float* sums = &sums_[3 * kSide * y];
    for (std::size_t i = 0; i < line_.size(); ++i) sums[i] += share * line_[i];
    for (std::size_t x = 0; x < kSide; ++x) cover_[kSide * y + x] += share * cover[x];
    ++y;
  }
}

void Shrinker::add_rows(std::span<const std::uint8_t> rgba) {
  const auto row_bytes = static_cast<std::size_t>(width_) * 4;
  PURR_CHECK(rgba.size() % row_bytes == 0 &&
             rgba.size() / row_bytes <= static_cast<std::size_t>(rows_left()));
  for (std::size_t at = 0; at < rgba.size(); at += row_bytes) {
    add_row(rgba.data() + at);
    ++row_;
  }
}

std::vector<std::uint8_t> Shrinker::finish() const {
  constexpr std::uint8_t kBand = 128;
  std::vector<std::uint8_t> rgb(sums_.size(), kBand);
  for (std::size_t i = 0; i < cover_.size(); ++i) {
    if (cover_[i] < 0.001F) continue;
    for (std::size_t c = 0; c < 3; ++c) rgb[3 * i + c] = stored(sums_[3 * i + c] / cover_[i]);
  }
  return rgb;
}

void write_small(std::span<const std::uint8_t> rgb, int width, int height, std::uint8_t* small) {
  PURR_CHECK(rgb.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  const int columns = small_side(width);
  const int rows = small_side(height);
  const int step_x = width / columns;
  const int step_y = height / rows;
  const int count = step_x * step_y;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      int sums[3] = {0, 0, 0};
      for (int y = 0; y < step_y; ++y) {
        const int first = (row * step_y + y) * width + column * step_x;
        const std::uint8_t* from = rgb.data() + 3 * static_cast<std::size_t>(first);
        for (int x = 0; x < step_x; ++x) {
          for (int& sum : sums) sum += *from++;
        }
      }
      for (const int sum : sums) *small++ = static_cast<std::uint8_t>((sum + count / 2) / count);
    }
  }
}

}  // namespace purr

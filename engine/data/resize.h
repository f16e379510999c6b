#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace purr {

/// How a picture of any shape becomes a square.
enum class CropMode : std::uint8_t {
  middle,  ///< the largest square in its centre
  whole,   ///< all of it, stretched to a square
  border,  ///< all of it, with grey bars beside it
};

/// Reduces a picture by averaging the area that each small pixel covers, with exact fractions of
/// the large pixels at its border. The average is one of light, not of stored values: sRGB is made
/// linear first (IEC 61966-2-1), so fine black and white stripes become the grey that the eye sees
/// from afar. Transparent pixels count as white.
///
/// Takes rows one after another, so a large picture need not be in memory as a whole. The result is
/// the same on every platform. A picture smaller than 64×64 is enlarged, its pixels as squares.
class Shrinker {
 public:
  static constexpr int kSide = 64;

  /// @param width, height  of the large picture, 1 to 65535.
  Shrinker(int width, int height, CropMode mode);

  /// The next rows, four bytes a pixel (red, green, blue, alpha, not premultiplied); whole rows.
  void add_rows(std::span<const std::uint8_t> rgba);
  /// Rows that add_rows() still expects.
  int rows_left() const { return height_ - row_; }
  /// The small picture: 64×64×3 bytes. Call when no rows are left.
  std::vector<std::uint8_t> finish() const;

 private:
  struct Span {  // the small pixels that a row or column of the large picture covers
    int first = 0;
    std::vector<float> shares;
  };
  static std::vector<Span> spans(int size, double begin, double length, int low, int high);
  void add_row(const std::uint8_t* row);

  int width_;
  int height_;
  int row_ = 0;
  std::vector<Span> columns_;
  std::vector<Span> rows_;
  std::vector<float> line_;   ///< one row of the large picture, reduced in width
  std::vector<float> sums_;   ///< 64×64×3 of light
  std::vector<float> cover_;  ///< 64×64: how much of each small pixel is covered
};

/// A quarter of a side, rounded down, but at least a pixel.
constexpr int small_side(int side) { return side < 8 ? 1 : side / 4; }
/// Writes the small version of a picture, small_side(width)·small_side(height)·3 bytes: means of
/// its stored values. It is shown until the picture itself has arrived, so a coarse mean is enough.
void write_small(std::span<const std::uint8_t> rgb, int width, int height, std::uint8_t* small);

}  // namespace purr

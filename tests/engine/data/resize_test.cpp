#include "engine/data/resize.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/dice.h"

namespace purr {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Pixel = std::array<std::uint8_t, 4>;

template <class Colour>
Bytes shrink(int width, int height, CropMode mode, Colour colour, int rows_at_once = 7) {
  Shrinker shrinker(width, height, mode);
  for (int y = 0; y < height; y += rows_at_once) {
    Bytes rows;
    for (int r = y; r < std::min(height, y + rows_at_once); ++r) {
      for (int x = 0; x < width; ++x) {
        const Pixel pixel = colour(x, r);
        rows.insert(rows.end(), pixel.begin(), pixel.end());
      }
    }
    shrinker.add_rows(rows);
  }
  REQUIRE(shrinker.rows_left() == 0);
  Bytes small = shrinker.finish();
  REQUIRE(small.size() == 64 * 64 * 3);
  return small;
}

Pixel at(const Bytes& rgb, int x, int y) {
  const auto i = static_cast<std::size_t>(3 * (64 * y + x));
  return {rgb[i], rgb[i + 1], rgb[i + 2], 255};
}

TEST_CASE("a picture of 64×64 stays as it is", "[data][unit]") {
  Dice dice(1);
  std::vector<Pixel> pixels(64 * 64);
  for (Pixel& pixel : pixels) pixel = {dice.byte(), dice.byte(), dice.byte(), 255};
  const auto colour = [&](int x, int y) { return pixels[static_cast<std::size_t>(64 * y + x)]; };
  for (const CropMode mode : {CropMode::middle, CropMode::whole, CropMode::border}) {
    const Bytes small = shrink(64, 64, mode, colour);
    for (int y = 0; y < 64; ++y) {
      for (int x = 0; x < 64; ++x) REQUIRE(at(small, x, y) == colour(x, y));
    }
  }
}

TEST_CASE("black and white stripes become the grey of half the light", "[data][unit]") {
  // Half of the light is 188 in sRGB (IEC 61966-2-1), not 128.
  const auto stripes = [](int x, int) {
    const auto value = static_cast<std::uint8_t>(x % 2 == 0 ? 0 : 255);
    return Pixel{value, value, value, 255};
  };
  for (const int width : {128, 256, 640}) {
    const Bytes small = shrink(width, width, CropMode::middle, stripes);
    for (const std::uint8_t byte : small) REQUIRE(std::abs(byte - 188) <= 1);
  }
}

TEST_CASE("one colour stays that colour at any size", "[data][property]") {
  for (const auto& [width, height] : std::to_array<std::array<int, 2>>(
           {{1, 1}, {3, 2}, {63, 65}, {100, 75}, {75, 100}, {1000, 3}, {7, 911}})) {
    for (const CropMode mode : {CropMode::middle, CropMode::whole}) {
      const Bytes small = shrink(width, height, mode, [](int, int) {
        return Pixel{10, 130, 250, 255};
      });
      for (std::size_t i = 0; i < small.size(); i += 3) {
        REQUIRE(small[i] == 10);
        REQUIRE(small[i + 1] == 130);
        REQUIRE(small[i + 2] == 250);
      }
    }
  }
}

TEST_CASE("a crop takes the middle, squeezing takes all, a border keeps the shape",
          "[data][unit]") {
  // Three fields beside each other: red, green, blue.
  const auto fields = [](int x, int) {
    return x < 100   ? Pixel{255, 0, 0, 255}
           : x < 200 ? Pixel{0, 255, 0, 255}
                     : Pixel{0, 0, 255, 255};
  };
  const Bytes middle = shrink(300, 100, CropMode::middle, fields);
  CHECK(at(middle, 0, 30) == Pixel{0, 255, 0, 255});
  CHECK(at(middle, 63, 30) == Pixel{0, 255, 0, 255});
  const Bytes whole = shrink(300, 100, CropMode::whole, fields);
  CHECK(at(whole, 2, 0) == Pixel{255, 0, 0, 255});
  CHECK(at(whole, 32, 63) == Pixel{0, 255, 0, 255});
  CHECK(at(whole, 62, 30) == Pixel{0, 0, 255, 255});
  const Bytes border = shrink(300, 100, CropMode::border, fields);
  CHECK(at(border, 32, 2) == Pixel{128, 128, 128, 255});
  CHECK(at(border, 2, 32) == Pixel{255, 0, 0, 255});
  CHECK(at(border, 62, 32) == Pixel{0, 0, 255, 255});
  CHECK(at(border, 32, 61) == Pixel{128, 128, 128, 255});
}

TEST_CASE("what is transparent is white", "[data][unit]") {
  const Bytes clear = shrink(90, 90, CropMode::middle, [](int, int) { return Pixel{0, 0, 0, 0}; });
  CHECK(*std::min_element(clear.begin(), clear.end()) == 255);
  // Half transparent black over white: half of the light.
  const Bytes half = shrink(90, 90, CropMode::whole, [](int, int) { return Pixel{0, 0, 0, 128}; });
  CHECK(std::abs(half[0] - 187) <= 1);
}

TEST_CASE("it does not matter in how many pieces the rows come", "[data][property]") {
  Dice dice(2);
  std::vector<Pixel> pixels(150 * 97);
  for (Pixel& pixel : pixels) pixel = {dice.byte(), dice.byte(), dice.byte(), dice.byte()};
  const auto colour = [&](int x, int y) { return pixels[static_cast<std::size_t>(150 * y + x)]; };
  for (const CropMode mode : {CropMode::middle, CropMode::whole, CropMode::border}) {
    const Bytes at_once = shrink(150, 97, mode, colour, 97);
    CHECK(shrink(150, 97, mode, colour, 1) == at_once);
    CHECK(shrink(150, 97, mode, colour, 10) == at_once);
  }
}

TEST_CASE("a small version has the mean of every square", "[data][unit]") {
  // 9×8 with a square of 4×4 for each pixel of the small one; what is left over is left out.
  constexpr int kWidth = 9;
  constexpr int kHeight = 8;
  CHECK(small_side(kWidth) == 2);
  CHECK(small_side(64) == 16);
  CHECK(small_side(7) == 1);
  CHECK(small_side(1) == 1);
  Bytes rgb;
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      rgb.push_back(static_cast<std::uint8_t>(x == 8 ? 255 : x < 4 ? 10 : 20));
      rgb.push_back(static_cast<std::uint8_t>(y < 4 ? 30 : 40));
      rgb.push_back(static_cast<std::uint8_t>(x % 2 == 0 ? 0 : 101));
    }
  }
  Bytes small(2 * 2 * 3);
  write_small(rgb, kWidth, kHeight, small.data());
  CHECK(small == Bytes{10, 30, 51, 20, 30, 51, 10, 40, 51, 20, 40, 51});
  Bytes one(3);
  write_small(Bytes{1, 2, 3, 3, 4, 5}, 2, 1, one.data());
  CHECK(one == Bytes{2, 3, 4});
}

}  // namespace
}  // namespace purr

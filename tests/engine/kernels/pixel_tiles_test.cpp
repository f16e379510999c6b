#include "engine/kernels/pixel_tiles.h"

#include <array>
#include <cstdint>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/dice.h"

namespace purr {
namespace {

TEMPLATE_TEST_CASE("widened pixels are the quotients, all 256 of them", "[kernels][reference]",
                   float, double) {
  // Example c holds every pixel, each at another place.
  std::vector<std::array<std::uint8_t, 256>> pictures(kWidenedExamples);
  std::array<const std::uint8_t*, kWidenedExamples> examples{};
  for (int c = 0; c < kWidenedExamples; ++c) {
    auto& picture = pictures[static_cast<std::size_t>(c)];
    for (int r = 0; r < 256; ++r) {
      picture[static_cast<std::size_t>(r)] = static_cast<std::uint8_t>(r + 17 * c);
    }
    examples[static_cast<std::size_t>(c)] = picture.data();
  }
  for (const double offset : {0.0, 0.5}) {
    std::vector<TestType> tile(256 * kWidenedExamples);
    widen_pixels<TestType>(examples.data(), 256, offset, tile.data(), kWidenedExamples);
    for (int r = 0; r < 256; ++r) {
      for (int c = 0; c < kWidenedExamples; ++c) {
        const auto p = static_cast<std::uint8_t>(r + 17 * c);
        CAPTURE(int{p}, offset);
        REQUIRE(tile[static_cast<std::size_t>(r * kWidenedExamples + c)] ==
                static_cast<TestType>(p / 255.0 - offset));
      }
    }
  }
}

TEMPLATE_TEST_CASE("any number of features is widened as by the plain version",
                   "[kernels][reference]", float, double) {
  const int features = GENERATE(0, 1, 3, 8, 15, 16, 17, 31, 33, 64, 100);
  Dice dice(static_cast<std::uint64_t>(features) + 1);
  std::vector<std::uint8_t> pixels(16 * 101 + 16);
  for (std::uint8_t& p : pixels) p = dice.byte();
  std::array<const std::uint8_t*, kWidenedExamples> examples{};
  for (auto& example : examples) example = pixels.data() + dice.below(1000);
  constexpr std::ptrdiff_t kStep = kWidenedExamples + 3;  // the margin must stay as it is
  std::vector<TestType> fast(100 * kStep, TestType(-7));
  std::vector<TestType> plain = fast;
  widen_pixels<TestType>(examples.data(), features, 0.5, fast.data(), kStep);
  widen_pixels_reference<TestType>(examples.data(), features, 0.5, plain.data(), kStep);
  CHECK(fast == plain);
}

}  // namespace
}  // namespace purr

#include "engine/kernels/pixel_products.h"

#include <cstdint>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/dice.h"

namespace purr {
namespace {

using Pixels = std::vector<std::uint8_t>;

Pixels random_pixels(int size, Dice& dice) {
  Pixels pixels(static_cast<std::size_t>(size));
  for (std::uint8_t& p : pixels) p = dice.byte();
  return pixels;
}

/// Both versions fill a table with a margin below each column, which they must leave alone.
struct Tables {
  std::vector<std::int64_t> fast, plain;
};
Tables multiply(const Pixels& a, int a_count, const Pixels& b, int b_count, int length,
                int stride) {
  const auto size = static_cast<std::size_t>(stride) * static_cast<std::size_t>(b_count);
  Tables tables{std::vector<std::int64_t>(size, -1), std::vector<std::int64_t>(size, -1)};
  pixel_products(a.data(), a_count, b.data(), b_count, length, tables.fast.data(), stride);
  pixel_products_reference(a.data(), a_count, b.data(), b_count, length, tables.plain.data(),
                           stride);
  return tables;
}

TEST_CASE("the fast products equal the plain ones around the width of a lane",
          "[kernels][reference]") {
  const int length = GENERATE(1, 3, 4, 5, 8, 13, 15, 16, 17, 31, 32, 33, 64);
  Dice dice(static_cast<std::uint64_t>(length));
  for (const int a_count : {1, 2, 3, 5, 8}) {
    for (const int b_count : {1, 3, 4, 5, 9}) {
      const Pixels a = random_pixels(a_count * length, dice);
      const Pixels b = random_pixels(b_count * length, dice);
      const Tables tables = multiply(a, a_count, b, b_count, length, a_count + 2);
      CAPTURE(length, a_count, b_count);
      REQUIRE(tables.fast == tables.plain);
    }
  }
}

TEST_CASE("the fast products equal the plain ones for whole pictures and beyond a span",
          "[kernels][reference]") {
  // 32 768 is where 32-bit sums are emptied into 64-bit ones.
  const int length = GENERATE(12288, 32767, 32768, 32769, 40000, 65536 + 17);
  Dice dice(static_cast<std::uint64_t>(length));
  for (const auto& [a_count, b_count] : {std::pair(2, 4), std::pair(3, 5), std::pair(5, 7)}) {
    const Pixels a = random_pixels(a_count * length, dice);
    const Pixels b = random_pixels(b_count * length, dice);
    const Tables tables = multiply(a, a_count, b, b_count, length, a_count);
    REQUIRE(tables.fast == tables.plain);
  }
}

TEST_CASE("the brightest pictures multiply exactly", "[kernels][unit]") {
  const int length = GENERATE(1, 16, 12288, 32768, 40000, 200000);
  const Pixels white(static_cast<std::size_t>(4 * length), 255);
  std::vector<std::int64_t> products(16);
  pixel_products(white.data(), 4, white.data(), 4, length, products.data(), 4);
  for (const std::int64_t product : products) CHECK(product == std::int64_t{65025} * length);
}

TEST_CASE("products start at any address", "[kernels][reference]") {
  Dice dice(9);
  constexpr int kLength = 61;
  const Pixels store = random_pixels(9 * kLength + 16, dice);
  for (std::size_t offset = 0; offset < 16; ++offset) {
    std::vector<std::int64_t> fast(8), plain(8);
    const std::uint8_t* a = store.data() + offset;
    const std::uint8_t* b = a + std::ptrdiff_t{2} * kLength;
    pixel_products(a, 2, b, 4, kLength, fast.data(), 2);
    pixel_products_reference(a, 2, b, 4, kLength, plain.data(), 2);
    REQUIRE(fast == plain);
  }
}

TEST_CASE("no pictures give no products", "[kernels][unit]") {
  const Pixels a{1, 2, 3, 4};
  std::vector<std::int64_t> products(4, -1);
  pixel_products(a.data(), 0, a.data(), 4, 1, products.data(), 0);
  pixel_products(a.data(), 4, a.data(), 0, 1, products.data(), 4);
  CHECK(products == std::vector<std::int64_t>(4, -1));
}

TEST_CASE("the sum of bytes is exact", "[kernels][unit]") {
  CHECK(pixel_sum(Pixels(40000, 255)) == 10200000);
  CHECK(pixel_sum(Pixels{1, 2, 3}) == 6);
  CHECK(pixel_sum(Pixels{}) == 0);
}

}  // namespace
}  // namespace purr

#include "engine/kernels/pixel_products.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "engine/kernels/encoding.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace purr {
namespace {

std::int64_t plain_product(const std::uint8_t* a, const std::uint8_t* b, int length) {
  std::int64_t sum = 0;
  for (int k = 0; k < length; ++k) sum += static_cast<std::int32_t>(a[k]) * b[k];
  return sum;
}

#if defined(__SSE2__)
// WebAssembly SIMD takes these intrinsics through Emscripten's SSE headers; _mm_madd_epi16 becomes
// i32x4.dot_i16x8_s, so page and desktop run the same kernel.

constexpr int kSpan = 32768;
constexpr int kTileRows = 2;  // 2 × 4 sums and their operands fit in sixteen registers
constexpr int kTileColumns = 4;

std::int64_t lane_sum(__m128i sums) {
  alignas(16) std::int32_t lanes[4];
  _mm_store_si128(reinterpret_cast<__m128i*>(lanes), sums);
  return static_cast<std::int64_t>(lanes[0]) + lanes[1] + lanes[2] + lanes[3];
}

/// kRows × kColumns products. Bytes are widened in every tile: that runs in parallel with
/// the multiplications. Widening them once for many tiles was measured and is slower, because of
/// its stores and loads.
template <int kRows, int kColumns>
void tile(const std::uint8_t* a, const std::uint8_t* b, int length, std::int64_t* products,
          int stride) {
  const __m128i zero = _mm_setzero_si128();
  const auto n = static_cast<std::size_t>(length);
  std::int64_t totals[kRows][kColumns] = {};
  for (int begin = 0; begin < length; begin += kSpan) {
    const int end = std::min(length, begin + kSpan);
    __m128i sums[kRows][kColumns];
    for (auto& row : sums) std::fill(row, row + kColumns, zero);
    int k = begin;
    for (; k + 16 <= end; k += 16) {
      __m128i a_low[kRows];
      __m128i a_high[kRows];
      for (int i = 0; i < kRows; ++i) {
        const __m128i bytes = _mm_loadu_si128(
            reinterpret_cast<const __m128i*>(a + static_cast<std::size_t>(i) * n + k));
        a_low[i] = _mm_unpacklo_epi8(bytes, zero);
        a_high[i] = _mm_unpackhi_epi8(bytes, zero);
      }
      for (int j = 0; j < kColumns; ++j) {
        const __m128i bytes = _mm_loadu_si128(
            reinterpret_cast<const __m128i*>(b + static_cast<std::size_t>(j) * n + k));
        const __m128i b_low = _mm_unpacklo_epi8(bytes, zero);
        const __m128i b_high = _mm_unpackhi_epi8(bytes, zero);
        for (int i = 0; i < kRows; ++i) {
          sums[i][j] = _mm_add_epi32(sums[i][j], _mm_madd_epi16(a_low[i], b_low));
          sums[i][j] = _mm_add_epi32(sums[i][j], _mm_madd_epi16(a_high[i], b_high));
        }
      }
    }
    for (int i = 0; i < kRows; ++i) {
      for (int j = 0; j < kColumns; ++j) {
        totals[i][j] +=
            lane_sum(sums[i][j]) + plain_product(a + static_cast<std::size_t>(i) * n + k,
                                                 b + static_cast<std::size_t>(j) * n + k, end - k);
      }
    }
  }
  for (int i = 0; i < kRows; ++i) {
    for (int j = 0; j < kColumns; ++j) {
      products[i + static_cast<std::ptrdiff_t>(j) * stride] = totals[i][j];
    }
  }
}

/// kRows vectors of a with all of b.
template <int kRows>
void tile_row(const std::uint8_t* a, const std::uint8_t* b, int b_count, int length,
              std::int64_t* products, int stride) {
  const auto n = static_cast<std::size_t>(length);
  int j = 0;
  const auto run = [&]<int kColumns>() {
    run_kernel([&] {
      tile<kRows, kColumns>(a, b + static_cast<std::size_t>(j) * n, length,
                            products + static_cast<std::ptrdiff_t>(j) * stride, stride);
    });
    j += kColumns;
  };
  while (j + kTileColumns <= b_count) run.template operator()<kTileColumns>();
  switch (b_count - j) {
    case 1: run.template operator()<1>(); break;
    case 2: run.template operator()<2>(); break;
    case 3: run.template operator()<3>(); break;
    default: break;
  }
}
#endif

}  // namespace

void pixel_products_reference(const std::uint8_t* a, int a_count, const std::uint8_t* b,
                              int b_count, int length, std::int64_t* products, int stride) {
  const auto n = static_cast<std::size_t>(length);
  for (int j = 0; j < b_count; ++j) {
    for (int i = 0; i < a_count; ++i) {
      products[i + static_cast<std::ptrdiff_t>(j) * stride] = plain_product(
          a + static_cast<std::size_t>(i) * n, b + static_cast<std::size_t>(j) * n, length);
    }
  }
}

void pixel_products(const std::uint8_t* a, int a_count, const std::uint8_t* b, int b_count,
                    int length, std::int64_t* products, int stride) {
#if defined(__SSE2__)
  const auto n = static_cast<std::size_t>(length);
  // Two vectors of a stay in the L1 cache while all of b are read: b is the shorter list.
  int i = 0;
  for (; i + kTileRows <= a_count; i += kTileRows) {
    tile_row<kTileRows>(a + static_cast<std::size_t>(i) * n, b, b_count, length, products + i,
                        stride);
  }
  if (i < a_count) {
    tile_row<1>(a + static_cast<std::size_t>(i) * n, b, b_count, length, products + i, stride);
  }
#else
  pixel_products_reference(a, a_count, b, b_count, length, products, stride);
#endif
}

std::int64_t pixel_sum(std::span<const std::uint8_t> pixels) {
  return std::accumulate(pixels.begin(), pixels.end(), std::int64_t{0});
}

}  // namespace purr

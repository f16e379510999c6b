#include "engine/kernels/pixel_tiles.h"

#include "engine/kernels/encoding.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace purr {
namespace {

#if defined(__SSE2__)

// A division takes many times as long as a product, and a product with 1/255 rounds the wrong way
// for some pixels. So 1/255 = 2⁻⁸ + 2⁻¹⁶ + … is split: products with the first terms and their sum
// are exact, the rest is added, and the one rounding of that sum is the division's. A test tries
// all 256 pixels.
constexpr double kUpper64 = 0x1p-8 + 0x1p-16 + 0x1p-24 + 0x1p-32 + 0x1p-40;
constexpr double kLower64 = 0x1p-40 / 255.0;
constexpr float kUpper32 = 0x1p-8F + 0x1p-16F;
constexpr float kRest32 = 0x1p-16F / 255.0F;
constexpr float kMiddle32 = 0x1p-24F;  // the rest in two, where ½ is taken off
constexpr float kLower32 = 0x1p-24F / 255.0F;

template <bool kCentred>
void store_numbers(__m128i quad, double offset, double* to) {
  const auto number = [&](__m128d p) {
    const __m128d upper = _mm_mul_pd(p, _mm_set1_pd(kUpper64));
    const __m128d lower = _mm_mul_pd(p, _mm_set1_pd(kLower64));
    const __m128d x = _mm_add_pd(upper, lower);
    if constexpr (!kCentred) return x;
    return _mm_sub_pd(x, _mm_set1_pd(offset));
  };
  _mm_storeu_pd(to, number(_mm_cvtepi32_pd(quad)));
  _mm_storeu_pd(to + 2, number(_mm_cvtepi32_pd(_mm_unpackhi_epi64(quad, quad))));
}

template <bool kCentred>
void store_numbers(__m128i quad, double offset, float* to) {
  const __m128 p = _mm_cvtepi32_ps(quad);
  const __m128 upper = _mm_mul_ps(p, _mm_set1_ps(kUpper32));
  if constexpr (!kCentred) {
    _mm_storeu_ps(to, _mm_add_ps(upper, _mm_mul_ps(p, _mm_set1_ps(kRest32))));
  } else {
    // The offset goes to the exact part: small differences keep all their digits.
    const __m128 left = _mm_sub_ps(upper, _mm_set1_ps(static_cast<float>(offset)));
    const __m128 exact = _mm_add_ps(left, _mm_mul_ps(p, _mm_set1_ps(kMiddle32)));
    _mm_storeu_ps(to, _mm_add_ps(exact, _mm_mul_ps(p, _mm_set1_ps(kLower32))));
  }
}

/// 16 features of 16 examples.
template <class Real, bool kCentred>
void widen_square(const std::uint8_t* const* examples, int first, double offset, Real* tile,
                  std::ptrdiff_t step) {
  constexpr int kSide = kWidenedExamples;
  __m128i rows[kSide];
  for (int c = 0; c < kSide; ++c) {
    rows[c] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(examples[c] + first));
  }
  // Four perfect shuffles of 16 rows of 16 bytes are a transpose: each interleaves row i with row
  // i + 8 and so moves one bit of the row's number into the column's.
  for (int stage = 0; stage < 4; ++stage) {
    __m128i next[kSide];
    for (int i = 0; i < kSide / 2; ++i) {
      next[2 * i] = _mm_unpacklo_epi8(rows[i], rows[i + kSide / 2]);
      next[2 * i + 1] = _mm_unpackhi_epi8(rows[i], rows[i + kSide / 2]);
    }
    for (int i = 0; i < kSide; ++i) rows[i] = next[i];
  }
  const __m128i zero = _mm_setzero_si128();
  for (int r = 0; r < kSide; ++r) {
    const __m128i low = _mm_unpacklo_epi8(rows[r], zero);
    const __m128i high = _mm_unpackhi_epi8(rows[r], zero);
    Real* to = tile + r * step;
    store_numbers<kCentred>(_mm_unpacklo_epi16(low, zero), offset, to);
    store_numbers<kCentred>(_mm_unpackhi_epi16(low, zero), offset, to + 4);
    store_numbers<kCentred>(_mm_unpacklo_epi16(high, zero), offset, to + 8);
    store_numbers<kCentred>(_mm_unpackhi_epi16(high, zero), offset, to + 12);
  }
}

#endif

template <class Real>
void widen_plain(const std::uint8_t* const* examples, int first, int features, double offset,
                 Real* tile, std::ptrdiff_t step) {
  for (int r = first; r < features; ++r) {
    for (int c = 0; c < kWidenedExamples; ++c) {
      tile[r * step + c] = static_cast<Real>(examples[c][r] / 255.0 - offset);
    }
  }
}

}  // namespace

template <class Real>
void widen_pixels_reference(const std::uint8_t* const* examples, int features, double offset,
                            Real* tile, std::ptrdiff_t step) {
  widen_plain(examples, 0, features, offset, tile, step);
}

template <class Real>
void widen_pixels(const std::uint8_t* const* examples, int features, double offset, Real* tile,
                  std::ptrdiff_t step) {
  int r = 0;
#if defined(__SSE2__)
  run_kernel([&] {
    for (; r + kWidenedExamples <= features; r += kWidenedExamples) {
      if (offset == 0.0) {
        widen_square<Real, false>(examples, r, offset, tile + r * step, step);
      } else {
        widen_square<Real, true>(examples, r, offset, tile + r * step, step);
      }
    }
  });
#endif
  widen_plain(examples, r, features, offset, tile, step);
}

#define PURR_INSTANTIATE(Real)                                                               \
  template void widen_pixels<Real>(const std::uint8_t* const*, int, double, Real*,           \
                                   std::ptrdiff_t);                                          \
  template void widen_pixels_reference<Real>(const std::uint8_t* const*, int, double, Real*, \
                                             std::ptrdiff_t);
PURR_INSTANTIATE(float)
PURR_INSTANTIATE(double)
#undef PURR_INSTANTIATE

}  // namespace purr

#include "engine/kernels/pixel_tiles.h"

#include <type_traits>

#include "engine/kernels/encoding.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace purr {
namespace {

#if defined(__SSE2__)

// A division takes many times as long as a product, and p·(1/255) rounds the wrong way for half of
// the pixels, because 1/255 itself is rounded. But p/255 = (p·k)/(255·k), and for some k 1/(255·k)
// lies so near to a number of the type that all 256 products round as the division does. A test
// checks all 256.

template <class Real>
constexpr int kMultiple = std::is_same_v<Real, float> ? 3 : 257;

/// Eight pixels of `row`, from the lower or the upper half, times kMultiple, 16 bits each.
template <class Real, bool kUpper>
__m128i multiples_of(__m128i row) {
  if constexpr (kMultiple<Real> == 257) {  // the byte twice
    return kUpper ? _mm_unpackhi_epi8(row, row) : _mm_unpacklo_epi8(row, row);
  } else {
    const __m128i zero = _mm_setzero_si128();
    const __m128i half = kUpper ? _mm_unpackhi_epi8(row, zero) : _mm_unpacklo_epi8(row, zero);
    return _mm_mullo_epi16(half, _mm_set1_epi16(kMultiple<Real>));
  }
}

template <bool kCentred>
void store_numbers(__m128i multiples, double* to) {
  const auto number = [](__m128d multiple) {
    const __m128d x = _mm_mul_pd(multiple, _mm_set1_pd(1.0 / (255 * kMultiple<double>)));
    return kCentred ? _mm_sub_pd(x, _mm_set1_pd(0.5)) : x;
  };
  _mm_storeu_pd(to, number(_mm_cvtepi32_pd(multiples)));
  _mm_storeu_pd(to + 2, number(_mm_cvtepi32_pd(_mm_unpackhi_epi64(multiples, multiples))));
}

template <bool kCentred>
void store_numbers(__m128i multiples, float* to) {
  __m128 multiple = _mm_cvtepi32_ps(multiples);
  // ½ is subtracted where that is exact, so that small differences keep all their digits.
  constexpr auto kOne = static_cast<float>(255 * kMultiple<float>);
  if constexpr (kCentred) multiple = _mm_sub_ps(multiple, _mm_set1_ps(kOne / 2.0F));
  _mm_storeu_ps(to, _mm_mul_ps(multiple, _mm_set1_ps(1.0F / kOne)));
}

/// 16 features of 16 examples.
template <class Real, bool kCentred>
void widen_square(const std::uint8_t* const* examples, int first, Real* tile, std::ptrdiff_t step) {
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
    const __m128i low = multiples_of<Real, false>(rows[r]);
    const __m128i high = multiples_of<Real, true>(rows[r]);
    Real* to = tile + r * step;
    store_numbers<kCentred>(_mm_unpacklo_epi16(low, zero), to);
    store_numbers<kCentred>(_mm_unpackhi_epi16(low, zero), to + 4);
    store_numbers<kCentred>(_mm_unpacklo_epi16(high, zero), to + 8);
    store_numbers<kCentred>(_mm_unpackhi_epi16(high, zero), to + 12);
  }
}

template <class Real, bool kCentred>
int widen_squares(const std::uint8_t* const* examples, int features, Real* tile,
                  std::ptrdiff_t step) {
  int r = 0;
  for (; r + kWidenedExamples <= features; r += kWidenedExamples) {
    widen_square<Real, kCentred>(examples, r, tile + r * step, step);
  }
  return r;
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
    r = offset == 0.0 ? widen_squares<Real, false>(examples, features, tile, step)
                      : widen_squares<Real, true>(examples, features, tile, step);
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

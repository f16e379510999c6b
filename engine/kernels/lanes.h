#pragma once

#include <cstddef>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace purr {

/// 128 bits of Real: two doubles or four floats, which the same source makes an SSE2 register and,
/// through Emscripten's headers, a WebAssembly v128. Each operation rounds each lane as the scalar
/// operation does; where there is neither, four plain numbers take their place with the same
/// results.
template <class Real>
struct Lanes;

#if defined(__SSE2__)

template <>
struct Lanes<double> {
  static constexpr int kCount = 2;
  using Type = __m128d;

  static Type zero() { return _mm_setzero_pd(); }
  static Type splat(double x) { return _mm_set1_pd(x); }
  static Type load(const double* from) { return _mm_loadu_pd(from); }
  /// The first `count` lanes (1 … kCount), zeros behind them.
  static Type load_part(const double* from, int count) {
    return count == kCount ? load(from) : _mm_load_sd(from);
  }
  static void store(double* to, Type a) { _mm_storeu_pd(to, a); }
  static void store_part(double* to, Type a, int count) {
    if (count == kCount) {
      store(to, a);
    } else {
      _mm_store_sd(to, a);
    }
  }
  static Type add(Type a, Type b) { return _mm_add_pd(a, b); }
  static Type multiply(Type a, Type b) { return _mm_mul_pd(a, b); }
  /// a where z > 0, else +0.
  static Type where_positive(Type z, Type a) { return _mm_and_pd(_mm_cmpgt_pd(z, zero()), a); }
  /// +0 where z < 0, else a.
  static Type unless_negative(Type z, Type a) { return _mm_andnot_pd(_mm_cmplt_pd(z, zero()), a); }
  /// Lane i is sum(a[i]).
  static Type sums(const Type* a) {
    return _mm_add_pd(_mm_unpacklo_pd(a[0], a[1]), _mm_unpackhi_pd(a[0], a[1]));
  }
  /// lane 0 + lane 1.
  static double sum(Type a) { return _mm_cvtsd_f64(_mm_add_sd(a, _mm_unpackhi_pd(a, a))); }
};

template <>
struct Lanes<float> {
  static constexpr int kCount = 4;
  using Type = __m128;

  static Type zero() { return _mm_setzero_ps(); }
  static Type splat(float x) { return _mm_set1_ps(x); }
  static Type load(const float* from) { return _mm_loadu_ps(from); }
  static Type load_part(const float* from, int count) {
    switch (count) {
      case 1: return _mm_set_ps(0.0F, 0.0F, 0.0F, from[0]);
      case 2: return _mm_set_ps(0.0F, 0.0F, from[1], from[0]);
      case 3: return _mm_set_ps(0.0F, from[2], from[1], from[0]);
      default: return load(from);
    }
  }
  static void store(float* to, Type a) { _mm_storeu_ps(to, a); }
  static void store_part(float* to, Type a, int count) {
    if (count == kCount) return store(to, a);
    alignas(16) float lanes[kCount];
    _mm_store_ps(lanes, a);
    for (int l = 0; l < count; ++l) to[l] = lanes[l];
  }
  static Type add(Type a, Type b) { return _mm_add_ps(a, b); }
  static Type multiply(Type a, Type b) { return _mm_mul_ps(a, b); }
  static Type where_positive(Type z, Type a) { return _mm_and_ps(_mm_cmpgt_ps(z, zero()), a); }
  static Type unless_negative(Type z, Type a) { return _mm_andnot_ps(_mm_cmplt_ps(z, zero()), a); }
  /// Lane i is sum(a[i]).
  static Type sums(const Type* a) {
    const Type low = _mm_add_ps(_mm_movelh_ps(a[0], a[1]), _mm_movehl_ps(a[1], a[0]));
    const Type high = _mm_add_ps(_mm_movelh_ps(a[2], a[3]), _mm_movehl_ps(a[3], a[2]));
    return _mm_add_ps(_mm_shuffle_ps(low, high, _MM_SHUFFLE(2, 0, 2, 0)),
                      _mm_shuffle_ps(low, high, _MM_SHUFFLE(3, 1, 3, 1)));
  }
  /// (lane 0 + lane 2) + (lane 1 + lane 3).
  static float sum(Type a) {
    const Type pairs = _mm_add_ps(a, _mm_movehl_ps(a, a));
    return _mm_cvtss_f32(_mm_add_ss(pairs, _mm_shuffle_ps(pairs, pairs, 1)));
  }
};

#else

template <class Real>
struct Lanes {
  static constexpr int kCount = 16 / static_cast<int>(sizeof(Real));
  struct Type {
    Real lane[kCount];
  };

  static Type zero() { return splat(Real(0)); }
  static Type splat(Real x) {
    Type a;
    for (Real& lane : a.lane) lane = x;
    return a;
  }
  static Type load(const Real* from) { return load_part(from, kCount); }
  static Type load_part(const Real* from, int count) {
    Type a = zero();
    for (int l = 0; l < count; ++l) a.lane[l] = from[l];
    return a;
  }
  static void store(Real* to, const Type& a) { store_part(to, a, kCount); }
  static void store_part(Real* to, const Type& a, int count) {
    for (int l = 0; l < count; ++l) to[l] = a.lane[l];
  }
  static Type add(Type a, const Type& b) {
    for (int l = 0; l < kCount; ++l) a.lane[l] += b.lane[l];
    return a;
  }
  static Type multiply(Type a, const Type& b) {
    for (int l = 0; l < kCount; ++l) a.lane[l] *= b.lane[l];
    return a;
  }
  static Type where_positive(const Type& z, Type a) {
    for (int l = 0; l < kCount; ++l) a.lane[l] = z.lane[l] > Real(0) ? a.lane[l] : Real(0);
    return a;
  }
  static Type unless_negative(const Type& z, Type a) {
    for (int l = 0; l < kCount; ++l) a.lane[l] = z.lane[l] < Real(0) ? Real(0) : a.lane[l];
    return a;
  }
  /// Lane i is sum(a[i]).
  static Type sums(const Type* a) {
    Type all;
    for (int l = 0; l < kCount; ++l) all.lane[l] = sum(a[l]);
    return all;
  }
  static Real sum(const Type& a) {
    if constexpr (kCount == 2) {
      return a.lane[0] + a.lane[1];
    } else {
      return (a.lane[0] + a.lane[2]) + (a.lane[1] + a.lane[3]);
    }
  }
};

#endif

}  // namespace purr

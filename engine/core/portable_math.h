#pragma once

/// Elementary functions that give the same last bit on every platform.
///
/// The C library's exp, log, sin ... differ by a last bit between x86-64, ARM and WebAssembly, and
/// a training run amplifies one bit into a different curve. These functions are built only from
/// + - * /, comparisons and operations on bits, which IEEE 754 fixes completely, so a run (or a
/// drawn picture) that uses them is the same everywhere. Two conditions: round to nearest, and no
/// fused multiply-add (the project builds with -ffp-contract=off and without -ffast-math).
///
/// | function    | largest error seen | for                                         |
/// |-------------|--------------------|---------------------------------------------|
/// | exp         | 0.55 ulp           | all arguments (0.76 for subnormal results)  |
/// | log, log1p  | 0.85 ulp           | all arguments                               |
/// | expm1       | 0.89 ulp           | all arguments                               |
/// | tanh        | 1.4 ulp            | all arguments                               |
/// | sin, cos    | 0.80 ulp           | all finite arguments                        |
/// | pow         | 0.63 ulp           | all arguments (0.76 for subnormal results)  |
///
/// (ulp: the distance between neighbouring doubles at the exact value.) exp and log take about as
/// long as the C library's. Special values follow C99:
/// NaN gives NaN, exp(-inf) = 0, log(0) = -inf, log of a negative number is NaN, tanh(±inf) = ±1,
/// sin(±inf) = NaN. No errno, no exception.

#include <bit>
#include <cstdint>

namespace purr {

namespace portable_detail {

/// 2^(j/32) as the nearest double and the remainder.
struct TableEntry {
  double high;
  double low;
};

inline constexpr TableEntry kExp2Table[32] = {
    {0x1.0000000000000p+0, 0x0.0p+0},
    {0x1.059b0d3158574p+0, 0x1.d73e2a475b465p-55},
    {0x1.0b5586cf9890fp+0, 0x1.8a62e4adc610bp-54},
    {0x1.11301d0125b51p+0, -0x1.6c51039449b3ap-54},
    {0x1.172b83c7d517bp+0, -0x1.19041b9d78a76p-55},
    {0x1.1d4873168b9aap+0, 0x1.e016e00a2643cp-54},
    {0x1.2387a6e756238p+0, 0x1.9b07eb6c70573p-54},
    {0x1.29e9df51fdee1p+0, 0x1.612e8afad1255p-55},
    {0x1.306fe0a31b715p+0, 0x1.6f46ad23182e4p-55},
    {0x1.371a7373aa9cbp+0, -0x1.63aeabf42eae2p-54},
    {0x1.3dea64c123422p+0, 0x1.ada0911f09ebcp-55},
    {0x1.44e086061892dp+0, 0x1.89b7a04ef80d0p-59},
    {0x1.4bfdad5362a27p+0, 0x1.d4397afec42e2p-56},
    {0x1.5342b569d4f82p+0, -0x1.07abe1db13cadp-55},
    {0x1.5ab07dd485429p+0, 0x1.6324c054647adp-54},
    {0x1.6247eb03a5585p+0, -0x1.383c17e40b497p-54},
    {0x1.6a09e667f3bcdp+0, -0x1.bdd3413b26456p-54},
    {0x1.71f75e8ec5f74p+0, -0x1.16e4786887a99p-55},
    {0x1.7a11473eb0187p+0, -0x1.41577ee04992fp-55},
    {0x1.82589994cce13p+0, -0x1.d4c1dd41532d8p-54},
    {0x1.8ace5422aa0dbp+0, 0x1.6e9f156864b27p-54},
    {0x1.93737b0cdc5e5p+0, -0x1.75fc781b57ebcp-57},
    {0x1.9c49182a3f090p+0, 0x1.c7c46b071f2bep-56},
    {0x1.a5503b23e255dp+0, -0x1.d2f6edb8d41e1p-54},
    {0x1.ae89f995ad3adp+0, 0x1.7a1cd345dcc81p-54},
    {0x1.b7f76f2fb5e47p+0, -0x1.5584f7e54ac3bp-56},
    {0x1.c199bdd85529cp+0, 0x1.11065895048ddp-55},
    {0x1.cb720dcef9069p+0, 0x1.503cbd1e949dbp-56},
    {0x1.d5818dcfba487p+0, 0x1.2ed02d75b3707p-55},
    {0x1.dfc97337b9b5fp+0, -0x1.1a5cd4f184b5cp-54},
    {0x1.ea4afa2a490dap+0, -0x1.e9c23179c2893p-54},
    {0x1.f50765b6e4540p+0, 0x1.9d3e12dd8a18bp-54},
};

// ln 2 / 32 in two pieces: the first has 36 bits, so its product with any n below 2^17 is exact.
inline constexpr double kLn2Over32High = 0x1.62e42fefa0000p-6;
inline constexpr double kLn2Over32Low = 0x1.cf79abc9e3b3ap-45;
inline constexpr double k32OverLn2 = 0x1.71547652b82fep+5;
// ln 2 in two pieces: the first has 40 bits, so its product with an exponent is exact.
inline constexpr double kLn2High = 0x1.62e42fefa4000p-1;
inline constexpr double kLn2Low = -0x1.8432a1b0e2634p-43;
// Adding 1.5 * 2^52 rounds to an integer and leaves it in the low bits of the sum.
inline constexpr double kRoundToInteger = 0x1.8p52;

/// x = n * ln2/32 + r with |r| <= ln2/64, and growth = e^r - 1.
struct ExpParts {
  std::int64_t n;
  double growth;
};

/// Splits x (|x| < 800) for exp; `tail` is a small correction to x, below half an ulp of it.
inline ExpParts split_for_exp(double x, double tail) {
  const double shifted = x * k32OverLn2 + kRoundToInteger;
  const double n = shifted - kRoundToInteger;
  const double r = (x - n * kLn2Over32High) - (n * kLn2Over32Low - tail);
  // Taylor series of e^r - 1; the first term left out is r^7/5040 < 2^-58 r.
  const double rr = r * r;
  const double growth =
      r + rr * ((1.0 / 2 + r * (1.0 / 6)) + rr * ((1.0 / 24 + r * (1.0 / 120)) + rr * (1.0 / 720)));
  return {std::bit_cast<std::int64_t>(shifted) - std::bit_cast<std::int64_t>(kRoundToInteger),
          growth};
}

/// exp where the result is not an ordinary number: NaN, infinity, 0, or subnormal.
double exp_at_the_edge(double x);

/// x = 2^k * m with m in [sqrt(1/2), sqrt(2)), for a positive, normal, finite x.
struct LogParts {
  double m;
  double k;
};

inline LogParts split_for_log(double x) {
  constexpr auto kSqrtHalf = std::bit_cast<std::uint64_t>(0x1.6a09e667f3bcdp-1);
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const auto k = static_cast<std::int64_t>(bits - kSqrtHalf) >> 52;
  return {std::bit_cast<double>(bits - (static_cast<std::uint64_t>(k) << 52)),
          static_cast<double>(k)};
}

/// k * ln 2 + log(1 + f) + tail, for 1 + f in [sqrt(1/2), sqrt(2)] and a tiny tail.
///
/// With s = f/(2+f) the logarithm is 2 artanh(s) = 2s + s R(s^2). Since 2s = f - f^2/2 + s f^2/2,
/// the sum is written as f minus something small, so that the large term f carries no rounding
/// error. R is a polynomial that meets 2(artanh(s)/s - 1) at the Chebyshev points of the interval.
inline double log_sum(double k, double f, double tail) {
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double zz = z * z;
  const double even =
      zz * (0x1.9999999995077p-2 + zz * (0x1.c71c628e9e0c9p-3 + zz * 0x1.39fb2efe206abp-3));
  const double odd =
      z * (0x1.5555555555558p-1 +
           zz * (0x1.2492492e35998p-2 + zz * (0x1.7462cd53e5318p-3 + zz * 0x1.2b7fa64da1a6ap-3)));
  const double half_square = 0.5 * f * f;
  const double small = half_square - (s * (half_square + (odd + even)) + (k * kLn2Low + tail));
  return k * kLn2High - (small - f);
}

/// log of 0, of subnormal and negative numbers, of infinity and of NaN.
double log_at_the_edge(double x);

}  // namespace portable_detail

/// e^x. Overflows to infinity above 709.78, reaches 0 below -745.13.
/// Source: P. T. P. Tang, Table-driven implementation of the exponential function in IEEE
/// floating-point arithmetic, ACM TOMS 15 (1989); here with the whole argument reduction in
/// doubles.
inline double portable_exp(double x) {
  if (!(x > -708.0 && x < 709.0)) return portable_detail::exp_at_the_edge(x);
  const auto [n, growth] = portable_detail::split_for_exp(x, 0.0);
  const auto& power = portable_detail::kExp2Table[n & 31];
  const double value = power.high + (power.low + power.high * growth);
  // Multiply by 2^(n/32 rounded down) by adding to the exponent.
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) +
                               (static_cast<std::uint64_t>(n >> 5) << 52));
}

/// Natural logarithm. log(0) = -inf, log(x < 0) = NaN.
/// Source: artanh series with the reduction of W. J. Cody and W. Waite, Software Manual for the
/// Elementary Functions (1980).
inline double portable_log(double x) {
  if (!(x >= 0x1p-1022 && x <= 0x1.fffffffffffffp1023)) {
    return portable_detail::log_at_the_edge(x);
  }
  const auto [m, k] = portable_detail::split_for_log(x);
  return portable_detail::log_sum(k, m - 1.0, 0.0);
}

/// log(1 + x) without loss near x = 0. log1p(-1) = -inf, NaN below.
double portable_log1p(double x);

/// The same to the last bit for 0 <= x <= 1 or NaN, without a branch, so that a loop over it can be
/// vectorised.
inline double portable_log1p_of_share(double x) {
  const bool is_small = x < 0.41;
  const double u = 1.0 + x;
  const bool is_halved = u >= 0x1.6a09e667f3bcdp+0;  // sqrt(2), as split_for_log has it
  const double m = is_halved ? 0.5 * u : u;
  const double lost = (x - (u - 1.0)) / u;
  return portable_detail::log_sum(is_small || !is_halved ? 0.0 : 1.0, is_small ? x : m - 1.0,
                                  is_small ? 0.0 : lost);
}

/// e^x - 1 without loss near x = 0.
double portable_expm1(double x);

/// Hyperbolic tangent.
double portable_tanh(double x);

/// Sine of x radians, for any finite x: large arguments are reduced with 1248 bits of 2/pi.
double portable_sin(double x);

/// Cosine of x radians, for any finite x.
double portable_cos(double x);

/// x to the power y, with the special cases of C99 (x^0 = 1 and 1^y = 1 even for NaN; a negative x
/// to a y that is no integer is NaN).
double portable_pow(double x, double y);

}  // namespace purr

#include "engine/core/portable_math.h"

#include <array>
#include <limits>

namespace purr {

namespace {

using portable_detail::kExp2Table;
using portable_detail::kLn2High;
using portable_detail::kLn2Low;
using portable_detail::kRoundToInteger;
using portable_detail::log_sum;
using portable_detail::split_for_exp;
using portable_detail::split_for_log;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double magnitude(double x) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) & ~(std::uint64_t{1} << 63));
}

bool is_negative(double x) { return (std::bit_cast<std::uint64_t>(x) >> 63) != 0; }

double with_sign(double size, bool negative) { return negative ? -size : size; }

/// 2^k for an ordinary exponent, -1022 <= k <= 1023.
double power_of_two(std::int64_t k) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52);
}

/// The unevaluated sum high + low, about 106 bits.
/// Source of the exact sums and products: T. J. Dekker, A floating-point technique for extending
/// the available precision, Numerische Mathematik 18 (1971); D. E. Knuth, TAOCP 2, section 4.2.2.
struct Pair {
  double high;
  double low;
};

Pair exact_sum(double a, double b) {
  const double sum = a + b;
  const double b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}

/// The exact product; a and b below 2^995, so that the splitting does not overflow.
Pair exact_product(double a, double b) {
  constexpr double kSplitter = 0x1p27 + 1;
  const double a_spread = a * kSplitter;
  const double a_high = a_spread - (a_spread - a);
  const double a_low = a - a_high;
  const double b_spread = b * kSplitter;
  const double b_high = b_spread - (b_spread - b);
  const double b_low = b - b_high;
  const double product = a * b;
  return {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

Pair operator+(Pair a, Pair b) {
  const Pair sum = exact_sum(a.high, b.high);
  return exact_sum(sum.high, sum.low + (a.low + b.low));
}

Pair operator*(Pair a, Pair b) {
  const Pair product = exact_product(a.high, b.high);
  return exact_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

/// e^(x + tail) for |x| < 800, also where it overflows or is subnormal.
double exp_of_sum(double x, double tail) {
  const auto [n, growth] = split_for_exp(x, tail);
  const auto& power = kExp2Table[n & 31];
  const double value = power.high + (power.low + power.high * growth);
  // Two factors, since 2^k itself may be out of range; both are exact unless the result is not
  // an ordinary number.
  const std::int64_t k = n >> 5;
  const std::int64_t half = k >> 1;
  return value * power_of_two(half) * power_of_two(k - half);
}

/// log x as a pair, good to about 2^-65 of its value; x positive and finite.
Pair log_as_pair(double x) {
  double extra_k = 0.0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    extra_k = -54.0;
  }
  const auto [m, exponent] = split_for_log(x);
  const double k = exponent + extra_k;
  const double f = m - 1.0;
  // s = f / (2 + f) as a pair: the quotient, then the remainder divided once more.
  const Pair divisor = exact_sum(2.0, f);
  const double quotient = f / divisor.high;
  const Pair back = exact_product(quotient, divisor.high);
  const double rest = ((f - back.high) - back.low - quotient * divisor.low) / divisor.high;
  const Pair s{quotient, rest};
  const Pair z = s * s;
  // 2 artanh(s) = 2s + s z (2/3 + z (2/5 + z (2/7 + ...))); only the first terms need pairs.
  double series = 0.0;
  for (int n = 13; n >= 2; --n) series = series * z.high + 2.0 / (2 * n + 1);
  const Pair two_thirds{0x1.5555555555555p-1, 0x1.5555555555555p-55};
  const Pair cubic = s * z * (two_thirds + exact_product(z.high, series));
  return Pair{k * kLn2High, k * kLn2Low} + (Pair{2.0 * s.high, 2.0 * s.low} + cubic);
}

/// x = quadrant * pi/2 + (high + low), the quadrant modulo 4 and |high| <= pi/4 (a little more).
struct Reduced {
  int quadrant;
  Pair rest;
};

/// 2/pi: 32 bits to a word, the first just after the binary point.
constexpr std::array<std::uint32_t, 39> kTwoOverPi = {
    0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab, 0xdebbc561,
    0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484,
    0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f,
    0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b,
    0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08, 0x56033046, 0xfc7b6bab, 0xf0cfbc20};

/// Reduction of a large positive argument in integers.
/// Source: M. H. Payne and R. N. Hanek, Radian reduction for trigonometric functions, ACM SIGNUM
/// Newsletter 18 (1983): only those bits of 2/pi matter that are neither multiples of four full
/// quadrants nor far below the precision wanted.
Reduced reduce_large(double x) {
  constexpr int kWords = 7;  // 224 bits: 34 may be idle, 53 meet x, 62 may cancel, 75 remain
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const int exponent = static_cast<int>(bits >> 52) - 1075;  // x = mantissa * 2^exponent
  const std::uint64_t mantissa = (bits & ((std::uint64_t{1} << 52) - 1)) | (std::uint64_t{1} << 52);
  const int first_word = exponent > 2 ? (exponent - 2) / 32 : 0;

  // product = mantissa * (the seven words), lowest 32 bits first.
  std::array<std::uint32_t, kWords + 2> product{};
  const std::uint64_t mantissa_low = mantissa & 0xffffffff;
  const std::uint64_t mantissa_high = mantissa >> 32;
  std::uint64_t carry = 0;
  std::uint64_t word_before = 0;
  for (int i = 0; i < kWords + 2; ++i) {
    const std::uint64_t word =
        i < kWords ? kTwoOverPi[static_cast<std::size_t>(first_word + kWords - 1 - i)] : 0;
    const std::uint64_t low = word * mantissa_low;
    const std::uint64_t high = word_before * mantissa_high;
    const std::uint64_t sum = (low & 0xffffffff) + (high & 0xffffffff) + carry;
    product[static_cast<std::size_t>(i)] = static_cast<std::uint32_t>(sum);
    carry = (sum >> 32) + (low >> 32) + (high >> 32);
    word_before = word;
  }

  const int fraction_bits = 32 * (first_word + kWords) - exponent;
  const auto bits_from = [&](int position) {  // 32 bits of the product, the lowest at `position`
    const int word = position >> 5;
    const int shift = position & 31;
    const auto at = [&](int i) -> std::uint64_t {
      return i >= 0 && i < kWords + 2 ? product[static_cast<std::size_t>(i)] : 0;
    };
    return static_cast<std::uint32_t>(((at(word + 1) << 32) | at(word)) >> shift);
  };
  int quadrant = static_cast<int>(bits_from(fraction_bits) & 3);
  std::array<std::uint32_t, 5> fraction{};  // highest first
  for (int i = 0; i < 5; ++i) {
    fraction[static_cast<std::size_t>(i)] = bits_from(fraction_bits - 32 * (i + 1));
  }
  const bool above_half = (fraction[0] >> 31) != 0;  // then count back from the next quadrant
  Pair turns{0.0, 0.0};
  double weight = 0x1p-160;
  for (int i = 4; i >= 0; --i) {
    std::uint32_t word = fraction[static_cast<std::size_t>(i)];
    if (above_half) word = ~word;  // 1 - fraction, but for 2^-160
    turns = turns + Pair{word * weight, 0.0};
    weight *= 0x1p32;
  }
  if (above_half) {
    quadrant = (quadrant + 1) & 3;
    turns = {-turns.high, -turns.low};
  }
  const Pair half_pi{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};
  return {quadrant, turns * half_pi};
}

Reduced reduce(double x) {
  // Below a million, n has at most 20 bits, so its products with the two 33-bit pieces of pi/2 are
  // exact; the third piece makes 119 bits.
  if (magnitude(x) < 1e6) {
    const double shifted = x * 0x1.45f306dc9c883p-1 + kRoundToInteger;
    const double n = shifted - kRoundToInteger;
    const double first = x - n * 0x1.921fb54400000p+0;
    const Pair second = exact_sum(first, -(n * 0x1.0b4611a600000p-34));
    const double third = second.low - n * 0x1.3198a2e037073p-69;
    const int quadrant = static_cast<int>(std::bit_cast<std::uint64_t>(shifted) & 3);
    return {quadrant, exact_sum(second.high, third)};
  }
  Reduced result = reduce_large(magnitude(x));
  if (is_negative(x)) {
    result.quadrant = (4 - result.quadrant) & 3;
    result.rest = {-result.rest.high, -result.rest.low};
  }
  return result;
}

/// sin(high + low) for |high| <= pi/4; the polynomial meets (sin x - x)/x^3 at Chebyshev points.
double sine_kernel(Pair x) {
  const double z = x.high * x.high;
  const double p = -0x1.5555555555555p-3 +
                   z * (0x1.1111111111110p-7 +
                        z * (-0x1.a01a01a01990ap-13 +
                             z * (0x1.71de3a545b148p-19 +
                                  z * (-0x1.ae6454093c147p-26 +
                                       z * (0x1.61217781a8ccdp-33 + z * -0x1.ab13654fd392ap-41)))));
  return x.high + (x.high * z * p + x.low * (1.0 - 0.5 * z));
}

/// cos(high + low) for |high| <= pi/4.
double cosine_kernel(Pair x) {
  const double z = x.high * x.high;
  const double p = 0x1.5555555555555p-5 +
                   z * (-0x1.6c16c16c16c16p-10 +
                        z * (0x1.a01a01a019cf6p-16 +
                             z * (-0x1.27e4fb7710638p-22 +
                                  z * (0x1.1eed8de759d0dp-29 +
                                       z * (-0x1.9394b3581cec8p-37 + z * 0x1.ab746999271a1p-45)))));
  const double half = 0.5 * z;
  const double main = 1.0 - half;
  return main + (((1.0 - main) - half) + (z * z * p - x.high * x.low));
}

}  // namespace

namespace portable_detail {

double exp_at_the_edge(double x) {
  if (x != x) return x;
  if (x > 709.79) return kInfinity;
  if (x < -745.2) return 0.0;
  return exp_of_sum(x, 0.0);
}

double log_at_the_edge(double x) {
  if (x == 0.0) return -kInfinity;
  if (x < 0.0) return kNaN;
  if (!(x < kInfinity)) return x;  // infinity or NaN
  const auto [m, k] = split_for_log(x * 0x1p54);
  return log_sum(k - 54.0, m - 1.0, 0.0);
}

}  // namespace portable_detail

double portable_log1p(double x) {
  if (!(x > -1.0)) return x == -1.0 ? -kInfinity : (x < -1.0 ? kNaN : x);
  if (!(x < 0x1p53)) return portable_log(x);
  if (magnitude(x) < 0x1p-54) return x;
  if (x > -0.29 && x < 0.41) return log_sum(0.0, x, 0.0);
  // log(1 + x) = log(u) + (1 + x - u)/u for the rounded sum u.
  const double u = 1.0 + x;
  const double lost = x >= 1.0 ? 1.0 - (u - x) : x - (u - 1.0);
  const auto [m, k] = split_for_log(u);
  return log_sum(k, m - 1.0, lost / u);
}

double portable_expm1(double x) {
  const double size = magnitude(x);
  if (size < 0x1p-54) return x;
  if (size < 0.36) {
    // x + x^2/2 + x^3 p(x): the exact leading term keeps the rounding error of the rest small.
    const double xx = x * x;
    const double even = 0x1.5555555555556p-3 +
                        xx * (0x1.1111111110717p-7 +
                              xx * (0x1.a01a01a9b97f7p-13 +
                                    xx * (0x1.71de065d6f29dp-19 + xx * 0x1.af496752963b0p-26)));
    const double odd = 0x1.5555555555555p-5 +
                       xx * (0x1.6c16c16c16663p-10 +
                             xx * (0x1.a01a01a599753p-16 +
                                   xx * (0x1.27e4ddc684112p-22 + xx * 0x1.1f706fd70e71fp-29)));
    return x + xx * (0.5 + x * (even + x * odd));
  }
  if (!(x < 700.0)) return portable_exp(x);  // NaN too; the 1 is far below the last bit
  if (x < -40.0) return -1.0;
  const auto [n, growth] = split_for_exp(x, 0.0);
  const auto& power = kExp2Table[n & 31];
  const double scale = power_of_two(n >> 5);
  const Pair whole = exact_sum(power.high * scale, -1.0);
  return whole.high + (whole.low + (power.low + power.high * growth) * scale);
}

double portable_tanh(double x) {
  const double size = magnitude(x);
  if (!(size < 20.0)) return x != x ? x : with_sign(1.0, is_negative(x));
  if (size < 0x1p-28) return x;  // also keeps the sign of -0
  if (size < 0.6) {
    // The polynomial meets (tanh x - x)/x^3 at Chebyshev points.
    const double z = x * x;
    const double zz = z * z;
    const double even =
        -0x1.5555555555554p-2 +
        zz * (-0x1.ba1ba1b97a4d5p-5 +
              zz * (-0x1.226e2c5a88b2bp-7 +
                    zz * (-0x1.7d86d17d8e18ap-10 +
                          zz * (-0x1.e5e3718d8d043p-13 + zz * -0x1.2c4d366322d04p-16))));
    const double odd = 0x1.1111111110b16p-3 +
                       zz * (0x1.664f484d963efp-6 +
                             zz * (0x1.d6d206566c78bp-9 +
                                   zz * (0x1.3430943f8f930p-11 + zz * 0x1.52d86c7f4af9ap-14)));
    return x + x * z * (even + z * odd);
  }
  return with_sign(1.0 - 2.0 / (portable_exp(2.0 * size) + 1.0), is_negative(x));
}

double portable_sin(double x) {
  if (!(magnitude(x) < kInfinity)) return kNaN;
  if (magnitude(x) < 0x1p-27) return x;
  const Reduced reduced = reduce(x);
  const double value =
      (reduced.quadrant & 1) != 0 ? cosine_kernel(reduced.rest) : sine_kernel(reduced.rest);
  return with_sign(value, (reduced.quadrant & 2) != 0);
}

double portable_cos(double x) {
  if (!(magnitude(x) < kInfinity)) return kNaN;
  const Reduced reduced = reduce(x);
  const double value =
      (reduced.quadrant & 1) != 0 ? sine_kernel(reduced.rest) : cosine_kernel(reduced.rest);
  return with_sign(value, reduced.quadrant == 1 || reduced.quadrant == 2);
}

double portable_pow(double x, double y) {
  if (y == 0.0 || x == 1.0) return 1.0;
  if (x != x || y != y) return kNaN;

  const double y_size = magnitude(y);
  bool y_is_integer = y_size >= 0x1p52;  // from here on there are no fractions
  bool y_is_odd = false;
  if (y_size < 0x1p53) {
    const auto truncated = static_cast<std::int64_t>(y_size);
    y_is_integer = static_cast<double>(truncated) == y_size;
    y_is_odd = y_is_integer && (truncated & 1) != 0;
  }
  const bool negative = is_negative(x) && y_is_odd;
  const double size = magnitude(x);

  if (y_size == kInfinity) {
    if (size == 1.0) return 1.0;
    return (size > 1.0) == (y > 0.0) ? kInfinity : 0.0;
  }
  if (size == 0.0 || size == kInfinity) {
    return with_sign((size == 0.0) == (y > 0.0) ? 0.0 : kInfinity, negative);
  }
  if (x < 0.0 && !y_is_integer) return kNaN;

  // |x|^y = e^(y log |x|); the exponent needs a pair, because e^ magnifies its error up to 745
  // times.
  const double estimate = y * portable_log(size);
  if (estimate > 750.0) return with_sign(kInfinity, negative);
  if (estimate < -750.0) return with_sign(0.0, negative);
  if (magnitude(estimate) < 0x1p-60) return with_sign(1.0, negative);
  const Pair log_x = log_as_pair(size);
  const Pair product = exact_product(y, log_x.high);
  const Pair exponent = exact_sum(product.high, product.low + y * log_x.low);
  return with_sign(exp_of_sum(exponent.high, exponent.low), negative);
}

}  // namespace purr

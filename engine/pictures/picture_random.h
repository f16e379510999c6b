#pragma once

#include <cmath>
#include <cstdint>

#include "engine/core/portable_math.h"

namespace purr {

/// Random numbers for one picture: small, fast to start, the same on every platform.
///
/// The standard library's distributions differ between implementations, so the few that drawing
/// needs are here. The generator is xoshiro256++, its state filled by SplitMix64.
/// Source: D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47
/// (2021); G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators (2014).
class PictureRandom {
 public:
  /// The stream `part` of picture `index` of a series. Different parts of a picture take different
  /// streams, so that a change of the ground leaves the cat as it is.
  PictureRandom(std::uint64_t seed, std::uint32_t index, std::uint32_t part) {
    std::uint64_t z = scrambled(seed + kGolden);
    z = scrambled(z ^ (static_cast<std::uint64_t>(part) << 32 | index));
    for (std::uint64_t& word : state_) {
      z += kGolden;
      word = scrambled(z);
    }
  }

  std::uint64_t bits() {
    const std::uint64_t result = turned(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = turned(state_[3], 45);
    return result;
  }

  /// In [0, 1).
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  bool chance(double probability) { return uniform() < probability; }
  /// 0 … count - 1.
  int pick(int count) { return static_cast<int>(uniform() * count); }
  /// -1 or 1.
  double side() { return chance(0.5) ? 1.0 : -1.0; }

  /// Normal with mean 0 and standard deviation 1, by Marsaglia's polar method, and never further
  /// out than 2.5: a drawing must stay in its picture.
  double normal() {
    for (;;) {
      const double a = uniform(-1.0, 1.0);
      const double b = uniform(-1.0, 1.0);
      const double square = a * a + b * b;
      if (square >= 1.0 || square == 0.0) continue;
      const double value = a * std::sqrt(-2.0 * portable_log(square) / square);
      if (value > -2.5 && value < 2.5) return value;
    }
  }

 private:
  static constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15;

  static constexpr std::uint64_t turned(std::uint64_t x, int by) {
    return (x << by) | (x >> (64 - by));
  }
  static constexpr std::uint64_t scrambled(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::uint64_t state_[4];
};

}  // namespace purr

#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace purr {

/// NumPy's legacy generator (`np.random.seed(s)`), digit for digit, so that a run that starts from
/// a published seed starts from the published numbers.
///
/// Source: NumPy's `RandomState`, whose stream is frozen by NEP 19; Matsumoto and Nishimura,
/// "Mersenne Twister", 1998; Marsaglia and Bray's polar method for the normal distribution.
class NumpyRandom {
 public:
  explicit NumpyRandom(std::uint32_t seed) : bits_(seed) {}

  /// Uniform in [0, 1) with 53 bits.
  double random_double();
  /// Normal with mean 0 and standard deviation 1; values come in pairs, the second is kept.
  double randn();
  /// An integer from 0 to `max`, both included.
  std::uint32_t bounded(std::uint32_t max);
  /// 0 … n−1 in the order of `np.random.permutation(n)`.
  std::vector<int> permutation(int n);
  /// The same into an existing vector, for loops that must not allocate.
  void permutation(int n, std::vector<int>& order);

 private:
  std::mt19937 bits_;  // std::mt19937(s) has the state of init_genrand(s)
  bool has_spare_ = false;
  double spare_ = 0.0;
};

/// `np.linspace(first, last, count)`; without `endpoint`, the value after the last would be `last`.
std::vector<double> linspace(double first, double last, int count, bool endpoint = true);

}  // namespace purr

#include "engine/core/random.h"

#include <bit>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/core/portable_math.h"

namespace purr {

double NumpyRandom::random_double() {
  const std::uint32_t a = static_cast<std::uint32_t>(bits_()) >> 5;
  const std::uint32_t b = static_cast<std::uint32_t>(bits_()) >> 6;
  return (a * 67108864.0 + b) / 9007199254740992.0;
}

double NumpyRandom::randn() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  double x1 = 0.0;
  double x2 = 0.0;
  double r2 = 0.0;
  do {
    x1 = 2.0 * random_double() - 1.0;
    x2 = 2.0 * random_double() - 1.0;
    r2 = x1 * x1 + x2 * x2;
  } while (r2 >= 1.0 || r2 == 0.0);
  const double f = std::sqrt(-2.0 * portable_log(r2) / r2);
  spare_ = f * x1;
  has_spare_ = true;
  return f * x2;
}

std::uint32_t NumpyRandom::bounded(std::uint32_t max) {
  if (max == 0) return 0;
  const std::uint32_t mask = max >= 0x80000000U ? 0xFFFFFFFFU : std::bit_ceil(max + 1) - 1;
  std::uint32_t value = 0;
  do {
    value = static_cast<std::uint32_t>(bits_()) & mask;
  } while (value > max);
  return value;
}

std::vector<int> NumpyRandom::permutation(int n) {
  std::vector<int> order;
  permutation(n, order);
  return order;
}

void NumpyRandom::permutation(int n, std::vector<int>& order) {
  order.resize(static_cast<std::size_t>(n > 0 ? n : 0));
  std::iota(order.begin(), order.end(), 0);
  for (int i = n - 1; i >= 1; --i) {
    const auto j = bounded(static_cast<std::uint32_t>(i));
    std::swap(order[static_cast<std::size_t>(i)], order[j]);
  }
}

std::vector<double> linspace(double first, double last, int count, bool endpoint) {
  std::vector<double> values(static_cast<std::size_t>(count > 0 ? count : 0));
  const int gaps = endpoint ? count - 1 : count;
  const double step = gaps > 0 ? (last - first) / gaps : 0.0;
  for (int i = 0; i < count; ++i) values[static_cast<std::size_t>(i)] = first + i * step;
  if (endpoint && count > 1) values.back() = last;
  return values;
}

}  // namespace purr

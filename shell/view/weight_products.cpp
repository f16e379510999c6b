#include "shell/view/weight_products.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace purr::shell {

bool WeightProducts::is_cancelling() const {
  const double larger = std::max(up, -down);
  return larger > 0.0 && std::abs(up + down) < 0.5 * larger;
}

WeightProducts products_of(const WeightTrace& trace) {
  WeightProducts products;
  const std::size_t m = std::min(trace.dZ.size(), trace.A_prev.size());
  for (std::size_t i = 0; i < m; ++i) {
    const double product = trace.dZ[i] * trace.A_prev[i];
    const int example = i < trace.examples.size() ? trace.examples[i] : static_cast<int>(i);
    products.by_size.push_back({example, trace.dZ[i], trace.A_prev[i], product});
    products.sorted.push_back(product);
    if (product > 0.0) {
      ++products.up_count;
      products.up += product;
    } else if (product < 0.0) {
      ++products.down_count;
      products.down += product;
    }
  }
  // NaN, of a run that has failed, is treated as the largest: comparisons must stay consistent.
  const auto size = [](double value) {
    return std::isnan(value) ? std::numeric_limits<double>::infinity() : std::abs(value);
  };
  std::ranges::stable_sort(products.by_size, std::greater<>(),
                           [&](const WeightProduct& p) { return size(p.product); });
  std::ranges::stable_sort(products.sorted, std::greater<>(), [](double value) {
    return std::isnan(value) ? std::numeric_limits<double>::infinity() : value;
  });
  return products;
}

double check_difference(const WeightTrace& trace) {
  const double difference = std::abs(trace.derivative - trace.numeric_dW);
  const double larger = std::max(std::abs(trace.derivative), std::abs(trace.numeric_dW));
  return difference == 0.0 ? 0.0 : difference / larger;
}

bool is_check_passed(const WeightTrace& trace, bool is_double) {
  // The difference quotient of J has an error of about 10⁻¹⁶/h = 10⁻¹¹; h² adds as much again.
  constexpr double kNoise = 1e-10;
  const double difference = std::abs(trace.derivative - trace.numeric_dW);
  return difference <= kNoise || check_difference(trace) <= (is_double ? 1e-5 : 1e-2);
}

int common_exponent(const std::vector<double>& values) {
  double largest = 0.0;
  for (const double value : values) {
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  }
  int exponent = 0;
  for (; largest > 0.0 && largest < 0.1 && exponent < 300; exponent += 3) largest *= 1e3;
  return exponent;
}

}  // namespace purr::shell

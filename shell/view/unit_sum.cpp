#include "shell/view/unit_sum.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace purr::shell {

UnitSum unit_sum(std::span<const double> W, std::span<const double> a, int n_in, int n_out,
                 int unit, double z, double bias, int terms) {
  UnitSum sum{.others = n_in, .others_sum = z - bias, .bias = bias, .z = z};
  const auto inputs = static_cast<std::size_t>(n_in);
  if (a.size() != inputs || W.size() != inputs * static_cast<std::size_t>(n_out)) return sum;
  std::vector<UnitTerm> all;
  for (std::size_t j = 0; j < inputs; ++j) {
    const std::size_t at = j * static_cast<std::size_t>(n_out) + static_cast<std::size_t>(unit);
    all.push_back({static_cast<int>(j), W[at], a[j]});
  }
  std::stable_sort(all.begin(), all.end(), [](const UnitTerm& one, const UnitTerm& other) {
    const double first = std::fabs(one.product());
    const double second = std::fabs(other.product());
    if (std::isnan(first) || std::isnan(second)) return false;
    return first > second;
  });
  const std::size_t kept = std::min(all.size(), static_cast<std::size_t>(std::max(0, terms)));
  sum.others = n_in - static_cast<int>(kept);
  sum.others_sum = 0.0;
  for (std::size_t k = kept; k < all.size(); ++k) sum.others_sum += all[k].product();
  all.resize(kept);
  sum.largest = std::move(all);
  return sum;
}

}  // namespace purr::shell

#include "engine/data/inputs.h"

#include <algorithm>

#include "engine/core/check.h"

namespace purr {

template <class Real>
void Inputs::fill(int first, Eigen::Ref<Matrix<Real>> columns) const {
  PURR_CHECK(columns.rows() == n_x && first >= 0 && first + columns.cols() <= count);
  const auto n = static_cast<std::size_t>(n_x);
  if (is_pixels()) {
    std::array<Real, 256> value;  // p/255 − offset, rounded as a division of doubles rounds it
    for (int p = 0; p < 256; ++p) {
      value[static_cast<std::size_t>(p)] = static_cast<Real>(p / 255.0 - offset);
    }
    for (Eigen::Index j = 0; j < columns.cols(); ++j) {
      const std::uint8_t* from = pixels.data() + static_cast<std::size_t>(first + j) * n;
      std::transform(from, from + n, columns.col(j).data(),
                     [&](std::uint8_t p) { return value[p]; });
    }
    return;
  }
  for (Eigen::Index j = 0; j < columns.cols(); ++j) {
    const double* from = numbers.data() + static_cast<std::size_t>(first + j) * n;
    std::transform(from, from + n, columns.col(j).data(),
                   [](double x) { return static_cast<Real>(x); });
  }
}

template void Inputs::fill<float>(int, Eigen::Ref<Matrix<float>>) const;
template void Inputs::fill<double>(int, Eigen::Ref<Matrix<double>>) const;

}  // namespace purr

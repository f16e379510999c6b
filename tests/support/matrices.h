#pragma once

#include <algorithm>
#include <cmath>

#include "engine/core/matrix.h"
#include "tests/support/dice.h"

namespace purr {

/// Cells between −size and size.
template <class Real>
Matrix<Real> random_matrix(Eigen::Index rows, Eigen::Index columns, Dice& dice, double size = 1.0) {
  Matrix<Real> matrix(rows, columns);
  for (Eigen::Index j = 0; j < columns; ++j) {
    for (Eigen::Index i = 0; i < rows; ++i) {
      matrix(i, j) = static_cast<Real>(dice.between(-size, size));
    }
  }
  return matrix;
}

/// ‖a − b‖ over the larger of the norms; 0 for two zeros, NaN where a cell is.
template <class Left, class Right>
double relative_distance(const Left& a, const Right& b) {
  const double size = std::max(static_cast<double>(a.norm()), static_cast<double>(b.norm()));
  const auto distance = static_cast<double>((a - b).norm());
  return size == 0.0 ? distance : distance / size;
}

}  // namespace purr

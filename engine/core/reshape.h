#pragma once

#include "engine/core/matrix.h"

namespace purr {

/// Resizes a matrix if its shape differs; its entries are then any. Eigen frees the memory before
/// it asks for the new one, and keeps the old address where that fails: an empty matrix has none.
template <class M>
void reshape(M& matrix, Eigen::Index rows, Eigen::Index columns) {
  if (matrix.rows() == rows && matrix.cols() == columns) return;
  matrix.resize(0, 0);
  matrix.resize(rows, columns);
}

}  // namespace purr

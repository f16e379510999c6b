#pragma once

#include <Eigen/Core>

namespace purr {

/// Column-major: one example per column lies in one piece of memory.
template <class Real>
using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;

/// A column.
template <class Real>
using Vector = Eigen::Matrix<Real, Eigen::Dynamic, 1>;

}  // namespace purr

#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <span>

namespace purr {

/// Column-major: one example per column lies in one piece of memory.
template <class Real>
using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;

/// Row-major: what one unit gives for all examples lies in one piece of memory. Hidden layers are
/// so kept, because they have few units and many examples.
template <class Real>
using RowMatrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A column.
template <class Real>
using Vector = Eigen::Matrix<Real, Eigen::Dynamic, 1>;

/// The cells of a matrix, in the order of its memory.
template <class Derived>
std::span<typename Derived::Scalar> cells(Eigen::PlainObjectBase<Derived>& M) {
  return {M.data(), static_cast<std::size_t>(M.size())};
}
template <class Derived>
std::span<const typename Derived::Scalar> cells(const Eigen::PlainObjectBase<Derived>& M) {
  return {M.data(), static_cast<std::size_t>(M.size())};
}

}  // namespace purr

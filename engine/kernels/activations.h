#pragma once

#include <limits>
#include <span>

#include "engine/core/activation.h"
#include "engine/core/matrix.h"

namespace purr {

/// g(z) of one number. `slope` is leaky ReLU's for z < 0.
double activation(Activation g, double slope, double z);
/// g′(z) of one number, from z and a = g(z). ReLU's derivative at 0 is a choice: 0.
double activation_slope(Activation g, double slope, double z, double a);

/// The values a = g(z) beyond which g is nearly flat, so that a unit there hardly learns: below
/// `low` and above `high`. Infinite where g has no flat side that tends to a limit.
struct FlatBounds {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};
FlatBounds flat_bounds(Activation g);

/// A = g(Z), entry by entry; both of the same length.
template <class Real>
void activate(Activation g, double slope, std::span<const Real> Z, std::span<Real> A);

/// dZ = dA ∗ g′(Z), in place: `dA` holds dA before and dZ after.
///
/// @param keep  dropout's keep probability: A then holds g(Z)/keep where a unit was kept, and dA is
///              0 where it was not. 1 without dropout.
template <class Real>
void multiply_by_slope(Activation g, double slope, std::span<const Real> Z, std::span<const Real> A,
                       double keep, std::span<Real> dA);

/// The same for matrices. A is resized only if its shape differs.
template <class Real>
void activate(Activation g, double slope, const Matrix<Real>& Z, Matrix<Real>& A) {
  A.resize(Z.rows(), Z.cols());
  activate<Real>(g, slope, cells(Z), cells(A));
}
template <class Real>
void multiply_by_slope(Activation g, double slope, const Matrix<Real>& Z, const Matrix<Real>& A,
                       double keep, Matrix<Real>& dA) {
  multiply_by_slope<Real>(g, slope, cells(Z), cells(A), keep, cells(dA));
}

}  // namespace purr

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/core/matrix.h"

/// Loops that take one number at a time, for comparison with vectorised kernels. The compiler is
/// told not to vectorise them: otherwise it would turn most of them into SIMD instructions, and
/// the comparison would show the compiler instead of the loop.
namespace purr::scalar {

double dot(std::span<const double> a, std::span<const double> b);
/// u = A·v for a square A, row by row.
void multiply(std::span<const double> A, std::span<const double> v, std::span<double> u);
void exp(std::span<const double> v, std::span<double> u);
void log(std::span<const double> v, std::span<double> u);
void abs(std::span<const double> v, std::span<double> u);
/// max(v, 0).
void maximum(std::span<const double> v, std::span<double> u);
void square(std::span<const double> v, std::span<double> u);
void reciprocal(std::span<const double> v, std::span<double> u);

/// One pass of logistic regression over X (n_x, m) by two loops, one over the examples and inside
/// it one over the inputs: dw, db and J of w and b.
/// @param dw  receives n_x numbers.
struct Pass {
  double db = 0.0;
  double cost = 0.0;
};
Pass logistic_pass(const Matrix<double>& X, std::span<const std::uint8_t> labels,
                   std::span<const double> w, double b, std::span<double> dw);

}  // namespace purr::scalar

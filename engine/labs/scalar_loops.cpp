#include "engine/labs/scalar_loops.h"

#include <cmath>

#include "engine/core/portable_math.h"
#include "engine/kernels/activations.h"
#include "engine/model/network.h"

// g++ is told not to vectorise by an attribute of a function, clang by a pragma of a loop.
// Clang's loops are not unrolled either: it vectorises neighbouring statements as well.
#if defined(__clang__)
#define PURR_SCALAR_FUNCTION [[gnu::noinline]]
#define PURR_SCALAR_LOOP \
  _Pragma("clang loop vectorize(disable) interleave(disable) unroll(disable)")
#else
#define PURR_SCALAR_FUNCTION [[gnu::noinline, gnu::optimize("no-tree-vectorize")]]
#define PURR_SCALAR_LOOP
#endif

namespace purr::scalar {

PURR_SCALAR_FUNCTION double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0.0;
  PURR_SCALAR_LOOP
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

PURR_SCALAR_FUNCTION void multiply(std::span<const double> A, std::span<const double> v,
                                   std::span<double> u) {
  for (std::size_t i = 0; i < u.size(); ++i) {
    double sum = 0.0;
    PURR_SCALAR_LOOP
    for (std::size_t j = 0; j < v.size(); ++j) sum += A[i * v.size() + j] * v[j];
    u[i] = sum;
  }
}

PURR_SCALAR_FUNCTION void exp(std::span<const double> v, std::span<double> u) {
  PURR_SCALAR_LOOP
  for (std::size_t i = 0; i < v.size(); ++i) u[i] = portable_exp(v[i]);
}

PURR_SCALAR_FUNCTION void log(std::span<const double> v, std::span<double> u) {
  PURR_SCALAR_LOOP
  for (std::size_t i = 0; i < v.size(); ++i) u[i] = portable_log(v[i]);
}

PURR_SCALAR_FUNCTION void abs(std::span<const double> v, std::span<double> u) {
  PURR_SCALAR_LOOP
  for (std::size_t i = 0; i < v.size(); ++i) u[i] = std::fabs(v[i]);
}

PURR_SCALAR_FUNCTION void maximum(std::span<const double> v, std::span<double> u) {
  PURR_SCALAR_LOOP
  for (std::size_t i = 0; i < v.size(); ++i) u[i] = v[i] > 0.0 ? v[i] : 0.0;
}

PURR_SCALAR_FUNCTION void square(std::span<const double> v, std::span<double> u) {
  PURR_SCALAR_LOOP
  for (std::size_t i = 0; i < v.size(); ++i) u[i] = v[i] * v[i];
}

PURR_SCALAR_FUNCTION void reciprocal(std::span<const double> v, std::span<double> u) {
  PURR_SCALAR_LOOP
  for (std::size_t i = 0; i < v.size(); ++i) u[i] = 1.0 / v[i];
}

PURR_SCALAR_FUNCTION Pass logistic_pass(const Matrix<double>& X,
                                        std::span<const std::uint8_t> labels,
                                        std::span<const double> w, double b, std::span<double> dw) {
  const auto n_x = static_cast<std::size_t>(X.rows());
  const auto m = static_cast<double>(labels.size());
  Pass pass;
  for (std::size_t j = 0; j < n_x; ++j) dw[j] = 0.0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double* x = X.data() + i * n_x;
    double z = b;
    PURR_SCALAR_LOOP
    for (std::size_t j = 0; j < n_x; ++j) z += w[j] * x[j];
    pass.cost += loss(z, labels[i]);
    const double dz = activation(Activation::sigmoid, 0.0, z) - labels[i];
    PURR_SCALAR_LOOP
    for (std::size_t j = 0; j < n_x; ++j) dw[j] += x[j] * dz;
    pass.db += dz;
  }
  for (std::size_t j = 0; j < n_x; ++j) dw[j] /= m;
  pass.db /= m;
  pass.cost /= m;
  return pass;
}

}  // namespace purr::scalar

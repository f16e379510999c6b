#include "engine/kernels/activations.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/core/portable_math.h"
#include "engine/kernels/lanes.h"

namespace purr {
namespace {

/// Calls work(first, count) for each SIMD vector of `size` entries; only the last may be shorter.
/// ReLU uses this: compilers turn a choice per entry into a branch, which is mispredicted half of
/// the time.
template <class Real, class Work>
void for_lanes(std::size_t size, const Work& work) {
  constexpr auto kCount = static_cast<std::size_t>(Lanes<Real>::kCount);
  std::size_t i = 0;
  for (; i + kCount <= size; i += kCount) work(i, Lanes<Real>::kCount);
  if (i < size) work(i, static_cast<int>(size - i));
}

double sigmoid(double z) {
  // Each side uses the exponential that cannot overflow.
  if (z >= 0.0) return 1.0 / (1.0 + portable_exp(-z));
  const double e = portable_exp(z);
  return e / (1.0 + e);
}

double softplus(double z) {
  // ln(1 + e^z) = z + ln(1 + e^−z): the exponential of −|z| cannot overflow.
  if (z != z) return z;
  const double tail = portable_log1p(portable_exp(z > 0.0 ? -z : z));
  return z > 0.0 ? z + tail : tail;
}

}  // namespace

double activation(Activation g, double slope, double z) {
  switch (g) {
    case Activation::sigmoid: return sigmoid(z);
    case Activation::tanh: return portable_tanh(z);
    case Activation::relu: return z > 0.0 ? z : (z == z ? 0.0 : z);  // NaN stays visible
    case Activation::leaky_relu: return z > 0.0 ? z : slope * z;
    case Activation::linear: return z;
    case Activation::softplus: return softplus(z);
  }
  return z;
}

double activation_slope(Activation g, double slope, double z, double a) {
  switch (g) {
    case Activation::sigmoid: return a * (1.0 - a);
    case Activation::tanh: return 1.0 - a * a;
    case Activation::relu: return z > 0.0 ? 1.0 : 0.0;
    case Activation::leaky_relu: return z > 0.0 ? 1.0 : slope;
    case Activation::linear: return 1.0;
    case Activation::softplus: return sigmoid(z);
  }
  return 1.0;
}

FlatBounds flat_bounds(Activation g) {
  constexpr double kFlat = 0.95;
  switch (g) {
    case Activation::sigmoid: return {1.0 - kFlat, kFlat};
    case Activation::tanh: return {-kFlat, kFlat};
    case Activation::softplus: return {.low = 1.0 - kFlat};
    case Activation::relu:
    case Activation::leaky_relu:
    case Activation::linear: break;
  }
  return {};
}

// Loops over spans. An activation without a loop of its own is computed by the functions above.

template <class Real>
void activate(Activation g, double slope, std::span<const Real> Z, std::span<Real> A) {
  using L = Lanes<Real>;
  PURR_CHECK(Z.size() == A.size());
  const Real* z = Z.data();
  Real* a = A.data();
  const std::size_t size = Z.size();
  switch (g) {
    case Activation::sigmoid:
      for (std::size_t i = 0; i < size; ++i) a[i] = static_cast<Real>(sigmoid(z[i]));
      break;
    case Activation::tanh:
      for (std::size_t i = 0; i < size; ++i) a[i] = static_cast<Real>(portable_tanh(z[i]));
      break;
    case Activation::relu:
      // NaN passes through: a diverged run must not look like one with dead units.
      for_lanes<Real>(size, [&](std::size_t i, int count) {
        const auto cells = L::load_part(z + i, count);
        L::store_part(a + i, L::unless_negative(cells, cells), count);
      });
      break;
    case Activation::leaky_relu: {
      const auto s = static_cast<Real>(slope);
      for (std::size_t i = 0; i < size; ++i) a[i] = z[i] < Real(0) ? s * z[i] : z[i];
      break;
    }
    case Activation::linear: std::copy(Z.begin(), Z.end(), A.begin()); break;
    default:
      for (std::size_t i = 0; i < size; ++i) a[i] = static_cast<Real>(activation(g, slope, z[i]));
  }
}

template <class Real>
void multiply_by_slope(Activation g, double slope, std::span<const Real> Z, std::span<const Real> A,
                       double keep, std::span<Real> dA) {
  using L = Lanes<Real>;
  PURR_CHECK(Z.size() == dA.size() && A.size() == dA.size());
  const Real* z = Z.data();
  const Real* a = A.data();
  Real* d = dA.data();
  const std::size_t size = dA.size();
  const auto k = static_cast<Real>(keep);
  switch (g) {
    case Activation::sigmoid:
      for (std::size_t i = 0; i < size; ++i) d[i] *= (k * a[i]) * (Real(1) - k * a[i]);
      break;
    case Activation::tanh:
      for (std::size_t i = 0; i < size; ++i) d[i] *= Real(1) - (k * a[i]) * (k * a[i]);
      break;
    case Activation::relu:
      for_lanes<Real>(size, [&](std::size_t i, int count) {
        const auto kept = L::where_positive(L::load_part(z + i, count), L::load_part(d + i, count));
        L::store_part(d + i, kept, count);
      });
      break;
    case Activation::leaky_relu: {
      const auto s = static_cast<Real>(slope);
      for (std::size_t i = 0; i < size; ++i) d[i] = z[i] > Real(0) ? d[i] : s * d[i];
      break;
    }
    case Activation::linear: break;
    default:
      for (std::size_t i = 0; i < size; ++i) {
        d[i] *= static_cast<Real>(activation_slope(g, slope, z[i], k * a[i]));
      }
  }
}

#define PURR_INSTANTIATE(Real)                                                              \
  template void activate<Real>(Activation, double, std::span<const Real>, std::span<Real>); \
  template void multiply_by_slope<Real>(Activation, double, std::span<const Real>,          \
                                        std::span<const Real>, double, std::span<Real>);
PURR_INSTANTIATE(float)
PURR_INSTANTIATE(double)
#undef PURR_INSTANTIATE

}  // namespace purr

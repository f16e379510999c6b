#include "engine/model/network.h"

#include <algorithm>
#include <cmath>

#include "engine/core/check.h"
#include "engine/core/portable_math.h"
#include "engine/kernels/activations.h"
#include "engine/kernels/products.h"

namespace purr {

std::vector<int> layer_sizes(const NetworkSpec& spec, int n_x) {
  std::vector<int> sizes{n_x};
  sizes.insert(sizes.end(), spec.hidden.begin(), spec.hidden.end());
  sizes.push_back(1);
  return sizes;
}

long long parameter_count(const std::vector<int>& sizes) {
  long long count = 0;
  for (std::size_t l = 1; l < sizes.size(); ++l) {
    count += static_cast<long long>(sizes[l]) * sizes[l - 1] + sizes[l];
  }
  return count;
}

double initial_scale(const NetworkSpec& spec, int n_in) {
  switch (spec.init) {
    case Initialisation::zeros: return 0.0;
    case Initialisation::small: return 0.01;
    case Initialisation::large: return 10.0;
    case Initialisation::xavier: return 1.0 / std::sqrt(static_cast<double>(n_in));
    case Initialisation::he: return std::sqrt(2.0 / n_in);
    case Initialisation::scaled: return spec.init_scale;
  }
  return 0.0;
}

template <class Real>
Initialiser<Real>::Initialiser(const NetworkSpec& spec, int n_x)
    : spec_(spec),
      sizes_(layer_sizes(spec, n_x)),
      random_(static_cast<std::uint32_t>(spec.seed)),
      parameters_(sizes_.size() - 1) {}

template <class Real>
bool Initialiser<Real>::advance() {
  constexpr int kNumbersPerSlice = 1 << 13;
  int left = kNumbersPerSlice;
  for (; layer_ < parameters_.size(); ++layer_, row_ = 0) {
    const int n_out = sizes_[layer_ + 1];
    const int n_in = sizes_[layer_];
    const double scale = initial_scale(spec_, n_in);
    Dense<Real>& layer = parameters_[layer_];
    if (row_ == 0) {
      layer.W.setZero(n_out, n_in);
      layer.b.setZero(n_out);
    }
    if (spec_.init == Initialisation::zeros) continue;
    // The course divides by √n[l−1]; a product with the reciprocal would differ in the last bit.
    const bool divides = spec_.init == Initialisation::xavier;
    const double divisor = std::sqrt(static_cast<double>(n_in));
    for (; row_ < n_out; ++row_) {
      if (left <= 0) return false;
      left -= n_in;
      for (int j = 0; j < n_in; ++j) {
        const double value = random_.randn();
        layer.W(row_, j) = static_cast<Real>(divides ? value / divisor : value * scale);
      }
    }
  }
  return true;
}

template <class Real>
Parameters<Real> initialise(const NetworkSpec& spec, int n_x) {
  Initialiser<Real> initialiser(spec, n_x);
  while (!initialiser.advance()) {
  }
  return initialiser.take();
}

template <class Real>
void add_bias(const Vector<Real>& b, RowMatrix<Real>& Z) {
  for (Eigen::Index i = 0; i < Z.rows(); ++i) {
    const Real b_i = b(i);
    Real* z = Z.data() + i * Z.cols();
    for (Eigen::Index j = 0; j < Z.cols(); ++j) z[j] += b_i;
  }
}

template <class Real>
void forward(const NetworkSpec& spec, const Parameters<Real>& parameters, const Dropout& dropout,
             Cache<Real>& cache) {
  const std::size_t L = parameters.size();
  PURR_CHECK(cache.Z.size() == L && cache.A.size() == L);
  for (std::size_t l = 0; l < L; ++l) {
    if (l > 0) {
      const Dense<Real>& layer = parameters[l];
      cache.Z[l].resize(layer.W.rows(), cache.A[l - 1].cols());
      multiply<Real>(view(layer.W), view(cache.A[l - 1]), view(cache.Z[l]), Into::replace);
      add_bias(layer.b, cache.Z[l]);
    }
    const bool is_output = l + 1 == L;
    const Activation g =
        is_output ? Activation::sigmoid : spec.hidden_activation(static_cast<int>(l) + 1);
    cache.A[l].resize(cache.Z[l].rows(), cache.Z[l].cols());
    activate<Real>(g, spec.leaky_slope, cells(cache.Z[l]), cells(cache.A[l]));
    if (!is_output && dropout.keep < 1.0 && dropout.random != nullptr) {
      RowMatrix<Real>& mask = cache.mask[l];
      mask.resize(cache.A[l].rows(), cache.A[l].cols());
      const auto kept = static_cast<Real>(1.0 / dropout.keep);
      for (Eigen::Index i = 0; i < mask.rows(); ++i) {
        for (Eigen::Index j = 0; j < mask.cols(); ++j) {
          mask(i, j) = dropout.random->random_double() < dropout.keep ? kept : Real(0);
        }
      }
      cache.A[l].array() *= mask.array();
    }
  }
}

template <class Real>
void backward(const NetworkSpec& spec, const Parameters<Real>& parameters,
              const std::uint8_t* labels, double l2, double keep, const Cache<Real>& cache,
              Gradients<Real>& gradients) {
  const std::size_t L = parameters.size();
  const Eigen::Index m = cache.A[L - 1].cols();
  const Real per_example = Real(1) / static_cast<Real>(m);
  const auto decay = static_cast<Real>(l2 / static_cast<double>(m));

  RowMatrix<Real>& dZ_L = gradients.dZ[L - 1];
  dZ_L.resize(1, m);
  for (Eigen::Index j = 0; j < m; ++j) dZ_L(0, j) = cache.A[L - 1](0, j) - Real(labels[j]);

  for (std::size_t l = L; l-- > 0;) {
    const RowMatrix<Real>& dZ = gradients.dZ[l];
    Dense<Real>& d = gradients.dW[l];
    d.b.resize(dZ.rows());
    row_sums<Real>(view(dZ), per_example, d.b.data());
    if (l == 0) break;
    const Matrix<Real>& W = parameters[l].W;
    d.W.resize(W.rows(), W.cols());
    multiply_transposed<Real>(view(dZ), view(cache.A[l - 1]), per_example, view(d.W),
                              Into::replace);
    if (l2 != 0.0) d.W += decay * W;
    RowMatrix<Real>& dA_prev = gradients.dZ[l - 1];
    dA_prev.resize(W.cols(), m);
    multiply<Real>(view(W).transposed(), view(dZ), view(dA_prev), Into::replace);
    if (keep < 1.0) dA_prev.array() *= cache.mask[l - 1].array();
    if (!gradients.dA.empty()) gradients.dA[l - 1] = dA_prev;
    multiply_by_slope<Real>(spec.hidden_activation(static_cast<int>(l)), spec.leaky_slope,
                            cells(cache.Z[l - 1]), cells(cache.A[l - 1]), keep, cells(dA_prev));
  }
}

namespace {

/// e^−|z|; the loss has the logarithm of 1 + e^−|z|.
double share_of(double logit) { return portable_exp(-std::fabs(logit)); }

double loss_from(double logit, double label, double share) {
  const double larger = logit > 0.0 ? logit : 0.0;
  return larger - logit * label + portable_log1p_of_share(share);
}

}  // namespace

double loss(double logit, double label) { return loss_from(logit, label, share_of(logit)); }

double loss_slope(double logit, double label) {
  return label != 0.0 ? -1.0 - portable_exp(-logit) : 1.0 + portable_exp(logit);
}

template <class Real>
double mean_loss(std::span<const Real> logits, const std::uint8_t* labels) {
  // Three loops over a few examples at a time, so that the middle one is vectorised: exponentials
  // read a table, which vector instructions cannot, and the sum has a fixed order.
  constexpr std::size_t kAtOnce = 64;
  double shares[kAtOnce];
  double losses[kAtOnce];
  double sum = 0.0;
  for (std::size_t first = 0; first < logits.size(); first += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, logits.size() - first);
    const Real* z = logits.data() + first;
    const std::uint8_t* y = labels + first;
    for (std::size_t j = 0; j < count; ++j) shares[j] = share_of(static_cast<double>(z[j]));
    for (std::size_t j = 0; j < count; ++j) {
      losses[j] = loss_from(static_cast<double>(z[j]), y[j], shares[j]);
    }
    for (std::size_t j = 0; j < count; ++j) sum += losses[j];
  }
  return sum / static_cast<double>(logits.size());
}

template <class Real>
double accuracy(std::span<const Real> logits, const std::uint8_t* labels) {
  std::size_t right = 0;
  for (std::size_t j = 0; j < logits.size(); ++j) {
    right += static_cast<std::size_t>((logits[j] > Real(0)) == (labels[j] != 0));
  }
  return static_cast<double>(right) / static_cast<double>(logits.size());
}

#define PURR_INSTANTIATE(Real)                                                                   \
  template class Initialiser<Real>;                                                              \
  template Parameters<Real> initialise<Real>(const NetworkSpec&, int);                           \
  template void add_bias<Real>(const Vector<Real>&, RowMatrix<Real>&);                           \
  template void forward<Real>(const NetworkSpec&, const Parameters<Real>&, const Dropout&,       \
                              Cache<Real>&);                                                     \
  template void backward<Real>(const NetworkSpec&, const Parameters<Real>&, const std::uint8_t*, \
                               double, double, const Cache<Real>&, Gradients<Real>&);            \
  template double mean_loss<Real>(std::span<const Real>, const std::uint8_t*);                   \
  template double accuracy<Real>(std::span<const Real>, const std::uint8_t*);
PURR_INSTANTIATE(float)
PURR_INSTANTIATE(double)
#undef PURR_INSTANTIATE

}  // namespace purr

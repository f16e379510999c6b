#include "engine/model/network.h"

#include <algorithm>
#include <cmath>

#include "engine/core/check.h"
#include "engine/core/portable_math.h"
#include "engine/model/passes.h"

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
  WorkLeft work = kAllWork;
  ForwardPass<Real>().advance(spec, parameters, dropout, cache, work);
}

template <class Real>
void backward(const NetworkSpec& spec, const Parameters<Real>& parameters,
              const std::uint8_t* labels, double l2, double keep, const Cache<Real>& cache,
              Gradients<Real>& gradients) {
  WorkLeft work = kAllWork;
  BackwardPass<Real>().advance(spec, parameters, labels, l2, keep, cache, gradients, work);
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

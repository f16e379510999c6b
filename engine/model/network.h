#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/core/matrix.h"
#include "engine/core/random.h"
#include "engine/model/network_spec.h"

namespace purr {

/// One fully connected layer's W (n_out, n_in) and b (n_out).
template <class Real>
struct Dense {
  Matrix<Real> W;
  Vector<Real> b;
};

/// Layers 1 … L at [0] … [L − 1].
template <class Real>
using Parameters = std::vector<Dense<Real>>;

/// What the forward pass leaves to the backward pass: Z and A of layers 1 … L at [0] … [L − 1].
/// `mask` holds D/keep where dropout is on: 0 or 1/keep in each entry.
template <class Real>
struct Cache {
  Cache() = default;
  explicit Cache(std::size_t L) : Z(L), A(L), mask(L) {}

  std::vector<RowMatrix<Real>> Z;
  std::vector<RowMatrix<Real>> A;
  std::vector<RowMatrix<Real>> mask;
};

/// Gradients of layers 1 … L at [0] … [L − 1]; dZ[0] is (n[1], m).
template <class Real>
struct Gradients {
  Gradients() = default;
  explicit Gradients(std::size_t L) : dZ(L), dW(L) {}

  std::vector<RowMatrix<Real>> dZ;
  std::vector<Dense<Real>> dW;  ///< dW and db; dW[0].W is left to the solver of the first layer
  /// dA of hidden layers, for traces. `backward` turns dA into dZ in place and keeps a copy here
  /// only if the list has L places.
  std::vector<RowMatrix<Real>> dA{};
};

/// Dropout of one forward pass: mask entries are drawn as `rand(n[l], m) < keep` for l = 1 … L − 1
/// in turn, row by row, from `random`. keep = 1 draws nothing.
struct Dropout {
  double keep = 1.0;
  NumpyRandom* random = nullptr;
};

/// The starting weights: np.random.seed(spec.seed), then for each layer W = randn(n_out,
/// n_in)·scale, filled row by row, and b = 0. Source: engine/MATHEMATICS.md, section 4.
template <class Real>
Parameters<Real> initialise(const NetworkSpec& spec, int n_x);

/// `initialise` in slices of a millisecond or two.
template <class Real>
class Initialiser {
 public:
  Initialiser(const NetworkSpec& spec, int n_x);
  /// Works for one slice and returns true when all weights are drawn.
  bool advance();
  Parameters<Real> take() { return std::move(parameters_); }

 private:
  NetworkSpec spec_;
  std::vector<int> sizes_;
  NumpyRandom random_;
  Parameters<Real> parameters_;
  std::size_t layer_ = 0;  // the first unfinished layer
  int row_ = 0;            // and its first unfinished row
};

/// The factor that `initialise` puts before randn for a layer with n_in inputs.
double initial_scale(const NetworkSpec& spec, int n_in);

/// Z += b in every column: the examples share a bias.
template <class Real>
void add_bias(const Vector<Real>& b, RowMatrix<Real>& Z);

/// Z of layers 2 … L and A of layers 1 … L from Z of layer 1, which must be in cache.Z[0] (n[1],
/// m). Buffers are resized only if their shapes differ.
template <class Real>
void forward(const NetworkSpec& spec, const Parameters<Real>& parameters, const Dropout& dropout,
             Cache<Real>& cache);

/// dZ of every layer, and dW, db of layers 2 … L and db of layer 1, for the mean loss over m:
/// dZ[L] = A[L] − Y; dW[l] = (1/m)·dZ[l]·A[l−1]ᵀ + (λ/m)·W[l]; db[l] = (1/m)·row sums of dZ[l];
/// dA[l−1] = W[l]ᵀ·dZ[l]; dZ[l−1] = dA[l−1] ∗ g′(Z[l−1]). Source: engine/MATHEMATICS.md, section 2.
///
/// @param labels  m values of 0 or 1.
/// @param l2      λ; the penalty is λ/(2m)·Σ‖W‖².
/// @param keep    of the forward pass: masks are used where it is below 1.
template <class Real>
void backward(const NetworkSpec& spec, const Parameters<Real>& parameters,
              const std::uint8_t* labels, double l2, double keep, const Cache<Real>& cache,
              Gradients<Real>& gradients);

/// Mean loss from the logits: max(z,0) − z·y + log(1 + e^−|z|), finite where log 0 would not be.
/// Summed in double whatever Real is.
template <class Real>
double mean_loss(std::span<const Real> logits, const std::uint8_t* labels);
/// The loss of one example.
double loss(double logit, double label);
/// ∂L/∂ŷ = −y/ŷ + (1−y)/(1−ŷ) of one example, from the logit: finite where ŷ rounds to 0 or 1.
double loss_slope(double logit, double label);

/// Share of examples (0 to 1) where ŷ > 0.5 agrees with the label; ŷ > 0.5 is z > 0.
template <class Real>
double accuracy(std::span<const Real> logits, const std::uint8_t* labels);

/// The same for logits (1, m).
template <class Logits>
requires requires { typename Logits::Scalar; }
double mean_loss(const Logits& logits, const std::uint8_t* labels) {
  return mean_loss<typename Logits::Scalar>(cells(logits), labels);
}
template <class Logits>
requires requires { typename Logits::Scalar; }
double accuracy(const Logits& logits, const std::uint8_t* labels) {
  return accuracy<typename Logits::Scalar>(cells(logits), labels);
}

}  // namespace purr

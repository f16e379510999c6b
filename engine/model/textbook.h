#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/core/activation.h"
#include "engine/core/matrix.h"
#include "engine/model/network.h"

/// The whole network as the course writes it: one function for each of its equations, under the
/// course's name for it. Written for a reader who holds those equations; in double, without vector
/// instructions, buffers or slices. The engine (network.h, solver, train) computes the same faster,
/// and the tests compare the two.
///
/// Letters: m examples in columns; X (n_x, m); Y (1, m) of 0 and 1; of layer l = 1 … L, with n[l]
/// units: W (n[l], n[l−1]), b (n[l]), Z and A (n[l], m), A_prev = A[l−1], A[0] = X. dW is
/// ∂cost/∂W and has the shape of W; the same holds for db, dZ and dA. Lists of layers hold layer l
/// at [l − 1]. Formulas: engine/MATHEMATICS.md, sections 1 and 2.
///
/// Shapes that do not fit are a bug of the caller and stop a debug build.
namespace purr::textbook {

using Matrix = purr::Matrix<double>;
using Vector = purr::Vector<double>;
using Parameters = purr::Parameters<double>;  ///< W and b of every layer

// ---- Initialisation: layer_dims is {n_x, n[1], …, n[L]}; b starts at 0 ---------------------------

Parameters initialize_parameters_zeros(const std::vector<int>& layer_dims);
/// W = randn·scale. The course uses 0.01 for small weights and 10 for large ones.
Parameters initialize_parameters_random(const std::vector<int>& layer_dims, std::uint32_t seed,
                                        double scale);
/// W = randn/√n[l−1], Xavier's scale.
Parameters initialize_parameters_deep(const std::vector<int>& layer_dims, std::uint32_t seed);
/// W = randn·√(2/n[l−1]).
Parameters initialize_parameters_he(const std::vector<int>& layer_dims, std::uint32_t seed);

// ---- Forward -------------------------------------------------------------------------------------

/// What `linear_forward` leaves to `linear_backward`.
struct LinearCache {
  Matrix A_prev;
  Matrix W;
  Vector b;
};

/// What the forward pass of one layer leaves to its backward pass.
struct Cache {
  LinearCache linear;
  Matrix Z;
  Matrix A;  ///< g(Z), before dropout
  Activation g{};
  double leaky_slope = 0.01;
  Matrix D{};  ///< dropout's mask of 0 and 1; empty without dropout
  double keep_prob = 1.0;
};

/// Dropout of one forward pass. D[l − 1] (n[l], m) holds 1 where a unit of hidden layer l is kept.
struct Dropout {
  std::vector<Matrix> D{};  ///< empty for no dropout
  double keep_prob = 1.0;
};

/// Z = W·A_prev + b.
std::pair<Matrix, LinearCache> linear_forward(const Matrix& A_prev, const Matrix& W,
                                              const Vector& b);
/// A = g(Z), entry by entry.
Matrix activation_forward(const Matrix& Z, Activation g, double leaky_slope = 0.01);
/// A = g(W·A_prev + b).
std::pair<Matrix, Cache> linear_activation_forward(const Matrix& A_prev, const Matrix& W,
                                                   const Vector& b, Activation g,
                                                   double leaky_slope = 0.01);
/// A ∗ D/keep_prob: inverted dropout, which keeps the expected value of A.
Matrix dropout_forward(const Matrix& A, const Matrix& D, double keep_prob);
/// A[L] and one cache for each layer. Hidden layer l has spec.hidden_activation(l), the output has
/// the sigmoid.
std::pair<Matrix, std::vector<Cache>> L_model_forward(const Matrix& X, const Parameters& parameters,
                                                      const NetworkSpec& spec,
                                                      const Dropout& dropout = {});

// ---- Cost ----------------------------------------------------------------------------------------

/// J = −(1/m)·Σ(y·log a + (1−y)·log(1−a)). Infinite where a has rounded to the wrong one of 0 and
/// 1; the engine's `mean_loss` takes Z[L] instead and stays finite.
double compute_cost(const Matrix& AL, const Matrix& Y);
/// J + λ/(2m)·Σ‖W[l]‖².
double compute_cost_with_regularization(const Matrix& AL, const Matrix& Y,
                                        const Parameters& parameters, double lambda);

// ---- Backward ------------------------------------------------------------------------------------

/// Derivatives of the cost at one layer. dA and dZ are those of Σ loss over the examples: the
/// factor 1/m comes with dW and db, as in the course.
struct Gradients {
  Matrix dA;
  Matrix dZ;
  Matrix dW;
  Vector db;
};

/// Of a layer with the derivative dZ: dA_prev = Wᵀ·dZ, dW = (1/m)·dZ·A_prevᵀ + (λ/m)·W, db = (1/m)·
/// row sums of dZ.
struct LinearGradients {
  Matrix dA_prev;
  Matrix dW;
  Vector db;
};
LinearGradients linear_backward(const Matrix& dZ, const LinearCache& cache, double lambda = 0.0);
/// dZ = dA ∗ g′(Z).
Matrix activation_backward(const Matrix& dA, const Cache& cache);
/// `linear_backward` of dA ∗ g′(Z); dA is the derivative behind dropout, where there is one.
LinearGradients linear_activation_backward(const Matrix& dA, const Cache& cache,
                                           double lambda = 0.0);
/// dA ∗ D/keep_prob: what was not kept has no derivative.
Matrix dropout_backward(const Matrix& dA, const Matrix& D, double keep_prob);
/// Gradients of layers 1 … L. lambda is λ of the L2 penalty.
std::vector<Gradients> L_model_backward(const Matrix& AL, const Matrix& Y,
                                        const std::vector<Cache>& caches, double lambda = 0.0);

// ---- Updates -------------------------------------------------------------------------------------

/// θ −= α·dθ, for every W and b.
void update_parameters(Parameters& parameters, const std::vector<Gradients>& gradients,
                       double learning_rate);

/// A running average of dW and db, or of their squares; starts at 0.
struct Average {
  Matrix dW;
  Vector db;
};
/// Zeros of the parameters' shapes: the course's v of momentum, its v and s of Adam.
std::vector<Average> initialize_average(const Parameters& parameters);

/// v = β·v + (1−β)·dθ; θ −= α·v.
void update_parameters_with_momentum(Parameters& parameters,
                                     const std::vector<Gradients>& gradients,
                                     std::vector<Average>& v, double beta, double learning_rate);

/// β₁, β₂ and ε of RMSprop and Adam.
struct AdaptiveRates {
  double beta1 = 0.9;  ///< RMSprop has none
  double beta2 = 0.999;
  double epsilon = 1e-8;
  bool is_epsilon_inside = true;  ///< √(s + ε) as in the course's code, else √s + ε as in the paper
};

/// s = β₂·s + (1−β₂)·dθ²; θ −= α·dθ/(√s + ε).
void update_parameters_with_rmsprop(Parameters& parameters, const std::vector<Gradients>& gradients,
                                    std::vector<Average>& s, double learning_rate,
                                    const AdaptiveRates& rates);

/// v and s as above; θ −= α·v̂/(√ŝ + ε) with v̂ = v/(1 − β₁ᵗ) and ŝ = s/(1 − β₂ᵗ).
/// @param t  the number of this update, from 1.
void update_parameters_with_adam(Parameters& parameters, const std::vector<Gradients>& gradients,
                                 std::vector<Average>& v, std::vector<Average>& s, int t,
                                 double learning_rate, const AdaptiveRates& rates);

}  // namespace purr::textbook

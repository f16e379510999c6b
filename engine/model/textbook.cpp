#include "engine/model/textbook.h"

#include <cmath>

#include "engine/core/check.h"
#include "engine/core/portable_math.h"
#include "engine/core/random.h"
#include "engine/kernels/activations.h"

namespace purr::textbook {
namespace {

/// W (n_out, n_in) of every layer, entry by entry from `draw(n_in)` in row order, as NumPy fills a
/// matrix.
template <class Draw>
Parameters initialize_parameters(const std::vector<int>& layer_dims, const Draw& draw) {
  Parameters parameters;
  for (std::size_t l = 1; l < layer_dims.size(); ++l) {
    Matrix W(layer_dims[l], layer_dims[l - 1]);
    for (Eigen::Index i = 0; i < W.rows(); ++i) {
      for (Eigen::Index j = 0; j < W.cols(); ++j) W(i, j) = draw(layer_dims[l - 1]);
    }
    parameters.push_back({W, Vector::Zero(layer_dims[l])});
  }
  return parameters;
}

}  // namespace

Parameters initialize_parameters_zeros(const std::vector<int>& layer_dims) {
  return initialize_parameters(layer_dims, [](int) { return 0.0; });
}

Parameters initialize_parameters_random(const std::vector<int>& layer_dims, std::uint32_t seed,
                                        double scale) {
  NumpyRandom random(seed);
  return initialize_parameters(layer_dims, [&](int) { return random.randn() * scale; });
}

Parameters initialize_parameters_deep(const std::vector<int>& layer_dims, std::uint32_t seed) {
  NumpyRandom random(seed);
  return initialize_parameters(
      layer_dims, [&](int n_prev) { return random.randn() / std::sqrt(double(n_prev)); });
}

Parameters initialize_parameters_he(const std::vector<int>& layer_dims, std::uint32_t seed) {
  NumpyRandom random(seed);
  return initialize_parameters(
      layer_dims, [&](int n_prev) { return random.randn() * std::sqrt(2.0 / n_prev); });
}

std::pair<Matrix, LinearCache> linear_forward(const Matrix& A_prev, const Matrix& W,
                                              const Vector& b) {
  PURR_CHECK(W.cols() == A_prev.rows() && W.rows() == b.size());
  Matrix Z = W * A_prev;  // (n[l], n[l−1])(n[l−1], m) -> (n[l], m)
  Z.colwise() += b;       // the same bias for every example
  return {Z, {A_prev, W, b}};
}

Matrix activation_forward(const Matrix& Z, Activation g, double leaky_slope) {
  return Z.unaryExpr([&](double z) { return activation(g, leaky_slope, z); });
}

std::pair<Matrix, Cache> linear_activation_forward(const Matrix& A_prev, const Matrix& W,
                                                   const Vector& b, Activation g,
                                                   double leaky_slope) {
  const auto [Z, linear] = linear_forward(A_prev, W, b);
  const Matrix A = activation_forward(Z, g, leaky_slope);
  return {A, {.linear = linear, .Z = Z, .A = A, .g = g, .leaky_slope = leaky_slope}};
}

Matrix dropout_forward(const Matrix& A, const Matrix& D, double keep_prob) {
  return A.cwiseProduct(D) / keep_prob;
}

std::pair<Matrix, std::vector<Cache>> L_model_forward(const Matrix& X, const Parameters& parameters,
                                                      const NetworkSpec& spec,
                                                      const Dropout& dropout) {
  const std::size_t L = parameters.size();
  std::vector<Cache> caches;
  Matrix A = X;
  for (std::size_t l = 1; l <= L; ++l) {
    const bool is_output = l == L;
    const Activation g =
        is_output ? Activation::sigmoid : spec.hidden_activation(static_cast<int>(l));
    const Matrix A_prev = A;
    auto [A_l, cache] = linear_activation_forward(A_prev, parameters[l - 1].W, parameters[l - 1].b,
                                                  g, spec.leaky_slope);
    A = A_l;
    if (!is_output && !dropout.D.empty()) {
      cache.D = dropout.D[l - 1];
      cache.keep_prob = dropout.keep_prob;
      A = dropout_forward(A, cache.D, cache.keep_prob);
    }
    caches.push_back(cache);
  }
  return {A, caches};
}

double compute_cost(const Matrix& AL, const Matrix& Y) {
  const auto m = static_cast<double>(Y.cols());
  double sum = 0.0;
  for (Eigen::Index j = 0; j < Y.cols(); ++j) {
    // y is 0 or 1, so one of the two terms is 0; left out, because 0·log 0 would be NaN.
    sum += Y(0, j) == 1.0 ? portable_log(AL(0, j)) : portable_log(1.0 - AL(0, j));
  }
  return -sum / m;
}

double compute_cost_with_regularization(const Matrix& AL, const Matrix& Y,
                                        const Parameters& parameters, double lambda) {
  const auto m = static_cast<double>(Y.cols());
  double squares = 0.0;
  for (const auto& [W, b] : parameters) squares += W.squaredNorm();
  return compute_cost(AL, Y) + lambda / (2.0 * m) * squares;
}

LinearGradients linear_backward(const Matrix& dZ, const LinearCache& cache, double lambda) {
  const auto& [A_prev, W, b] = cache;
  const auto m = static_cast<double>(A_prev.cols());
  return {.dA_prev = W.transpose() * dZ,  // (n[l−1], n[l])(n[l], m) -> (n[l−1], m)
          .dW = dZ * A_prev.transpose() / m + lambda / m * W,
          .db = dZ.rowwise().sum() / m};
}

Matrix activation_backward(const Matrix& dA, const Cache& cache) {
  Matrix dZ(dA.rows(), dA.cols());
  for (Eigen::Index i = 0; i < dZ.size(); ++i) {
    dZ(i) = dA(i) * activation_slope(cache.g, cache.leaky_slope, cache.Z(i), cache.A(i));
  }
  return dZ;
}

LinearGradients linear_activation_backward(const Matrix& dA, const Cache& cache, double lambda) {
  return linear_backward(activation_backward(dA, cache), cache.linear, lambda);
}

Matrix dropout_backward(const Matrix& dA, const Matrix& D, double keep_prob) {
  return dA.cwiseProduct(D) / keep_prob;
}

std::vector<Gradients> L_model_backward(const Matrix& AL, const Matrix& Y,
                                        const std::vector<Cache>& caches, double lambda) {
  std::vector<Gradients> gradients(caches.size());
  Matrix dA = (1.0 - Y.array()) / (1.0 - AL.array()) - Y.array() / AL.array();
  for (std::size_t l = caches.size(); l >= 1; --l) {
    const Cache& cache = caches[l - 1];
    if (cache.D.size() != 0) dA = dropout_backward(dA, cache.D, cache.keep_prob);
    // dA ∗ g′(Z) of the output is A − Y, which stays finite where 1/A would not.
    const bool is_output = l == caches.size();
    const Matrix dZ = is_output ? Matrix(AL - Y) : activation_backward(dA, cache);
    const auto [dA_prev, dW, db] = linear_backward(dZ, cache.linear, lambda);
    gradients[l - 1] = {dA, dZ, dW, db};
    dA = dA_prev;
  }
  return gradients;
}

void update_parameters(Parameters& parameters, const std::vector<Gradients>& gradients,
                       double learning_rate) {
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    parameters[l].W -= learning_rate * gradients[l].dW;
    parameters[l].b -= learning_rate * gradients[l].db;
  }
}

std::vector<Average> initialize_average(const Parameters& parameters) {
  std::vector<Average> averages;
  for (const auto& [W, b] : parameters) {
    averages.push_back({Matrix::Zero(W.rows(), W.cols()), Vector::Zero(b.size())});
  }
  return averages;
}

void update_parameters_with_momentum(Parameters& parameters,
                                     const std::vector<Gradients>& gradients,
                                     std::vector<Average>& v, double beta, double learning_rate) {
  const auto update = [&](auto& theta, const auto& d, auto& v_d) {
    v_d = beta * v_d + (1.0 - beta) * d;
    theta -= learning_rate * v_d;
  };
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    update(parameters[l].W, gradients[l].dW, v[l].dW);
    update(parameters[l].b, gradients[l].db, v[l].db);
  }
}

void update_parameters_with_rmsprop(Parameters& parameters, const std::vector<Gradients>& gradients,
                                    std::vector<Average>& s, double learning_rate,
                                    const AdaptiveRates& rates) {
  const auto& [beta1, beta2, epsilon, is_epsilon_inside] = rates;
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    const auto update = [&](double& theta, double d, double& s_d) {
      s_d = beta2 * s_d + (1.0 - beta2) * d * d;
      theta -= learning_rate * d /
               (is_epsilon_inside ? std::sqrt(s_d + epsilon) : std::sqrt(s_d) + epsilon);
    };
    auto& [W, b] = parameters[l];
    const auto& [dA, dZ, dW, db] = gradients[l];
    for (Eigen::Index i = 0; i < W.size(); ++i) update(W(i), dW(i), s[l].dW(i));
    for (Eigen::Index i = 0; i < b.size(); ++i) update(b(i), db(i), s[l].db(i));
  }
}

void update_parameters_with_adam(Parameters& parameters, const std::vector<Gradients>& gradients,
                                 std::vector<Average>& v, std::vector<Average>& s, int t,
                                 double learning_rate, const AdaptiveRates& rates) {
  const auto& [beta1, beta2, epsilon, is_epsilon_inside] = rates;
  const double correction1 = 1.0 - portable_pow(beta1, t);
  const double correction2 = 1.0 - portable_pow(beta2, t);
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    const auto update = [&](double& theta, double d, double& v_d, double& s_d) {
      v_d = beta1 * v_d + (1.0 - beta1) * d;
      s_d = beta2 * s_d + (1.0 - beta2) * d * d;
      const double v_hat = v_d / correction1;
      const double s_hat = s_d / correction2;
      theta -= learning_rate * v_hat /
               (is_epsilon_inside ? std::sqrt(s_hat + epsilon) : std::sqrt(s_hat) + epsilon);
    };
    auto& [W, b] = parameters[l];
    const auto& [dA, dZ, dW, db] = gradients[l];
    for (Eigen::Index i = 0; i < W.size(); ++i) update(W(i), dW(i), v[l].dW(i), s[l].dW(i));
    for (Eigen::Index i = 0; i < b.size(); ++i) update(b(i), db(i), v[l].db(i), s[l].db(i));
  }
}

}  // namespace purr::textbook

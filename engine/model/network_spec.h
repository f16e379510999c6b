#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/activation.h"

namespace purr {

/// Scales of the random weights; see course.md section 3 of the course's recipes: W[l] =
/// randn(n[l], n[l−1]) · scale.
enum class Initialisation : std::uint8_t {
  zeros,   ///< 0: every unit of a layer stays the twin of every other
  small,   ///< 0.01
  large,   ///< 10
  xavier,  ///< 1/√n[l−1]
  he,      ///< √(2/n[l−1])
  scaled,  ///< a factor of the person's own
};

/// The network before it has seen any data. Two equal values give the same weights, bit for bit.
struct NetworkSpec {
  std::vector<int> hidden{20, 7, 5};  ///< units of the hidden layers; empty is logistic regression
  std::vector<Activation> activation{Activation::relu};  ///< one for all hidden layers, or one each
  double leaky_slope = 0.01;                             ///< g(z) = slope·z for z < 0
  Initialisation init = Initialisation::xavier;
  double init_scale = 0.01;  ///< the factor of `scaled`
  int seed = 1;              ///< of NumPy's generator

  bool operator==(const NetworkSpec&) const = default;

  /// The activation of hidden layer l = 1 … hidden.size().
  Activation hidden_activation(int l) const {
    const auto index = static_cast<std::size_t>(l - 1);
    return activation.size() > index ? activation[index] : activation.back();
  }
};

inline constexpr int kMaxHiddenLayers = 12;
inline constexpr int kMaxUnits = 256;

/// Units of every layer from the input to the output: {n_x, hidden…, 1}.
std::vector<int> layer_sizes(const NetworkSpec& spec, int n_x);

/// Weights and biases in all.
long long parameter_count(const std::vector<int>& sizes);

}  // namespace purr

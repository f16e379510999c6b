#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/activation.h"

namespace purr {

/// Scales of the random weights, W[l] = randn(n[l], n[l−1])·scale: engine/MATHEMATICS.md,
/// section 4.
enum class Initialisation : std::uint8_t {
  zeros,   ///< 0: all units of a layer stay equal
  small,   ///< 0.01
  large,   ///< 10
  xavier,  ///< 1/√n[l−1]
  he,      ///< √(2/n[l−1])
  scaled,  ///< NetworkSpec::init_scale, which the user sets
};

/// A network before training. Equal specs give the same weights, bit for bit.
struct NetworkSpec {
  std::vector<int> hidden{20, 7, 5};  ///< units of the hidden layers; empty is logistic regression
  std::vector<Activation> activation{Activation::relu};  ///< one for all hidden layers, or one each
  double leaky_slope = 0.01;                             ///< g(z) = slope·z for z < 0
  Initialisation init = Initialisation::xavier;
  double init_scale = 0.01;  ///< the scale of `scaled`
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

/// The number of all weights and biases.
long long parameter_count(const std::vector<int>& sizes);

}  // namespace purr

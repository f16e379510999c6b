#pragma once

#include <cstdint>

namespace purr {

/// The function g of a layer: A = g(Z).
enum class Activation : std::uint8_t { sigmoid, tanh, relu, leaky_relu, linear };

}  // namespace purr

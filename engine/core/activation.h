#pragma once

#include <cstdint>

#include "engine/core/fields.h"

namespace purr {

/// The function g of a layer: A = g(Z).
enum class Activation : std::uint8_t { sigmoid, tanh, relu, leaky_relu, linear };
/// Links and messages use these names.
PURR_ENUMERATORS(Activation, sigmoid, tanh, relu, leaky_relu, linear)

}  // namespace purr

#pragma once

#include <array>
#include <cstdint>

#include "engine/core/fields.h"

namespace purr {

/// The function g of a layer: A = g(Z). The list is assets/strings/activations.inc.
enum class Activation : std::uint8_t {
#define PURR_ACTIVATION(name, ...) name,
#include "assets/strings/activations.inc"
#undef PURR_ACTIVATION
};

/// All of them, in their order.
inline constexpr auto kEveryActivation = std::to_array<Activation>({
#define PURR_ACTIVATION(name, ...) Activation::name,
#include "assets/strings/activations.inc"
#undef PURR_ACTIVATION
});

/// Links and messages use these names.
template <>
struct Enumerators<Activation> {
  static constexpr auto kNames = std::to_array<const char*>({
#define PURR_ACTIVATION(name, ...) #name,
#include "assets/strings/activations.inc"
#undef PURR_ACTIVATION
  });
  static constexpr bool has(Activation value) {
    return static_cast<std::size_t>(value) < kNames.size();
  }
};

}  // namespace purr

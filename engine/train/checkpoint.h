#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/train/training_state.h"

namespace purr {

/// Everything that a continued run depends on, except what it is made with: data set, network and
/// training settings.
template <class Real>
std::vector<std::uint8_t> save(const TrainingState<Real>& state);

/// Takes back what `save` gave for the same data set, network and training settings, bit for bit.
template <class Real>
void load(std::span<const std::uint8_t> bytes, TrainingState<Real>& state);

}  // namespace purr

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/data/data_spec.h"

namespace purr {

/// Flips labels by spec.flips, spec.flip_seed and spec.flipped.
///
/// spec.flips examples (all of them where there are fewer) are chosen at random; a larger number
/// flips the same ones and more. Then each of spec.flipped is flipped, so one that was already
/// flipped at random is restored; numbers beyond the last example are ignored.
///
/// @param labels  of the training set, 0 or 1 each.
/// @return        the examples whose label has changed, ascending.
std::vector<std::int32_t> flip_labels(const DataSpec& spec, std::span<std::uint8_t> labels);

}  // namespace purr

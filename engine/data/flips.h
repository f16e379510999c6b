#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/data/data_spec.h"

namespace purr {

/// Turns labels round as spec.flips, spec.flip_seed and spec.flipped say.
///
/// spec.flips examples (all of them where there are fewer) are chosen at random; a larger number
/// turns the same ones and some more. Then each of spec.flipped is turned, so one that chance has
/// turned already comes back; numbers beyond the last example are passed over.
///
/// @param labels  of the training set, 0 or 1 each.
/// @return        the examples whose label is now another, ascending.
std::vector<std::int32_t> flip_labels(const DataSpec& spec, std::span<std::uint8_t> labels);

}  // namespace purr

#pragma once

#include <cstddef>
#include <cstdint>

namespace purr {

/// How many examples `widen_pixels` takes at once.
inline constexpr int kWidenedExamples = 16;

/// Pixels of 16 examples as numbers, transposed so that one feature's values are contiguous:
/// tile[r·step + c] = examples[c][r]/255 − offset for r < features, rounded as that is in doubles
/// and then to Real.
///
/// @param offset  0 or ½.
template <class Real>
void widen_pixels(const std::uint8_t* const* examples, int features, double offset, Real* tile,
                  std::ptrdiff_t step);

/// The same, in plain code: the reference that tests compare with.
template <class Real>
void widen_pixels_reference(const std::uint8_t* const* examples, int features, double offset,
                            Real* tile, std::ptrdiff_t step);

}  // namespace purr

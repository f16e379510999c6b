#pragma once

namespace purr {

/// Long products are computed in slices, so that a command waits for a slice and not for a step. A
/// function that works in slices takes the multiply-adds that are left of the slice, subtracts what
/// it has done and returns false when none are left; the next call continues where it stopped.
/// Where a product is cut does not change its bits: see kSumBlock in engine/kernels/products.h.
using WorkLeft = double;

/// Multiply-adds of one slice: some 10 ms in a page, half of that natively.
inline constexpr WorkLeft kSliceWork = 2e7;
/// For callers that wait until all is done.
inline constexpr WorkLeft kAllWork = 1e300;

/// How many of `left` rows or columns fit in a slice where each takes `work_each`: a multiple of
/// `unit`, at least one unit, so that kernels run with whole tiles; or what is left.
inline int slice_length(int left, double work_each, int unit) {
  if (work_each * left <= kSliceWork) return left;
  const int units = static_cast<int>(kSliceWork / (work_each * unit));
  const int length = (units < 1 ? 1 : units) * unit;
  return length < left ? length : left;
}

}  // namespace purr

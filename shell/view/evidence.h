#pragma once

#include <vector>

#include "shell/view/run_view.h"

namespace purr::shell {

/// What of a picture speaks for class 1 and what against it: the sums of x ∗ ∂z/∂x over square
/// blocks of pixels, where z is what the output's sigmoid takes. For logistic regression they add
/// up to z − b; for a network they say how z changes as the block fades.
struct Evidence {
  int side = 0;               ///< blocks in a row and in a column; 0: nothing is known yet
  std::vector<float> blocks;  ///< row by row from the top
  float largest = 0.0F;       ///< of their sizes
};

/// Of the example whose trace the run holds, with blocks of `block` pixels a side.
Evidence evidence_of(const RunView& run, int block);

}  // namespace purr::shell

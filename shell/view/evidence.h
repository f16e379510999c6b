#pragma once

#include <vector>

#include "shell/view/run_view.h"

namespace purr::shell {

/// Which parts of a picture speak for class 1 and which against it: the sums of x ∗ ∂z/∂x over
/// square blocks of pixels, where z is the input of the output's sigmoid. For logistic regression
/// they add up to z − b; for a network they are, to first order, how much z falls as the block
/// fades.
struct Evidence {
  int side = 0;               ///< blocks in a row and in a column; 0: unknown
  std::vector<float> blocks;  ///< row by row from the top
  float largest = 0.0F;       ///< largest absolute value
};

/// For the example whose trace the run holds.
/// @param block  side of a block in pixels; divides the width of the picture.
/// @return       side 0 until picture, trace and W[1] are there, and for pictures that are no
/// squares.
Evidence evidence_of(const RunView& run, int block);

}  // namespace purr::shell

#pragma once

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// One pass of logistic regression, written three times: with a loop over the examples and one over
/// the inputs, with the loop over the examples alone, and without a loop. All give dw, db and J.
/// The two loops take one number at a time (scalar_loops.h), the others call the
/// engine's kernels, and Eigen for dw += x·dz.
namespace purr {

struct LoopsSettings {
  int n_x = 12288;  ///< inputs of an example
  int m = 209;      ///< examples
  int repeats = 5;  ///< measurements of each
  int seed = 1;     ///< of X, y and w
};
PURR_FIELDS(LoopsSettings, n_x, m, repeats, seed)

/// One number for each of the three programs.
struct OfLoops {
  double two_loops = 0.0;
  double one_loop = 0.0;
  double none = 0.0;
};
PURR_FIELDS(OfLoops, two_loops, one_loop, none)

struct LoopsResult {
  bool equal = false;               ///< dw, db and J differ by rounding at most
  double largest_difference = 0.0;  ///< between two of them, relative to the largest of dw
  OfLoops ms{};                     ///< median time of a pass; times differ from run to run
  OfLoops ms_low{};
  OfLoops ms_high{};
  long long innermost = 0;  ///< how often the innermost line of two loops runs in one pass: n_x·m
  OfLoops cost{};           ///< J of each
  OfLoops db{};
};
PURR_FIELDS(LoopsResult, equal, largest_difference, ms, ms_low, ms_high, innermost, cost, db)

Result<LoopsResult> loops(const LoopsSettings& settings, const LabContext& context);

}  // namespace purr

#pragma once

#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// Eight operations on long vectors: a loop that takes one number at a time (scalar_loops.h)
/// against vectorised code. A kernel of the engine is one where it has that operation; the others
/// are Eigen's, with which the engine is built.
namespace purr {

struct RaceSettings {
  int n = 1'000'000;  ///< numbers in a vector; the matrix of A·v has √n rows and columns
  int repeats = 7;    ///< measurements of each
  int seed = 1;
};
PURR_FIELDS(RaceSettings, n, repeats, seed)

/// Times in ms for one operation on the whole vector; they differ from run to run.
struct RaceRow {
  std::string name;    ///< as the course's notebook has it, such as "exp"
  std::string kernel;  ///< what the vectorised code is
  double loop_ms = 0.0;
  double kernel_ms = 0.0;
  double factor = 0.0;  ///< loop_ms / kernel_ms, of the medians
  double loop_low = 0.0;
  double loop_high = 0.0;
  double kernel_low = 0.0;
  double kernel_high = 0.0;
  bool equal = false;               ///< the results differ by rounding at most
  double largest_difference = 0.0;  ///< relative to the number, or absolute below 1
};
PURR_FIELDS(RaceRow, name, kernel, loop_ms, kernel_ms, factor, loop_low, loop_high, kernel_low,
            kernel_high, equal, largest_difference)

struct RaceResult {
  std::vector<RaceRow> rows{};
  bool equal = false;  ///< all of them
};
PURR_FIELDS(RaceResult, rows, equal)

Result<RaceResult> race(const RaceSettings& settings, const LabContext& context);

}  // namespace purr

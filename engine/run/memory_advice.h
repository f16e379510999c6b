#pragma once

#include "engine/core/result.h"
#include "engine/data/dataset.h"
#include "engine/io/experiment.h"

namespace purr {

/// The error of a run for which an allocation failed: what it needs, and settings, as a link says
/// them, that need about half of it or less. Fewer examples come first, then smaller layers.
/// @param dataset  of the run, or nullptr where there is none yet.
/// @param uses_gram  which solver the run would take.
Error out_of_memory(const Experiment& experiment, const Dataset* dataset, bool uses_gram);

}  // namespace purr

#pragma once

#include "engine/train/trace.h"
#include "engine/train/training_state.h"

namespace purr {

/// One weight in the next step, which is not taken. Takes a forward and a backward pass, and for
/// layer 1 the time to form its matrices.
/// @param layer, unit, input  from 1; must exist.
template <class Real>
WeightTrace trace_weight(TrainingState<Real>& state, int layer, int unit, int input);

}  // namespace purr

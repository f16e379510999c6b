#pragma once

#include <optional>

#include "engine/run/run_state.h"

/// The heavy parts of a run that a window shows, computed from its present state. All need a ready
/// trainer.
namespace purr {

PredictionsUpdate predictions_of(const RunState& run);
/// @param layer  1 … run.layer_count().
WeightsUpdate weights_of(const RunState& run, int layer);
/// Nothing where the set has no such example.
std::optional<TraceUpdate> trace_of(const RunState& run, bool is_test, int example);
/// @param layer  from 1; one that is too large means the last.
DistributionUpdate distribution_of(const RunState& run, int layer);
/// @param place  is clamped to what the network has.
WeightUpdate weight_of(const RunState& run, const WeightPlace& place);
/// @param place  is clamped to what the network has.
UnitUpdate unit_of(const RunState& run, const UnitPlace& place);
/// ŷ over the square that is shown by default: around all training points, which must be in the
/// plane.
BoundaryUpdate boundary_of(const RunState& run);
/// ŷ over a part of the plane. Large networks get fewer values a row than asked for, and fewer
/// still while training waits.
BoundaryUpdate boundary_of(const RunState& run, const PlaneView& view);

}  // namespace purr

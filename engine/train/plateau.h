#pragma once

#include <optional>

#include "engine/train/diagnosis.h"
#include "engine/train/trend.h"

namespace purr {

/// A run whose cost goes up and down, sits at that of guessing, or does not fall: a diagnosis of
/// kind oscillating or stuck. None for a run that learns, and none before the second half of a run.
/// @param has_dead_layer  nearly all units of a layer are dead, which makes a plateau of its own.
std::optional<Diagnosis> diagnose_plateau(const RunFacts& facts, const Trend& trend,
                                          bool has_dead_layer);

/// A run that has ended without having learned anything, though its cost fell: a diagnosis of kind
/// stuck.
std::optional<Diagnosis> diagnose_nothing_learned(const RunFacts& facts, const Trend& trend);

}  // namespace purr

#pragma once

#include <limits>
#include <optional>

#include "engine/core/result.h"
#include "engine/model/training_spec.h"
#include "engine/run/updates.h"

namespace purr {

/// What the rule "no progress" counts: evaluations of the test set since its lowest cost. Without a
/// test set, the cost of the training set is used.
struct Patience {
  double best = std::numeric_limits<double>::infinity();
  int evaluations = 0;

  void note(double cost);
};

/// The rule that ends a run after the iteration of `point`, or StopReason::none.
///
/// @param gradient    of this iteration; nullptr where it was not measured.
/// @param elapsed_ms  of training since the start of the run.
StopReason reason_to_stop(const TrainingSpec& training, const CurvePoint& point,
                          const GradientPoint* gradient, const Patience& patience,
                          double elapsed_ms);

/// The sentence that explains why a run ended before its last iteration, or nothing.
std::optional<Error> stop_sentence(const Status& status, const TrainingSpec& training);

}  // namespace purr

#include "engine/run/stop_rules.h"

#include <algorithm>
#include <string>

#include "engine/io/experiment.h"

namespace purr {

void Patience::note(double cost) {
  evaluations = cost < best ? 0 : evaluations + 1;
  best = std::min(best, cost);
}

StopReason reason_to_stop(const TrainingSpec& training, const CurvePoint& point,
                          const GradientPoint* gradient, const Patience& patience,
                          double elapsed_ms) {
  if (training.stop_cost > 0.0 && point.cost <= training.stop_cost) return StopReason::cost;
  if (training.stop_gradient > 0.0 && gradient != nullptr &&
      gradient->all <= training.stop_gradient) {
    return StopReason::gradient;
  }
  if (training.stop_patience > 0 && patience.evaluations >= training.stop_patience) {
    return StopReason::patience;
  }
  if (training.stop_seconds > 0.0 && elapsed_ms >= 1000.0 * training.stop_seconds) {
    return StopReason::time;
  }
  return StopReason::none;
}

std::optional<Error> stop_sentence(const Status& status, const TrainingSpec& training) {
  const std::string at = std::to_string(status.iteration);
  switch (status.stop_reason) {
    case StopReason::none:
    case StopReason::iterations: break;
    case StopReason::cost:
      return Error{Errc::stopped_at_cost, {at, number_text(training.stop_cost)}};
    case StopReason::gradient:
      return Error{Errc::stopped_at_gradient, {at, number_text(training.stop_gradient)}};
    case StopReason::patience:
      return Error{Errc::stopped_without_progress, {at, std::to_string(training.stop_patience)}};
    case StopReason::time:
      return Error{Errc::stopped_at_time, {at, number_text(training.stop_seconds)}};
  }
  return std::nullopt;
}

}  // namespace purr

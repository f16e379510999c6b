#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/training_run.h"

namespace purr {

/// The result of an experiment.
struct RunSummary {
  Status status;
  std::vector<CurvePoint> curve;
  std::vector<Error> notes;  ///< repairs and warnings
  std::vector<Diagnosis> diagnoses;
  std::optional<Error> failure;  ///< why it did not end as it should: the data, the size, the cost
  std::uint64_t fingerprint = 0;
};

/// A hash of the costs along a curve, iteration by iteration, to the last bit: two runs that have
/// it in common went the same way. FNV-1a over each point's iteration (32 bits) and cost (64 bits),
/// lowest byte first.
std::uint64_t curve_fingerprint(const std::vector<CurvePoint>& curve);

/// One experiment after another, each from its start to its end, without a window: the workers of
/// a sweep. Data and Gram matrix stay from one experiment to the next as long as they are of the
/// same data.
class ExperimentRun {
 public:
  /// @param max_matrix_bytes  limit of Gram matrices where the solver is chosen automatically.
  explicit ExperimentRun(double max_matrix_bytes = kMaxRunBytes) : run_(max_matrix_bytes) {}
  /// User data for all experiments that follow.
  void bring(UserData data);
  /// Starts an experiment, in write_experiment's text; one that is under way is left.
  void begin(std::string experiment);
  /// Works for about `budget_ms` and returns whether there is more to do.
  bool advance(double budget_ms);
  /// From 0 to 1, the preparation included.
  double progress() const;
  /// Whole once `advance` has returned false.
  const RunSummary& summary() const { return summary_; }

 private:
  void take_updates();

  TrainingRun run_;
  RunSummary summary_;
  std::uint32_t serial_ = 0;
};

}  // namespace purr

#pragma once

#include "engine/io/experiment.h"
#include "shell/view/run_view.h"

namespace purr::shell {

/// How long a whole run takes on this machine, from the number of its multiply-adds and the speed
/// that was measured so far.
class RunTime {
 public:
  /// @param max_matrix_bytes  Surface::max_matrix_bytes: it decides which solver is counted.
  explicit RunTime(double max_matrix_bytes) : max_matrix_bytes_(max_matrix_bytes) {}

  /// Takes the measured milliseconds per iteration of `run`, which trains with `settings`. The
  /// highest speed counts: a machine that is busy at the moment is not a slow one.
  void learn(const Experiment& settings, const RunView& run);
  /// Milliseconds that a run with these settings takes from its start to its last iteration.
  double expected_ms(const Experiment& settings, const RunView& run) const;

 private:
  double max_matrix_bytes_;
  double best_rate_ = 0.0;  ///< multiply-adds per millisecond; 0 until measured
};

}  // namespace purr::shell

#pragma once

#include <memory>
#include <vector>

#include "engine/run/messages.h"
#include "engine/solver/choice.h"

namespace purr {

/// One training run: takes commands, trains in short calls, returns updates. It depends on no
/// thread, worker or window; its owner calls `advance` as long as that returns true.
class TrainingRun {
 public:
  /// @param max_matrix_bytes  limit of Gram matrices where the solver is chosen automatically.
  explicit TrainingRun(double max_matrix_bytes = kMaxRunBytes);
  ~TrainingRun();
  TrainingRun(TrainingRun&&) noexcept;
  TrainingRun& operator=(TrainingRun&&) noexcept;

  /// Takes one command. Cheap: the work is done by `advance`.
  void handle(Command command);
  /// Works for about `budget_ms` (one slice of a step at the least) and returns whether there is
  /// more to do. Call it again after `wait_ms` when true, and after the next command in any case.
  bool advance(double budget_ms);
  /// Milliseconds until `advance` has something to do: 0 but in slow motion (the command Pace).
  double wait_ms() const;
  /// The updates since the last call, oldest first.
  std::vector<Update> take_updates();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace purr

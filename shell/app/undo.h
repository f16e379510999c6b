#pragma once

#include <cstddef>
#include <vector>

#include "engine/io/experiment.h"

namespace purr::shell {

/// The settings with the usual view: what the network is, without how it is looked at.
Experiment without_view(Experiment settings);

/// Undo and redo of the settings. How they are looked at (`Experiment::view`) is not part of a step
/// and stays as it is.
class UndoHistory {
 public:
  static constexpr std::size_t kMaxSteps = 200;

  /// Begins anew: nothing to undo.
  void reset(const Experiment& settings);
  /// Makes the change since the last call one step, if there is one. Call when no control is held,
  /// so that dragging a slider is one step. The oldest step is dropped beyond kMaxSteps.
  void commit(const Experiment& settings);

  bool can_undo() const { return !past_.empty(); }
  bool can_redo() const { return !future_.empty(); }
  /// Takes `settings` one step back or forward; does nothing where there is none.
  void undo(Experiment& settings);
  void redo(Experiment& settings);

 private:
  void move(Experiment& settings, std::vector<Experiment>& from, std::vector<Experiment>& to);

  Experiment committed_;
  std::vector<Experiment> past_;    ///< the next to undo is last
  std::vector<Experiment> future_;  ///< the next to redo is last
};

}  // namespace purr::shell

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/model/training_spec.h"
#include "engine/run/checkpoints.h"
#include "engine/run/commands.h"
#include "engine/run/stop_rules.h"
#include "engine/train/curve.h"
#include "engine/train/trainer.h"

namespace purr {

/// What a run has behind it: its curves, and the settings, edits and checkpoints by which it can
/// return to an earlier iteration, bit for bit.
class History {
 public:
  static constexpr std::size_t kMaxChanges = 4096;

  /// Empties the curves: there is no run.
  void clear_curves();
  /// A run begins at iteration 0.
  /// @param state  of its trainer, as Trainer::save returns it.
  void start(const TrainingSpec& training, std::vector<std::uint8_t> state);
  /// The run goes on with another network or solver. The curves stay; no earlier iteration can be
  /// returned to.
  void start_again_from(const Trainer& trainer, const TrainingSpec& training);

  /// Settings that hold from the next step on. Those that no step has used are forgotten, except
  /// where their change alone has an effect.
  void add_change(const Trainer& trainer, const TrainingSpec& training);
  /// An edit before the next step. Several edits of one entry before the same step count as one.
  void add_edit(const Trainer& trainer, const TrainingSpec& training, const EditWeight& edit);
  /// The point of an iteration, and its gradient where it was measured.
  void add_point(const Trainer& trainer, const TrainingSpec& training, bool has_test_set);
  /// Makes a checkpoint every 40th part of a run.
  void add_checkpoint(const Trainer& trainer);

  bool can_return_to(int iteration) const { return checkpoints_.find(iteration) != nullptr; }
  /// Returns to `iteration`, which can be returned to: from the nearest checkpoint before it,
  /// forward with the changes of that time. Then `training`, the present settings, hold.
  void return_to(int iteration, Trainer& trainer, const TrainingSpec& training, bool has_test_set);

  /// Puts the trainer into an earlier state and keeps everything else, so that the run can go on
  /// from the newest one: that of `iteration`, or of the nearest checkpoint where getting there
  /// takes more than `max_steps` iterations or is not possible. False where no state was kept.
  bool show(int iteration, int max_steps, Trainer& trainer, const TrainingSpec& training) const;

  /// The values of a weight at the run's checkpoints, in order of iterations. Takes the time to
  /// copy all of them; the trainer is afterwards as it was, and has `training` again.
  std::vector<WeightPoint> weight_history(Trainer& trainer, const TrainingSpec& training,
                                          const WeightPlace& place) const;

  Curve& curve() { return curve_; }
  const Curve& curve() const { return curve_; }
  GradientHistory& gradients() { return gradients_; }
  const Patience& patience() const { return patience_; }

 private:
  struct Change {
    std::int64_t
        step;  // how many steps were before it; a change may come in the middle of an epoch
    TrainingSpec training;
    std::optional<EditWeight> edit{};  // made once these settings hold
  };
  /// Whether the last change was made before the same step as the next one would be, and is not yet
  /// part of a checkpoint, so that it may be replaced.
  bool is_last_change_open(const Trainer& trainer) const;
  /// Puts the trainer into the state of a checkpoint.
  void load(const Checkpoint& checkpoint, Trainer& trainer) const;
  /// Makes the changes from number `made` on that come before the trainer's next step. Returns the
  /// number of the first one that does not.
  std::size_t make_changes(std::size_t made, Trainer& trainer) const;
  void push(Change change);
  void set_checkpoint_interval(const TrainingSpec& training);

  Curve curve_;
  GradientHistory gradients_;
  Patience patience_;
  std::vector<Change> changes_;  // the settings at the start, then everything since
  Checkpoints checkpoints_;
  int checkpoint_interval_ = 1;
};

}  // namespace purr

#pragma once

#include <span>
#include <vector>

#include "engine/train/diagnosis.h"
#include "engine/train/trainer.h"

namespace purr {

/// Follows a run and keeps what its diagnoses need, in bounded memory. It costs a run that goes
/// well one norm of W[1] an iteration, and a look at the outputs of its layers now and then.
class HealthMonitor {
 public:
  static constexpr std::size_t kMaxSteps = 64;  ///< rows that are kept

  /// Takes the data of the runs that follow.
  void set_data(const Dataset& dataset);
  /// A run begins with the present state of `trainer`, or goes on with another network.
  void start(Trainer& trainer);
  /// Takes an iteration that has just ended.
  void note(Trainer& trainer, const TrainingSpec& training);
  /// Takes that the cost is not finite at `point`.
  void note_failure(Trainer& trainer, const CurvePoint& point);
  /// Takes the outputs of the whole training set, which the trainer has just evaluated.
  /// @param now  what it has found.
  void note_rest(Trainer& trainer, const CurvePoint& now);
  /// Forgets what came from `iteration` on.
  void cut(int iteration);

  /// The diagnoses of the run so far.
  /// @param curve      of the whole run.
  /// @param is_at_end  finished or failed.
  std::vector<Diagnosis> diagnose(const TrainingSpec& training, std::span<const CurvePoint> curve,
                                  int iteration, bool is_at_end) const;
  const DataFacts& data() const { return data_; }
  const std::vector<StepRow>& steps() const { return steps_; }
  const std::vector<LayerActivity>& layers() const { return layers_; }

 private:
  void add_row(const StepRow& row);
  void take_layers(std::vector<LayerActivity> layers, int iteration);
  /// Since when a layer is dead: follows it in `since`, −1 where it is not.
  static void note_since(std::span<const LayerActivity> layers, int iteration,
                         std::vector<int>& since);

  DataFacts data_;
  std::vector<Diagnosis> data_diagnoses_;
  std::vector<StepRow> steps_;
  std::vector<LayerActivity> layers_;
  std::vector<int> dead_since_;
  // The same for the last batches. A unit that is dead for the whole set is dead for every batch.
  std::vector<int> dead_in_batches_since_;
  CurvePoint rest_{.iteration = -2};  // the whole training set, when the run last came to rest
  int start_ = 0;
  double start_cost_ = kNotMeasured;
  double weight_norm_ = kNotMeasured;  // of the present state
  StepRow last_{.iteration = -2};      // the iteration before
  int spike_ = -1;
  int failed_at_ = -1;
  int next_look_ = 0;  // iteration at which the layers are looked at again
};

}  // namespace purr

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/dataset.h"
#include "engine/io/experiment.h"
#include "engine/solver/choice.h"
#include "engine/solver/gram_matrices.h"
#include "engine/train/trainer_builder.h"

namespace purr {

/// The way from settings to a trainer, in slices of a few milliseconds: data, Gram matrices where
/// the solver needs them, the trainer. What still fits of an earlier preparation is used again.
class Preparation {
 public:
  enum class Stage : std::uint8_t { idle, data, gram, trainer };
  /// What an advance has finished.
  enum class Finished : std::uint8_t { nothing, data, trainer };

  /// @param max_matrix_bytes  limit of Gram matrices where the solver is chosen automatically.
  explicit Preparation(double max_matrix_bytes) : max_matrix_bytes_(max_matrix_bytes) {}

  /// @param kept_as  the number under which the sender keeps the pictures among them, or 0.
  void bring(const UserData& data, std::uint32_t kept_as);

  /// Starts on a data set; weights to take over are forgotten. An error explains why there will be
  /// none; then nothing is under way.
  Result<void> start_data(const DataSpec& spec, std::vector<Error>& notes);
  /// The data set, when advance() has finished it.
  std::shared_ptr<const Dataset> take_data();
  /// The numbers under which the sender keeps the pictures of the training and the test set of the
  /// data that was taken; 0 for those that it does not keep.
  std::array<std::uint32_t, 2> kept_as() const { return kept_as_; }

  /// The next trainer takes over these weights where its network has a place for them, and begins
  /// at their iteration.
  void set_warm_start(WarmStart warm_start);
  /// The next trainer has fresh weights.
  void clear_warm_start();
  /// Starts on a trainer. One of the same network, solver and precision that is under way goes on:
  /// a slider that is dragged must not keep it from its end.
  ///
  /// Notes tell why a Gram solver that was asked for is not used, an error that the run would take
  /// too much memory; then nothing is under way.
  Result<void> start_trainer(const Experiment& experiment,
                             const std::shared_ptr<const Dataset>& dataset,
                             std::vector<Error>& notes);
  /// The trainer, when advance() has finished it.
  /// @param is_fresh  receives whether it is at iteration 0 with fresh weights.
  std::unique_ptr<Trainer> take_trainer(const TrainingSpec& training, bool& is_fresh);

  /// Works for one slice on what is under way. `dataset` is the one that was taken.
  Finished advance(const Experiment& experiment, const std::shared_ptr<const Dataset>& dataset);

  /// Nothing is under way any more, and its memory is free.
  void abandon();

  Stage stage() const { return stage_; }
  bool is_idle() const { return stage_ == Stage::idle; }
  /// From 0 to 1; 1 when idle.
  double progress() const;
  /// Whether the Gram matrices of the present data are there. They refer to its pictures.
  bool has_gram() const { return has_gram_; }
  /// Which solver these settings lead to.
  bool would_use_gram(const Experiment& experiment, const Dataset& dataset) const;

 private:
  template <class Real>
  void make_builder(const Experiment& experiment, const std::shared_ptr<const Dataset>& dataset,
                    std::shared_ptr<const GramMatrices<Real>>& gram);

  double max_matrix_bytes_;
  Stage stage_ = Stage::idle;

  DatasetBuilder builder_;
  std::uint32_t course_train_kept_as_ = 0;
  std::uint32_t course_test_kept_as_ = 0;
  std::uint32_t my_pictures_kept_as_ = 0;
  std::array<std::uint32_t, 2> building_kept_as_{};
  std::array<std::uint32_t, 2> kept_as_{};
  GramBuilder gram_builder_;
  bool has_gram_ = false;
  std::shared_ptr<const GramMatrices<double>> gram64_;
  std::shared_ptr<const GramMatrices<float>> gram32_;

  WarmStart warm_start_;
  bool uses_gram_ = false;
  std::unique_ptr<TrainerBuilder> trainer_builder_;
  NetworkSpec builder_network_;  // what the builder makes a trainer of
  Precision builder_precision_ = Precision::f64;
  bool builder_uses_gram_ = false;
};

/// The state of a trainer at iteration 0, kept so that a restart with the same network, precision
/// and solver takes no time.
class FreshStart {
 public:
  void keep(const Trainer& trainer, const Experiment& experiment);
  void forget() { state_.clear(); }
  /// Whether `trainer` at this state is what `experiment` starts with.
  bool fits(const Trainer& trainer, const Experiment& experiment, bool uses_gram) const;
  /// As Trainer::save returns it.
  const std::vector<std::uint8_t>& state() const { return state_; }

 private:
  std::vector<std::uint8_t> state_;  // empty for none
  NetworkSpec network_;
  Precision precision_ = Precision::f64;
};

}  // namespace purr

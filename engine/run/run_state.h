#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/io/experiment.h"
#include "engine/run/history.h"
#include "engine/run/messages.h"
#include "engine/run/preparation.h"
#include "engine/train/health_monitor.h"
#include "engine/train/trainer.h"

namespace purr {

/// The newest state of a run, kept while an earlier one is looked at.
struct NewestState {
  int iteration = 0;
  Phase phase = Phase::ready;
  StopReason stop_reason = StopReason::none;
  CurvePoint point{};
  std::vector<std::uint8_t> state{};  ///< of Trainer::save
};

/// What a run is at the moment. RunDriver changes it, all others read it.
struct RunState {
  explicit RunState(double max_matrix_bytes) : preparation(max_matrix_bytes) {}

  std::uint32_t serial = 0;  ///< of the last Configure
  Experiment experiment;
  Preparation preparation;
  std::shared_ptr<const Dataset> dataset;  ///< nullptr before the first one
  std::uint32_t data_revision = 0;         ///< counts data sets
  std::unique_ptr<Trainer> trainer;        ///< nullptr before the first one
  Phase phase = Phase::preparing;
  int target = 0;  ///< the iteration where training pauses
  StopReason stop_reason = StopReason::none;
  History history;
  HealthMonitor health;
  CurvePoint now;                       ///< the state that was evaluated last
  std::optional<NewestState> newest{};  ///< while an earlier state is looked at
  double elapsed_ms = 0.0;
  double ms_per_iteration = 0.0;

  /// The trainer, or nullptr while another one is being prepared: the one that is there may be of
  /// other data.
  Trainer* ready_trainer() const { return preparation.is_idle() ? trainer.get() : nullptr; }
  bool is_training() const { return preparation.is_idle() && phase == Phase::training; }
  bool is_busy() const { return !preparation.is_idle() || phase == Phase::training; }
  /// How many layers the network has, without the input.
  int layer_count() const { return static_cast<int>(experiment.network.hidden.size()) + 1; }
  /// Units of all layers, input and output included; there must be data.
  std::vector<int> sizes() const { return layer_sizes(experiment.network, dataset->train.n_x); }
  bool has_test_set() const { return dataset->test.count > 0; }
};

}  // namespace purr

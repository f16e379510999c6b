#include "engine/train/health_monitor.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace purr {
namespace {

constexpr int kFirstRows = 6;       // most runs that break do so in their first steps
constexpr int kRowsAfterSpike = 3;  // and what follows shows how
constexpr int kLooks = 40;          // of a run
constexpr int kNoIteration = -2;    // not the one before any

}  // namespace

void HealthMonitor::set_data(const Dataset& dataset) {
  data_ = facts_of(dataset);
  data_diagnoses_ = diagnose_data(data_);
}

void HealthMonitor::start(Trainer& trainer) {
  steps_.clear();
  layers_.clear();
  dead_since_.clear();
  dead_in_batches_since_.clear();
  rest_ = {.iteration = kNoIteration};
  start_ = trainer.iteration();
  start_cost_ = kNotMeasured;
  weight_norm_ = trainer.weight_norm();
  last_ = {.iteration = kNoIteration};
  spike_ = failed_at_ = -1;
  next_look_ = start_;
}

void HealthMonitor::note(Trainer& trainer, const TrainingSpec& training) {
  const CurvePoint& point = trainer.last_point();
  if (!std::isfinite(start_cost_)) start_cost_ = point.cost;
  StepRow row{.iteration = point.iteration, .weight_norm = weight_norm_, .cost = point.cost};
  weight_norm_ = trainer.weight_norm();
  if (spike_ < 0 && point.cost > kSpike * std::max(start_cost_, data_.guess_cost)) {
    spike_ = point.iteration;
    if (last_.iteration == point.iteration - 1) add_row(last_);
    next_look_ = point.iteration;
  }
  const bool is_near_spike = spike_ >= 0 && point.iteration <= spike_ + kRowsAfterSpike;
  if (point.iteration < start_ + kFirstRows || is_near_spike) {
    row.step_norm = trainer.step_norm();
    add_row(row);
  }
  last_ = row;
  // The outputs of a network with units dropped out are not its own.
  if (point.iteration < next_look_ || training.keep_prob < 1.0) return;
  std::vector<LayerActivity> layers = trainer.activity(/*with_flat=*/false);
  if (training.batch_size > 0) {
    note_since(layers, point.iteration, dead_in_batches_since_);
  } else {
    take_layers(std::move(layers), point.iteration);
  }
  const int usual = std::max(1, training.iterations / kLooks);
  const int since = point.iteration - std::max(spike_, start_);
  next_look_ = point.iteration + std::min(usual, std::max(1, since));
}

void HealthMonitor::note_failure(Trainer& trainer, const CurvePoint& point) {
  if (failed_at_ >= 0) return;
  failed_at_ = point.iteration;
  if (last_.iteration == point.iteration - 1) {
    last_.step_norm = trainer.step_norm();  // the trainer still has the step that led here
    add_row(last_);
  }
  StepRow row{.iteration = point.iteration, .weight_norm = weight_norm_, .cost = point.cost};
  // The first epoch of batches can break before an iteration has ended.
  if (last_.iteration == kNoIteration && trainer.steps() > 0) row.step_norm = trainer.step_norm();
  add_row(row);
}

void HealthMonitor::note_rest(Trainer& trainer, const CurvePoint& now) {
  rest_ = now;
  weight_norm_ = trainer.weight_norm();
  take_layers(trainer.activity(/*with_flat=*/true), trainer.iteration());
  if (trainer.iteration() == start_ || last_.iteration != trainer.iteration() - 1) return;
  if (std::isfinite(last_.step_norm)) return;
  last_.step_norm = trainer.step_norm();
  if (std::isfinite(last_.step_norm)) add_row(last_);
}

void HealthMonitor::cut(int iteration) {
  std::erase_if(steps_, [&](const StepRow& row) { return row.iteration >= iteration; });
  if (spike_ >= iteration) spike_ = -1;
  if (failed_at_ >= iteration) failed_at_ = -1;
  for (std::vector<int>* all : {&dead_since_, &dead_in_batches_since_}) {
    for (int& since : *all) {
      if (since >= iteration) since = -1;
    }
  }
  rest_ = {.iteration = kNoIteration};
  last_ = {.iteration = kNoIteration};
  next_look_ = iteration;
}

std::vector<Diagnosis> HealthMonitor::diagnose(const TrainingSpec& training,
                                               std::span<const CurvePoint> curve, int iteration,
                                               bool is_at_end) const {
  const auto first = std::find_if(curve.begin(), curve.end(), [&](const CurvePoint& point) {
    return point.iteration >= start_;
  });
  const bool is_rest = rest_.iteration == iteration;
  std::vector<Diagnosis> all =
      diagnose_run({.data = data_,
                    .training = training,
                    .curve = {first, curve.end()},
                    .iteration = iteration,
                    .is_at_end = is_at_end,
                    .spike = spike_,
                    .failed_at = failed_at_,
                    .steps = steps_,
                    .layers = layers_,
                    .dead_since = dead_since_,
                    .rest_cost = is_rest ? rest_.cost : kNotMeasured,
                    .rest_accuracy = is_rest ? rest_.train_accuracy : kNotMeasured});
  all.insert(all.end(), data_diagnoses_.begin(), data_diagnoses_.end());
  return all;
}

void HealthMonitor::add_row(const StepRow& row) {
  const auto at = std::find_if(steps_.begin(), steps_.end(), [&](const StepRow& other) {
    return other.iteration >= row.iteration;
  });
  if (at != steps_.end() && at->iteration == row.iteration) {
    *at = row;
    return;
  }
  steps_.insert(at, row);
  // Pauses add one row each. The first ones and those around a spike stay.
  if (steps_.size() <= kMaxSteps) return;
  const auto is_spare = [&](const StepRow& other) {
    const bool is_near_spike =
        spike_ >= 0 && other.iteration >= spike_ - 1 && other.iteration <= spike_ + kRowsAfterSpike;
    return other.iteration >= start_ + kFirstRows && !is_near_spike;
  };
  const auto spare = std::find_if(steps_.begin(), steps_.end(), is_spare);
  if (spare != steps_.end()) steps_.erase(spare);
}

void HealthMonitor::note_since(std::span<const LayerActivity> layers, int iteration,
                               std::vector<int>& since) {
  since.resize(layers.size(), -1);
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const int units = static_cast<int>(layers[l].is_dead.size());
    if (!are_nearly_all_dead(layers[l].dead_count(), units)) {
      since[l] = -1;
    } else if (since[l] < 0) {
      since[l] = iteration;
    }
  }
}

void HealthMonitor::take_layers(std::vector<LayerActivity> layers, int iteration) {
  const std::vector<int> before = dead_since_;
  note_since(layers, iteration, dead_since_);
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const bool is_new = dead_since_[l] >= 0 && (l >= before.size() || before[l] < 0);
    const int in_batches = l < dead_in_batches_since_.size() ? dead_in_batches_since_[l] : -1;
    if (is_new && in_batches >= 0) dead_since_[l] = in_batches;
  }
  layers_ = std::move(layers);
}

}  // namespace purr

#include "engine/run/publisher.h"

#include <algorithm>

#include "engine/run/watched.h"

namespace purr {
namespace {

constexpr double kStatusEveryMs = 33.0;    // small numbers and the curve
constexpr double kWatchedEveryMs = 120.0;  // weights, predictions, traces
constexpr double kMaxMutedMs = 160.0;
// What is expensive comes at most so often while the run is busy, …
constexpr double kExpensiveEveryMs = 200.0;
constexpr double kMaxExpensiveShare = 0.1;  // … and takes at most this part of the time

Status status_of(const RunState& run) {
  Status status{.serial = run.serial, .phase = run.phase, .target = run.target};
  status.progress = run.preparation.progress();
  if (run.dataset) {
    status.m = run.dataset->train.count;
    status.m_test = run.dataset->test.count;
    status.layers = run.sizes();
    status.parameters = parameter_count(status.layers);
  }
  if (const Trainer* trainer = run.ready_trainer()) {
    status.iteration = trainer->iteration();
    status.cost = run.now.cost;
    status.train_accuracy = run.now.train_accuracy;
    status.test_cost = run.now.test_cost;
    status.test_accuracy = run.now.test_accuracy;
    status.is_gram = trainer->is_gram();
  }
  status.precision = run.experiment.training.precision;
  status.ms_per_iteration = run.ms_per_iteration;
  status.elapsed_ms = run.elapsed_ms;
  status.estimated_ms = run.ms_per_iteration * run.experiment.training.iterations;
  status.latest = run.newest ? run.newest->iteration : status.iteration;
  status.stop_reason = run.phase == Phase::finished ? run.stop_reason : StopReason::none;
  return status;
}

}  // namespace

bool Throttle::is_due(bool is_busy) const {
  return !is_busy || ms_since(last_) > std::max(kExpensiveEveryMs, cost_ms_ / kMaxExpensiveShare);
}

void Publisher::add_notes(const std::vector<Error>& notes) {
  for (const Error& error : notes) add(Notice{false, error});
}

void Publisher::set_watch(const Watch& watch) {
  watch_ = watch;
  watched_is_due_ = true;
}

void Publisher::mute() {
  if (is_muted_) return;
  is_muted_ = true;
  muted_since_ = Clock::now();
}

bool Publisher::is_silent() const { return is_muted_ && ms_since(muted_since_) <= kMaxMutedMs; }

bool Publisher::is_watched_due(const RunState& run, bool is_at_rest) const {
  return is_at_rest ? watched_is_due_
                    : run.phase == Phase::training && ms_since(last_watched_) > kWatchedEveryMs;
}

bool Publisher::wants_predictions(const RunState& run, bool is_at_rest) const {
  return watch_.predictions && !is_silent() && is_watched_due(run, is_at_rest);
}

void Publisher::publish(RunState& run, bool is_at_rest) {
  if (is_silent()) return;
  if (is_at_rest ? status_is_due_ : ms_since(last_status_) > kStatusEveryMs) publish_status(run);
  if (is_watched_due(run, is_at_rest)) publish_watched(run);
}

void Publisher::publish_numbers(RunState& run) {
  if (!is_silent() && (status_is_due_ || ms_since(last_status_) > kStatusEveryMs)) {
    publish_status(run);
  }
}

void Publisher::publish_status(RunState& run) {
  status_is_due_ = false;
  last_status_ = Clock::now();
  add(status_of(run));
  add(take_tail(run.history.curve()));
  add(take_tail(run.history.gradients()));
  publish_health(run);
}

void Publisher::publish_health(const RunState& run) {
  if (run.newest) return;  // what was found in the run as a whole holds on
  HealthUpdate health;
  if (const Trainer* trainer = run.ready_trainer()) {
    const bool is_at_end = run.phase == Phase::finished || run.phase == Phase::failed;
    const auto& curve = run.history.curve().points();
    health = {.iteration = trainer->iteration(),
              .guess_cost = run.health.data().guess_cost,
              .diagnoses = run.health.diagnose(run.experiment.training, curve, trainer->iteration(),
                                               is_at_end),
              .steps = run.health.steps(),
              .layers = run.health.layers()};
  }
  const bool is_news = health.diagnoses != health_.diagnoses || health.layers != health_.layers ||
                       health.steps.size() != health_.steps.size();
  if (!is_news && run.phase == Phase::training) return;
  health_ = health;
  add(std::move(health));
}

void Publisher::publish_watched(const RunState& run) {
  watched_is_due_ = false;
  last_watched_ = Clock::now();
  if (run.ready_trainer() == nullptr) return;
  const bool is_planar = run.dataset->train.n_x == 2;
  if (watch_.predictions) add(predictions_of(run));
  if (watch_.first_layer) add(weights_of(run, 1));
  if (watch_.trace) {
    if (auto trace = trace_of(run, watch_.trace_is_test, watch_.trace_example)) {
      add(std::move(*trace));
    }
  }
  if (watch_.boundary && is_planar) add(boundary_of(run));
  if (watch_.plane_view.side > 0 && is_planar && plane_view_.is_due(run.is_busy())) {
    plane_view_.run([&] { add(boundary_of(run, watch_.plane_view)); });
  }
  if (watch_.distribution_layer > 0 && distribution_.is_due(run.is_busy())) {
    distribution_.run([&] { add(distribution_of(run, watch_.distribution_layer)); });
  }
  if (watch_.unit.layer > 0 && unit_.is_due(run.is_busy())) {
    unit_.run([&] { add(unit_of(run, watch_.unit)); });
  }
  if (watch_.weight.layer > 0 && weight_.is_due(run.is_busy())) {
    weight_.run([&] { add(weight_of(run, watch_.weight)); });
  }
}

}  // namespace purr

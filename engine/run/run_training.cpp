// The part of RunDriver that trains.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "engine/run/run_driver.h"
#include "engine/train/diagnosis_words.h"

namespace purr {
namespace {

constexpr double kMomentMs = 12.0;  // what takes longer is done in several calls of `advance`

}  // namespace

void RunDriver::start_training() {
  run_.phase = Phase::training;
  evaluation_ = Evaluation::none;
  run_.stop_reason = StopReason::none;
  pacer_.restart();
  publisher_.status_changed();
}

void RunDriver::stop_training(Phase next, StopReason reason) {
  run_.phase = next;
  if (next == Phase::ready && run_.trainer->iteration() >= run_.experiment.training.iterations) {
    run_.phase = Phase::finished;
    reason = StopReason::iterations;
  }
  run_.stop_reason = reason;
  run_.elapsed_ms += std::exchange(unmeasured_ms_, 0.0);
  evaluate();
  publisher_.unmute();
  publisher_.run_changed();
}

/// Settings that hold from the next step on.
void RunDriver::apply_training() {
  const TrainingSpec& training = run_.experiment.training;
  run_.trainer->set_training(training);
  standing_ = run_.experiment;
  run_.history.add_change(*run_.trainer, training);
  if (run_.phase == Phase::failed) return;
  if (run_.phase == Phase::training) {
    if (!play_to_) run_.target = training.iterations;
    if (run_.trainer->iteration() < run_.target) return evaluate();
  }
  stop_training(Phase::ready);
}

/// Evaluates the present state, which is also the newest point of the curve: with a full batch and
/// without dropout it is the point that the next step would give.
void RunDriver::evaluate() {
  evaluation_ = Evaluation::of_state;
  advance_evaluation(kMomentMs);
  // Training goes on: its next step soon gives these numbers, too.
  if (run_.phase == Phase::training) evaluation_ = Evaluation::none;
}

void RunDriver::advance_evaluation(double budget_ms) {
  const Clock::time_point start = Clock::now();
  while (!run_.trainer->advance_evaluation()) {
    if (ms_since(start) > budget_ms) return;
  }
  if (std::exchange(evaluation_, Evaluation::none) == Evaluation::of_state) take_evaluation();
}

void RunDriver::take_evaluation() {
  publisher_.status_changed();
  run_.now = run_.trainer->evaluate();
  run_.health.note_rest(*run_.trainer, run_.now);
  if (!std::isfinite(run_.now.cost)) {
    if (run_.phase != Phase::failed) fail_at(run_.now);
    return;
  }
  const TrainingSpec& training = run_.experiment.training;
  if (training.batch_size == 0 && training.keep_prob >= 1.0) run_.history.curve().add(run_.now);
}

void RunDriver::fail_at(const CurvePoint& point) {
  run_.phase = Phase::failed;
  run_.health.note_failure(*run_.trainer, point);
  run_.history.curve().add(point);
  run_.now = point;
  publisher_.unmute();
  publisher_.run_changed();
  publisher_.add(Notice{true,
                        {Errc::cost_exploded,
                         {std::to_string(point.iteration), number_words(run_.trainer->step_norm()),
                          number_words(run_.trainer->weight_norm()),
                          step_formula(run_.experiment.training.optimizer)}}});
}

Trainer::Finished RunDriver::train_slice() {
  Trainer& trainer = *run_.trainer;
  const Trainer::Finished finished = trainer.advance_step();
  if (finished == Trainer::Finished::iteration) take_iteration();
  return finished;
}

/// When an iteration has ended: its point, its checkpoint and the rules that end a run.
void RunDriver::take_iteration() {
  Trainer& trainer = *run_.trainer;
  const CurvePoint& point = trainer.last_point();
  if (trainer.has_failed()) return fail_at(point);
  const TrainingSpec& training = run_.experiment.training;
  run_.history.add_point(trainer, training, run_.has_test_set());
  run_.health.note(trainer, training);
  run_.now.iteration = trainer.iteration();
  run_.now.cost = point.cost;
  run_.now.train_accuracy = point.train_accuracy;
  if (point.has_test != 0) {
    run_.now.test_cost = point.test_cost;
    run_.now.test_accuracy = point.test_accuracy;
  }
  run_.history.add_checkpoint(trainer);
  const StopReason reason =
      reason_to_stop(training, point, trainer.last_gradient(), run_.history.patience(),
                     run_.elapsed_ms + unmeasured_ms_ + ms_since(work_start_));
  if (reason != StopReason::none) return stop_training(Phase::finished, reason);
  if (trainer.iteration() >= run_.target) stop_training(Phase::ready);
}

bool RunDriver::return_to(int iteration) {
  if (!run_.history.can_return_to(iteration)) {
    plays_when_ready_ = true;
    play_to_ = iteration;
    restart();
    return false;
  }
  run_.history.return_to(iteration, *run_.trainer, run_.experiment.training, run_.has_test_set());
  run_.health.cut(iteration);
  run_.phase = Phase::ready;
  run_.elapsed_ms = 0.0;
  return true;
}

// ---- time ------------------------------------------------------------------------------------------

bool RunDriver::advance(double budget_ms) {
  const Clock::time_point start = Clock::now();
  if (sender_.has_more()) sender_.send_some(publisher_);
  if (near_duplicates_.is_running()) near_duplicates_.advance(publisher_);
  if (is_evaluating()) {
    advance_evaluation(budget_ms);
  } else if (run_.is_busy() && pace_wait_ms() <= 0.0) {
    work(start, budget_ms);
  }
  publish();
  return run_.is_busy() || has_side_work();
}

void RunDriver::publish() {
  // Between two slow iterations nothing moves, either.
  const bool is_at_rest = !run_.is_busy() || (is_in_slow_motion() && pacer_.is_followed());
  Trainer* trainer = run_.ready_trainer();
  const bool is_in_step = trainer != nullptr && trainer->is_in_step();
  if (!is_in_step && !is_evaluating() && trainer != nullptr &&
      publisher_.wants_predictions(run_, is_at_rest)) {
    evaluation_ = Evaluation::for_watch;
    advance_evaluation(kMomentMs);
  }
  if (!is_in_step && !is_evaluating()) return publisher_.publish(run_, is_at_rest);
  // What is watched waits for a whole state, and the end of a run for its numbers.
  const bool is_end = run_.phase == Phase::finished && evaluation_ == Evaluation::of_state;
  if (!is_end) publisher_.publish_numbers(run_);
}

double RunDriver::pace_wait_ms() const { return is_in_slow_motion() ? pacer_.wait_ms() : 0.0; }

double RunDriver::wait_ms() const { return has_side_work() ? 0.0 : pace_wait_ms(); }

void RunDriver::work(Clock::time_point start, double budget_ms) {
  work_start_ = start;
  const bool is_training = run_.is_training();
  const int first = is_training ? run_.trainer->iteration() : 0;
  const auto is_in_step = [&] { return run_.is_training() && run_.trainer->is_in_step(); };
  const bool began_in_step = is_in_step();
  do {
    if (run_.preparation.is_idle()) {
      // After a step of several calls, what is watched has its turn.
      if (train_paced() != Trainer::Finished::nothing && began_in_step) break;
    } else {
      const auto finished = run_.preparation.advance(run_.experiment, run_.dataset);
      if (finished == Preparation::Finished::data) take_data();
      // A trainer that is ready is published before it trains.
      if (finished == Preparation::Finished::trainer) return take_trainer();
    }
    // Half a step is left only where the rest takes longer than all before.
  } while (run_.is_busy() && pace_wait_ms() <= 0.0 &&
           ms_since(start) < (is_in_step() ? 2.0 * budget_ms : budget_ms));
  if (is_training) measure_speed(run_.trainer->iteration() - first, ms_since(start));
}

Trainer::Finished RunDriver::train_paced() {
  const int before = run_.trainer->iteration();
  const Trainer::Finished finished = train_slice();
  if (!is_in_slow_motion() || run_.trainer->iteration() == before) return finished;
  pacer_.finish_iteration();
  if (pacer_.is_followed()) publisher_.run_changed();
  return finished;
}

void RunDriver::measure_speed(int iterations, double spent_ms) {
  unmeasured_ms_ += spent_ms;
  if (iterations <= 0) return;
  const double each = unmeasured_ms_ / iterations;
  run_.elapsed_ms += std::exchange(unmeasured_ms_, 0.0);
  double& average = run_.ms_per_iteration;
  average = average > 0.0 ? 0.8 * average + 0.2 * each : each;
}

}  // namespace purr

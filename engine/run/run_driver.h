#pragma once

#include <optional>

#include "engine/run/data_sender.h"
#include "engine/run/near_duplicates.h"
#include "engine/run/pacer.h"
#include "engine/run/publisher.h"
#include "engine/run/run_state.h"

namespace purr {

/// Takes a run through its phases: from settings by way of preparation to a trainer, through
/// training to its end, back to an earlier iteration. TrainingRun translates commands into calls of
/// this.
class RunDriver {
 public:
  explicit RunDriver(double max_matrix_bytes) : run_(max_matrix_bytes) {}

  const RunState& run() const { return run_; }
  Publisher& publisher() { return publisher_; }
  const DataSender& sender() const { return sender_; }

  /// Takes new settings. @param retrain  start again in any case and run to the end.
  void configure(std::uint32_t serial, Experiment experiment, bool retrain);
  /// Takes user data, which the present settings may be waiting for.
  /// @param kept_as  see Bring.
  void bring(UserData data, std::uint32_t kept_as);
  void play();
  void pause();
  void run_to(int iteration);
  /// Shows an earlier state, or the newest one again: see LookBack.
  void look_back(int iteration);
  void set_pace(double per_second);
  void edit(const EditWeight& edit);
  /// Ignored where data set `revision` is gone or has no pictures.
  void find_near_duplicates(std::uint32_t revision);

  /// An allocation failed in one of the calls above or below: what was under way is given up with
  /// an error. The run before it stays, if its trainer is still there.
  void out_of_memory();

  /// Works for about `budget_ms`; true when there is more to do.
  bool advance(double budget_ms);
  /// Milliseconds until `advance` has something to do; above 0 only in slow motion.
  double wait_ms() const;

 private:
  /// What a forward pass over both sets is under way for: the state's numbers, or only what is
  /// watched of it.
  enum class Evaluation : std::uint8_t { none, of_state, for_watch };

  // Preparation.
  void prepare_data();
  void take_data();
  void prepare_trainer();
  void take_trainer();
  void restart();
  void start_at_zero();
  void ready_or_play();
  void release_data();
  /// Nothing can be done with these settings until data comes or they change.
  void wait_for_data();
  void note_one_class();

  // Training.
  void start_training();
  void stop_training(Phase next, StopReason reason = StopReason::none);
  void apply_training();
  /// Works for one slice on a step.
  Trainer::Finished train_slice();
  void take_iteration();
  Trainer::Finished train_paced();
  /// Has the present state evaluated: at once if that takes a moment, else by `advance`.
  void evaluate();
  void advance_evaluation(double budget_ms);
  void take_evaluation();
  void fail_at(const CurvePoint& point);
  /// Returns to an earlier iteration. False where that is not possible: then the run starts again
  /// and trains up to there by itself.
  bool return_to(int iteration);

  /// Returns to the newest state where an earlier one is looked at.
  void end_looking_back(const TrainingSpec& training);
  void end_looking_back() { end_looking_back(run_.experiment.training); }
  /// Makes the earlier state that is looked at the newest one.
  void go_on_from_there();

  bool is_in_slow_motion() const { return pacer_.is_on() && run_.is_training(); }
  /// Whether something else than training is under way.
  bool has_side_work() const {
    return sender_.has_more() || near_duplicates_.is_running() || is_evaluating();
  }
  bool is_evaluating() const {
    return evaluation_ != Evaluation::none && run_.ready_trainer() != nullptr;
  }
  double pace_wait_ms() const;
  void work(Clock::time_point start, double budget_ms);
  void publish();
  void measure_speed(int iterations, double spent_ms);

  RunState run_;
  Publisher publisher_;
  DataSender sender_;
  NearDuplicateTask near_duplicates_;
  Pacer pacer_;
  FreshStart fresh_start_;
  std::vector<Error> data_notes_;       // of the set under way: they are told with it
  std::optional<Experiment> standing_;  // what the trainer that is there was made for
  bool is_configured_ = false;
  bool plays_when_ready_ = false;
  std::optional<int> play_to_;  // nothing: to the end of the run
  Evaluation evaluation_ = Evaluation::none;
  double unmeasured_ms_ = 0.0;                   // of training since the last whole iteration
  Clock::time_point work_start_ = Clock::now();  // of the training that is not in elapsed_ms yet
};

}  // namespace purr

#pragma once

#include <utility>
#include <vector>

#include "engine/run/clock.h"
#include "engine/run/run_state.h"

namespace purr {

/// Something expensive that is kept up to date: always while nothing else goes on, during training
/// so seldom that training hardly slows down.
class Throttle {
 public:
  bool is_due(bool is_busy) const;
  template <class Work>
  void run(const Work& work) {
    const Clock::time_point start = Clock::now();
    work();
    cost_ms_ = ms_since(start);
    last_ = Clock::now();
  }

 private:
  Clock::time_point last_ = Clock::now() - std::chrono::seconds(1);
  double cost_ms_ = 0.0;
};

/// The updates that leave a run, and when the small numbers and the watched parts are among them.
class Publisher {
 public:
  void add(Update update) { updates_.push_back(std::move(update)); }
  void add_notes(const std::vector<Error>& notes);
  std::vector<Update> take() { return std::exchange(updates_, {}); }

  void set_watch(const Watch& watch);
  void status_changed() { status_is_due_ = true; }
  /// Everything that is watched may have changed, too.
  void run_changed() { status_is_due_ = watched_is_due_ = true; }

  /// From now on nothing is published until unmute(), but no longer than a moment: a run that is
  /// trained again as a slider moves appears whole if it ends soon enough.
  void mute();
  void unmute() { is_muted_ = false; }
  bool is_muted() const { return is_muted_; }

  /// Adds what is due.
  /// @param is_at_rest  nothing moves until something is asked for (or, in slow motion, until the
  ///                    next iteration).
  void publish(RunState& run, bool is_at_rest);
  /// Only the small numbers, while a step or an evaluation is under way.
  void publish_numbers(RunState& run);
  /// Whether `publish` would add ŷ of every example.
  bool wants_predictions(const RunState& run, bool is_at_rest) const;

 private:
  bool is_silent() const;
  bool is_watched_due(const RunState& run, bool is_at_rest) const;
  void publish_status(RunState& run);
  void publish_health(const RunState& run);
  void publish_watched(const RunState& run);

  std::vector<Update> updates_;
  Watch watch_;
  HealthUpdate health_;  // sent last
  bool is_muted_ = false;
  Clock::time_point muted_since_ = Clock::now();
  bool status_is_due_ = true;
  bool watched_is_due_ = true;
  Clock::time_point last_status_ = Clock::now() - std::chrono::seconds(1);
  Clock::time_point last_watched_ = Clock::now() - std::chrono::seconds(1);
  Throttle distribution_;
  Throttle plane_view_;
  Throttle weight_;
  Throttle unit_;
};

}  // namespace purr

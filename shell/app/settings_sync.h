#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "engine/io/experiment.h"
#include "engine/run/messages.h"
#include "shell/app/run_time.h"
#include "shell/view/run_view.h"

namespace purr::shell {

/// Tells the trainer what changed in the settings, and decides whether the run is trained again.
///
/// It is trained again when the data or the preset changed; when “retrain on every change” is on
/// and a run is fast enough (instant); and when it is on and the run is already over, since a
/// change of a run that is over would have no effect. Slow motion turns both of the latter off.
class SettingsSync {
 public:
  /// What the decision needs besides the settings.
  struct Moment {
    double time_s = 0.0;           ///< of any clock that never goes back
    bool is_pointer_down = false;  ///< a slider may still be dragged
  };
  /// What `update` did.
  enum class Outcome : std::uint8_t {
    unchanged,
    /// The change would start the run anew, which takes long, and a slider is still dragged: call
    /// again in the next frame.
    postponed,
    sent,
  };
  struct Result {
    Outcome outcome = Outcome::unchanged;
    /// What changed while the run goes on, such as “α 0.01”, for a mark in the plots; else empty.
    std::string mark;
  };

  /// @param send  receives the commands, in order.
  SettingsSync(std::function<void(Command)> send, double max_matrix_bytes)
      : send_(std::move(send)), run_time_(max_matrix_bytes) {}

  /// Sends the settings of the first run.
  void start(const Experiment& settings);
  /// Sends what differs from the last call: the pace of slow motion, then the settings.
  Result update(const Experiment& settings, const RunView& run, Moment moment);
  /// Trains the settings that were sent last again, for data that was brought meanwhile.
  void retrain() { send_settings(Experiment(sent_), /*retrains=*/true); }
  /// Takes the measured speed of the run.
  void learn(const RunView& run);

  /// Whether a change of these settings trains the whole run again at once.
  bool is_instant(const Experiment& settings, const RunView& run);
  /// Whether `status` is of the settings that were sent last.
  bool is_current(const Status& status) const { return status.serial == serial_; }
  /// The number of the settings that were sent last.
  std::uint32_t serial() const { return serial_; }
  /// The settings that were sent last.
  const Experiment& sent() const { return sent_; }

 private:
  void send_pace(const Experiment& settings);
  void send_settings(const Experiment& settings, bool retrains);
  bool trains_again(const Experiment& settings, const RunView& run, double time_s) const;

  std::function<void(Command)> send_;
  RunTime run_time_;
  Experiment sent_;
  std::uint32_t serial_ = 0;
  double sent_pace_ = 0.0;
  bool was_fast_ = false;
  double retrained_at_s_ = -1e9;  ///< when a run that was over was last trained again
};

}  // namespace purr::shell

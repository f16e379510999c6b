#include "shell/app/settings_sync.h"

#include <algorithm>
#include <utility>

#include "engine/io/change_kind.h"
#include "shell/app/undo.h"
#include "shell/view/pinned_runs.h"

namespace purr::shell {
namespace {

// Two limits, so that a run near one of them does not switch to and fro.
constexpr double kMaxInstantMs = 500.0;  // runs up to here are trained again at every change …
constexpr double kMaxStillInstantMs = 1000.0;  // … and go on being so up to here
// Changes within this time are one: arrow keys change a number many times.
constexpr double kSameChangeSeconds = 1.0;

}  // namespace

void SettingsSync::start(const Experiment& settings) {
  send_pace(settings);
  send_settings(settings, /*retrains=*/true);
}

SettingsSync::Result SettingsSync::update(const Experiment& settings, const RunView& run,
                                          Moment moment) {
  send_pace(settings);
  if (without_view(settings) == without_view(sent_)) return {};
  const ChangeKind kind = change_kind(sent_, settings);
  const bool instant = is_instant(settings, run);
  const bool again = !instant && trains_again(settings, run, moment.time_s);
  if (!instant && (again || kind >= ChangeKind::reshape) && moment.is_pointer_down) {
    return {.outcome = Outcome::postponed, .mark = {}};
  }
  const bool is_new_run = kind == ChangeKind::new_data || settings.preset != sent_.preset;
  const bool retrains = instant || again || is_new_run;
  if (again) retrained_at_s_ = moment.time_s;
  Result result{.outcome = Outcome::sent, .mark = {}};
  if (!retrains && run.status.iteration > 0) result.mark = difference(sent_, settings);
  send_settings(settings, retrains);
  return result;
}

void SettingsSync::learn(const RunView& run) {
  if (is_current(run.status)) run_time_.learn(sent_, run);
}

bool SettingsSync::is_instant(const Experiment& settings, const RunView& run) {
  was_fast_ =
      run_time_.expected_ms(settings, run) <= (was_fast_ ? kMaxStillInstantMs : kMaxInstantMs);
  // In slow motion the user wants to watch the run, not to see it done again.
  return settings.view.instant && was_fast_ && settings.view.pace <= 0.0;
}

/// A run that is over is trained again. So is one that was trained again a moment ago: it may be
/// under way by now, and the next press of the same key would otherwise be applied in its middle.
bool SettingsSync::trains_again(const Experiment& settings, const RunView& run,
                                double time_s) const {
  if (!settings.view.instant || settings.view.pace > 0.0) return false;
  if (time_s - retrained_at_s_ < kSameChangeSeconds) return true;
  const Phase phase = run.status.phase;
  return is_current(run.status) && (phase == Phase::finished || phase == Phase::failed);
}

void SettingsSync::send_pace(const Experiment& settings) {
  const double pace =
      settings.view.pace > 0.0 ? std::clamp(settings.view.pace, kMinPace, kMaxPace) : 0.0;
  if (pace == sent_pace_) return;
  sent_pace_ = pace;
  send_(Pace{pace});
}

void SettingsSync::send_settings(const Experiment& settings, bool retrains) {
  sent_ = settings;
  send_(Configure{.serial = ++serial_,
                  .retrain = retrains,
                  .experiment = write_experiment(settings, /*view=*/false)});
}

}  // namespace purr::shell

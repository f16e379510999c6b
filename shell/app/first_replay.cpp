#include "shell/app/first_replay.h"

#include <algorithm>
#include <utility>

namespace purr::shell {

void FirstReplay::update(const Status& status, const Moment& moment) {
  if (stage_ == Stage::off) return;
  if (moment.has_input || moment.is_motion_reduced || !moment.is_current ||
      status.phase == Phase::failed) {
    // Before the first report there is no current run, which is no reason to give up.
    if (stage_ == Stage::playing || moment.has_input || moment.is_motion_reduced) {
      stop(moment.pace);
    }
    return;
  }
  if (stage_ == Stage::armed) {
    if (status.phase != Phase::finished || !moment.is_shown) return;
    stage_ = Stage::playing;
    has_left_end_ = false;
    send_(Pace{std::clamp(status.iteration / kSeconds, kMinPace, kMaxPace)});
    send_(RunTo{0});
    send_(Play{});
    return;
  }
  if (status.phase != Phase::finished) has_left_end_ = true;
  if (has_left_end_ && status.phase == Phase::finished) stop(moment.pace);
}

void FirstReplay::stop(double pace) {
  if (std::exchange(stage_, Stage::off) == Stage::playing) send_(Pace{pace});
}

}  // namespace purr::shell

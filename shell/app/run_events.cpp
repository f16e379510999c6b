#include "shell/app/run_events.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "shell/exports/run_json.h"

namespace purr::shell {

void RunEvents::update(const Status& status) {
  if (std::exchange(iteration_, status.iteration) != status.iteration) {
    host_.emit("iteration", {{"iteration", status.iteration}, {"cost", status.cost}});
  }
  if (std::exchange(phase_, status.phase) != status.phase && status.phase == Phase::finished) {
    host_.emit("finished", {{"iteration", status.iteration},
                            {"cost", status.cost},
                            {"trainAccuracy", status.train_accuracy},
                            {"testAccuracy", status.test_accuracy},
                            {"stopReason", stop_reason_name(status.stop_reason)}});
  }
}

}  // namespace purr::shell

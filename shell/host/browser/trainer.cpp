// The API of the instances that train: in the worker of the page, and in the workers of the pool.
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "engine/run/experiment_run.h"
#include "engine/run/messages.h"
#include "engine/run/training_run.h"
#include "shell/exports/run_json.h"
#include "shell/host/browser/api.h"
#include "shell/host/browser/hooks.h"

using namespace purr;
using namespace purr::shell;
using namespace purr::shell::browser;

namespace {

std::unique_ptr<TrainingRun> run;  // of the page's worker

void publish_updates() {
  for (const Update& update : run->take_updates()) publish_update(to_bytes(update));
}

ExperimentRun& pool_run() {
  static ExperimentRun only_one(kMaxPageMatrixBytes);
  return only_one;
}

}  // namespace

/// How messages are to be read: JSON of message_schema() in engine/run/messages.h. In any instance.
PURR_API char* purr_message_schema() { return give(message_schema()); }

// ---- the page's worker ----

PURR_API void purr_worker_start() { run = std::make_unique<TrainingRun>(kMaxPageMatrixBytes); }

/// Takes the bytes of one command. Updates from before it go out first, so that those that come
/// after it already include its effect.
PURR_API void purr_worker_receive(const std::uint8_t* bytes, int count) {
  publish_updates();
  auto command = command_from_bytes(bytes_at(bytes, count));
  if (command) {
    run->handle(std::move(*command));
  } else {
    publish_update(to_bytes(Update{Notice{.is_error = true, .error = command.error()}}));
  }
}

/// Trains for about `budget_ms`. Returns in how many milliseconds to call again; −1: after the next
/// command.
PURR_API double purr_worker_advance(double budget_ms) {
  const bool has_more = run->advance(budget_ms);
  publish_updates();
  return has_more ? run->wait_ms() : -1.0;
}

// ---- a worker of the pool ----

/// User data, as the bytes of a Bring; other commands are ignored.
PURR_API void purr_experiment_bring(const std::uint8_t* bytes, int count) {
  auto command = command_from_bytes(bytes_at(bytes, count));
  if (auto* bring = command ? std::get_if<Bring>(&*command) : nullptr) {
    pool_run().bring(std::move(bring->data));
  }
}
/// Begins the run of these settings: key=value pairs joined by &.
PURR_API void purr_experiment_begin(const char* text) { pool_run().begin(text); }
/// Returns 1 when it is to be called again, 0 when the run has ended.
PURR_API int purr_experiment_advance(double budget_ms) {
  return pool_run().advance(budget_ms) ? 1 : 0;
}
/// 0 to 1.
PURR_API double purr_experiment_progress() { return pool_run().progress(); }
/// JSON of shell/exports/run_json.h.
PURR_API char* purr_experiment_summary() { return give(summary_json(pool_run().summary())); }
/// Pairs of iteration and cost, lent out until the next call.
PURR_API const double* purr_experiment_curve(int of_test, int* count) {
  std::vector<double> pairs;
  for (const CurvePoint& point : pool_run().summary().curve) {
    if (of_test != 0 && point.has_test == 0) continue;
    pairs.push_back(point.iteration);
    pairs.push_back(of_test != 0 ? point.test_cost : point.cost);
  }
  return lend(std::move(pairs), count);
}

#pragma once

#include <string>

#include "engine/run/experiment_run.h"

namespace purr::shell {

/// What a run came to as a JSON object in one line, without its curve, under the names of
/// window.purr.snapshot(): phase, stopReason, iteration, cost, testCost, trainAccuracy,
/// testAccuracy, m, mTest, layers, solver, precision, fingerprint (16 hexadecimal digits), notes,
/// error. What is not a number is null. It holds no time, so that equal runs have equal lines.
std::string summary_json(const RunSummary& summary);

/// The names of Phase and StopReason as the page and the command line write them.
const char* phase_name(Phase phase);
const char* stop_reason_name(StopReason reason);

}  // namespace purr::shell

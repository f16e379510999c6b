#pragma once

#include <string>

#include "engine/run/experiment_run.h"

namespace purr::shell {

/// The result of a run as a JSON object in one line, without its curve, with the names of
/// window.purr.snapshot(): phase, stopReason, iteration, cost, testCost, trainAccuracy,
/// testAccuracy, m, mTest, layers, solver, precision, fingerprint (16 hexadecimal digits), notes,
/// error. NaN and infinities are null. No time is included, so that equal runs give equal lines.
std::string summary_json(const RunSummary& summary);

/// The names of Phase and StopReason as the page and the command line write them.
const char* phase_name(Phase phase);
const char* stop_reason_name(StopReason reason);

}  // namespace purr::shell

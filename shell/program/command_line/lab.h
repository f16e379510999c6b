#pragma once

#include "shell/program/command_line/arguments.h"

namespace purr::shell {

/// Prints the lab's settings and result as one JSON object, or the list of labs. Returns the exit
/// status.
int run_lab(const LabOptions& options);

}  // namespace purr::shell

#pragma once

#include "shell/program/command_line/arguments.h"

namespace purr::shell {

/// Measures the engine's speed and prints one table, or JSON on request. Returns the exit status.
int print_bench(const BenchCommand& command);

}  // namespace purr::shell

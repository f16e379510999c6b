#pragma once

#include "shell/program/command_line/arguments.h"

namespace purr::shell {

/// Measures how quick the engine is here and prints one table; JSON where it is asked for. Returns
/// the exit status.
int print_bench(const BenchCommand& command);

}  // namespace purr::shell

#pragma once

#include "shell/program/command_line/arguments.h"

namespace purr::shell {

/// Prints what is understood of a table: encoding, separator, rows, columns with types and codes,
/// the label, what is left out. Returns the exit status.
int inspect_tables(const InspectOptions& options);

}  // namespace purr::shell

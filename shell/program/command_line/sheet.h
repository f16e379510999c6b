#pragma once

#include "shell/program/command_line/arguments.h"

namespace purr::shell {

/// Writes a contact sheet of generated pictures as PNG: the first ones of the training set (or of
/// the test set) of data=drawn or data=emoji with these settings. Cats have a green
/// border, others a red one. Returns the exit status.
int write_sheet(const SheetOptions& options);

}  // namespace purr::shell

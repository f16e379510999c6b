#pragma once

#include <functional>

#include "shell/program/command_line/arguments.h"

namespace purr::shell {

/// The life of the native program: reads the command line and does what it asks. The window is the
/// caller's, so that the command line needs no graphics. Returns the exit status.
int command_line(int argc, const char* const* argv,
                 const std::function<int(const WindowOptions&)>& open_window);

}  // namespace purr::shell

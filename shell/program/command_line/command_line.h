#pragma once

#include <functional>

#include "shell/program/command_line/arguments.h"

namespace purr::shell {

/// The life of the native program: parses the command line and runs the command. The caller opens
/// the window, so that the command line does not depend on graphics. Returns the exit status.
int command_line(int argc, const char* const* argv,
                 const std::function<int(const WindowOptions&)>& open_window);

}  // namespace purr::shell

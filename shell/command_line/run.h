#pragma once

#include "shell/command_line/arguments.h"

namespace purr::shell {

/// Exit statuses of the program.
inline constexpr int kDone = 0;
inline constexpr int kRunFailed = 1;  ///< the cost stopped being a number, a file was not written
inline constexpr int kBadInput = 2;
inline constexpr int kInterrupted = 130;  ///< Ctrl+C, as shells say it

/// Trains without a window: the curve and the results on stdout, notes and refusals on stderr, one
/// clear line each. Returns the exit status.
int run_headless(const RunOptions& options);

/// One line on stderr, with the program's name in front.
void complain(const std::string& sentence);

}  // namespace purr::shell

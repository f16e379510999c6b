#pragma once

#include <expected>
#include <string>
#include <vector>

#include "engine/data/inputs.h"
#include "shell/program/command_line/arguments.h"
#include "shell/program/command_line/settings.h"

namespace purr::shell {

/// Exit statuses of the program.
inline constexpr int kDone = 0;
inline constexpr int kRunFailed = 1;  ///< the cost stopped being a number, a file was not written
inline constexpr int kBadInput = 2;
inline constexpr int kInterrupted = 130;  ///< Ctrl+C, as shells say it

/// Trains without a window: the curve and the results on stdout, notes and refusals on stderr, one
/// clear line each. Returns the exit status.
int run_headless(const RunOptions& options);

/// The data of the files, and what it means for the run: files alone say what the run is about.
/// What is missing or does not fit comes back as a sentence.
std::expected<BroughtData, std::string> gather_data(const std::vector<std::string>& paths,
                                                    Settings& settings);

/// One line on stderr, with the program's name in front.
void complain(const std::string& sentence);

}  // namespace purr::shell

#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "engine/data/inputs.h"
#include "shell/program/command_line/arguments.h"
#include "shell/program/command_line/settings.h"
#include "shell/program/files/read_files.h"

namespace purr::shell {

/// Exit statuses of the program.
inline constexpr int kDone = 0;
inline constexpr int kRunFailed = 1;  ///< the cost became NaN, or a file was not written
inline constexpr int kBadInput = 2;
inline constexpr int kInterrupted = 130;  ///< Ctrl+C, by the convention of shells

/// Trains without a window: the curve and the results on stdout, notes and errors on stderr, one
/// line each. Returns the exit status.
int run_headless(const RunOptions& options);

/// Reads the data files and sets the data source of the run accordingly, unless the settings name
/// one. Data that is missing or does not fit is returned as a sentence.
/// What was understood of a table goes to stderr, as does what was skipped in a zip.
std::expected<UserData, std::string> gather_data(const std::vector<std::string>& paths,
                                                 Settings& settings,
                                                 const ReadOptions& options = {});

/// The exit status after everything was printed: `status`, or kRunFailed with a complaint where
/// stdout could not take it all. A reader that has left, such as `head -1`, is not complained
/// about.
int finish_output(int status);

/// One line on stderr, preceded by the program's name.
void complain(const std::string& sentence);
/// The same of errors: the first twenty one by one, then how many there are besides.
void complain_of(std::span<const Error> errors);

}  // namespace purr::shell

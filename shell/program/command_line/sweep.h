#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "shell/program/command_line/arguments.h"
#include "shell/program/command_line/settings.h"

namespace purr::shell {

/// One key and the values that a sweep gives it, as the table of settings writes them.
struct Axis {
  std::string key;
  std::vector<std::string> values;
};

/// Reads KEY=VALUES. Values stand between commas, or between slashes, which lists such as hidden
/// need (hidden=/4/20,7,5 has three, the first of them empty). a..b is every whole number from a to
/// b for a key of whole numbers; a..b:n are n numbers from a to b for others, of equal ratio where
/// both are above 0, else of equal distance. Errors are returned as a sentence.
std::expected<Axis, std::string> read_axis(const std::string& text);

inline constexpr long long kMaxRuns = 100000;

/// Experiment number `index` of a sweep, with its values appended to `arguments`: the last
/// axis changes fastest. Errors are returned as a sentence.
std::expected<Settings, std::string> settings_at(std::span<const std::string> arguments,
                                                 std::span<const Axis> axes, long long index);

/// Trains all experiments of a sweep, or a shard of them, on several threads and prints one JSON
/// object a line, in the order of their numbers, independent of the number of threads. Returns the
/// exit status.
int run_sweep(const SweepOptions& options);

}  // namespace purr::shell

#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "shell/program/files/text_encoding.h"

namespace purr::shell {

/// The window, also opened without any argument.
struct WindowOptions {
  std::vector<std::string> settings;       ///< a link, key=value
  std::vector<std::string> data;           ///< files to open
  std::optional<TextEncoding> encoding{};  ///< of text files; none is detected
  int width = 1440;                        ///< points
  int height = 900;
  bool is_dark = false;         ///< the system's theme; the key `theme` overrides it
  std::string screenshot;       ///< a PNG to write before exiting; empty is none
  bool after_finished = false;  ///< take the screenshot at the end of the run
};

/// One training run without a window.
struct RunOptions {
  std::vector<std::string> settings;
  std::vector<std::string> data;
  std::optional<TextEncoding> encoding{};
  int every = 100;  ///< iterations from one printed line to the next
  std::string csv;  ///< files to write; empty is none
  std::string json;
  std::string npz;
};

/// A contact sheet of generated pictures.
struct SheetOptions {
  std::vector<std::string> settings;
  std::string out;  ///< a PNG
  int count = 120;
  int columns = 15;
  bool of_test = false;
};

/// Measures the engine's speed on this machine.
struct BenchCommand {
  bool is_quick = false;          ///< each measurement once and small
  bool is_growth = false;         ///< the table of growth as CSV instead
  bool is_json = false;           ///< one JSON object instead of a table
  std::string only;               ///< parts, joined by commas; empty is all
  std::string run;                ///< settings of one run to time instead of the table
  std::vector<std::string> data;  ///< the course's files; drawn cats without them
};

/// Many training runs, one for each combination of the axes' values.
struct SweepOptions {
  std::vector<std::string> settings;
  std::vector<std::string> data;
  std::optional<TextEncoding> encoding{};
  std::vector<std::string> over;  ///< KEY=VALUES, one for each axis
  int jobs = 0;                   ///< threads; 0 is one for each core
  int shard = 1;                  ///< which part of the runs, from 1 to shard_count
  int shard_count = 1;
};

/// Prints what is understood of a table.
struct InspectOptions {
  std::vector<std::string> data;
  std::string label;     ///< the name of its column; empty: found by its values
  std::string features;  ///< names joined by commas; empty: all
  std::optional<TextEncoding> encoding{};
  bool is_json = false;
};

/// Computes the result of a lab, or lists the labs.
struct LabOptions {
  std::string name;  ///< empty: list them
  std::vector<std::string> settings;
  std::vector<std::string> data;
  int jobs = 0;  ///< threads for its training runs; 0 is one for each core
};

struct LinkOptions {
  std::vector<std::string> settings;
};

/// Text to print: help, the version.
struct PrintText {
  std::string text;
};
struct ListPresets {};
struct ListKeys {};
struct PrintHelp {};
struct PrintVersion {};

/// A command line that cannot be parsed: one sentence.
struct BadArguments {
  std::string sentence;
};

using Invocation = std::variant<WindowOptions, RunOptions, SweepOptions, SheetOptions, BenchCommand,
                                InspectOptions, LabOptions, LinkOptions, PrintText, ListPresets,
                                ListKeys, PrintHelp, PrintVersion, BadArguments>;

/// Parses a command line. `arguments` without the program's name.
Invocation parse_arguments(std::vector<std::string> arguments);

}  // namespace purr::shell

#include "shell/program/command_line/arguments.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <CLI/CLI.hpp>

#include "engine/core/result.h"
#include "shell/program/bench/bench.h"
#include "shell/program/command_line/settings.h"

namespace purr::shell {
namespace {

constexpr int kSmallestSide = 320;
constexpr int kLargestSide = 8192;
constexpr int kMaxIterations = 1'000'000;

/// `--data a.h5,b.h5` names two files, unless there is one with just this name.
std::vector<std::string> split_files(const std::vector<std::string>& values) {
  std::vector<std::string> files;
  for (const std::string& value : values) {
    std::error_code ignored;
    if (std::filesystem::exists(value, ignored)) {
      files.push_back(value);
      continue;
    }
    std::string_view rest = value;
    while (true) {
      const std::size_t comma = rest.find(',');
      files.emplace_back(rest.substr(0, comma));
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return files;
}

bool parse_integer(std::string_view digits, int min, int max, int& value) {
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  return error == std::errc{} && stop == end && value >= min && value <= max;
}

/// "1440x900" as two sides.
bool parse_size(std::string_view text, int& width, int& height) {
  const std::size_t cross = text.find('x');
  if (cross == std::string_view::npos) return false;
  return parse_integer(text.substr(0, cross), kSmallestSide, kLargestSide, width) &&
         parse_integer(text.substr(cross + 1), kSmallestSide, kLargestSide, height);
}

std::string in_quotes(std::string_view text) { return "“" + std::string(text) + "”"; }

/// CLI11's errors in the style of the other messages.
BadArguments explain(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    const std::vector<std::string> rest = app.remaining(/*recurse=*/true);
    return {describe({Errc::bad_argument, {rest.empty() ? std::string() : rest.front()}})};
  }
  const std::string text = error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    return {"An option lacks its value, or has one too many: " + text.substr(0, text.find(':')) +
            "; “purrceptron help” shows it."};
  }
  return {text.substr(0, text.find('\n'))};
}

}  // namespace

Invocation parse_arguments(std::vector<std::string> arguments) {
  if (arguments.empty()) return WindowOptions{};
  // Settings or options alone mean the window with them.
  const std::string& first = arguments.front();
  const bool is_setting = is_link(first) || first.find('=') != std::string::npos;
  const bool is_window_option =
      first.starts_with("--") && first != "--help" && first != "--version";
  if (is_setting || is_window_option) arguments.insert(arguments.begin(), "window");

  CLI::App app("A neural-network playground.", "purrceptron");
  app.set_help_flag("-h,--help", "print this help");
  // A lab may have the name of a command.
  app.require_subcommand(0, 1);
  bool wants_version = false;
  app.add_flag("--version", wants_version, "print the version");

  std::string encoding;
  WindowOptions window;
  std::string size;
  std::string after;
  CLI::App* window_command = app.add_subcommand("window", "open the window");
  window_command->add_option("settings", window.settings, "a link, or key=value");
  window_command->add_option("--data", window.data, "files with data, joined by commas")
      ->allow_extra_args(false);
  window_command->add_option("--encoding", encoding,
                             "of text files, such as GBK; detected if left out");
  window_command->add_option("--size", size, "size of the window in points, such as 1440x900");
  window_command->add_option("--screenshot", window.screenshot, "write a picture (PNG) and leave");
  window_command->add_option("--after", after, "what the picture waits for: finished");

  std::string theme;
  window_command->add_option("--theme", theme, "what the system is taken for: light, dark");

  RunOptions run;
  std::string every;
  CLI::App* run_command = app.add_subcommand("run", "train without a window");
  run_command->add_option("settings", run.settings, "a link, or key=value");
  run_command->add_option("--data", run.data, "files with data, joined by commas")
      ->allow_extra_args(false);
  run_command->add_option("--encoding", encoding,
                          "of text files, such as GBK; detected if left out");
  run_command->add_option("--every", every, "iterations from one printed line to the next");
  run_command->add_option("--csv", run.csv, "write the curve as CSV");
  run_command->add_option("--json", run.json, "write settings, curve and results as JSON");
  run_command->add_option("--npz", run.npz, "write the weights W1, b1, … for NumPy");

  SheetOptions sheet;
  std::string sheet_count;
  CLI::App* sheet_command = app.add_subcommand("sheet", "write pictures of the data as one PNG");
  sheet_command->add_option("settings", sheet.settings, "a link, or key=value");
  sheet_command->add_option("--out", sheet.out, "the file to write")->required();
  sheet_command->add_option("--count", sheet_count, "how many pictures");
  sheet_command->add_flag("--test", sheet.of_test, "of the test set");

  BenchCommand bench;
  CLI::App* bench_command =
      app.add_subcommand("bench", "measure the engine's speed on this machine");
  bench_command->add_flag("--quick", bench.is_quick, "each measurement once and small");
  bench_command->add_flag("--growth", bench.is_growth, "both solvers over m, units, layers: CSV");
  bench_command->add_flag("--json", bench.is_json, "one JSON object instead of a table");
  bench_command->add_option("--only", bench.only, "parts of it, joined by commas")
      ->allow_extra_args(false);
  bench_command->add_option("--run", bench.run, "time one run: its settings, joined by &")
      ->allow_extra_args(false);
  bench_command->add_option("--data", bench.data, "the course's files, joined by commas")
      ->allow_extra_args(false);

  SweepOptions sweep;
  std::string jobs;
  std::string shard;
  CLI::App* sweep_command = app.add_subcommand("sweep", "train many runs, one JSON object a line");
  sweep_command->add_option("settings", sweep.settings, "a link, or key=value");
  sweep_command->add_option("--over", sweep.over, "KEY=VALUES: seed=1..10, hidden=4/20,7,5")
      ->allow_extra_args(false);
  sweep_command->add_option("--data", sweep.data, "files with data, joined by commas")
      ->allow_extra_args(false);
  sweep_command->add_option("--encoding", encoding,
                            "of text files, such as GBK; detected if left out");
  sweep_command->add_option("--jobs", jobs, "threads; one for each core if left out");
  sweep_command->add_option("--shard", shard, "i/n: every n-th run, beginning with the i-th");

  InspectOptions inspect;
  CLI::App* inspect_command = app.add_subcommand("inspect", "print what is understood of a table");
  inspect_command->add_option("files", inspect.data, "a table, or a training and a test table")
      ->required();
  inspect_command->add_option("--encoding", encoding, "of the files, such as GBK");
  inspect_command->add_option("--label", inspect.label, "the name of the label's column");
  inspect_command->add_option("--features", inspect.features, "names of the columns to learn from")
      ->allow_extra_args(false);
  inspect_command->add_flag("--json", inspect.is_json, "one JSON object instead of lines");

  LabOptions lab;
  CLI::App* lab_command = app.add_subcommand("lab", "print the result of a lab, or list the labs");
  lab_command->add_option("name", lab.name, "which one; all are listed if left out");
  lab_command->add_option("settings", lab.settings, "key=value");
  lab_command->add_option("--data", lab.data, "the course's files, joined by commas")
      ->allow_extra_args(false);
  lab_command->add_option("--jobs", jobs, "threads; one for each core if left out");

  LinkOptions link;
  CLI::App* link_command = app.add_subcommand("link", "print the link of a run");
  link_command->add_option("settings", link.settings, "key=value");

  CLI::App* presets_command = app.add_subcommand("presets", "list the published runs");
  CLI::App* keys_command = app.add_subcommand("keys", "list all settings");
  CLI::App* help_command = app.add_subcommand("help", "print commands and settings");

  try {
    std::ranges::reverse(arguments);  // the order that CLI11 takes a vector in
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    const auto commands = app.get_subcommands();
    if (commands.empty()) return PrintHelp{};
    return PrintText{commands.front()->help("purrceptron")};
  } catch (const CLI::ParseError& error) {
    return explain(app, error);
  }

  if (wants_version) return PrintVersion{};
  if (presets_command->parsed()) return ListPresets{};
  if (keys_command->parsed()) return ListKeys{};
  if (help_command->parsed()) return PrintHelp{};
  if (link_command->parsed()) return link;
  constexpr int kMaxJobs = 256;
  int job_count = 0;
  if (!jobs.empty() && !parse_integer(jobs, 1, kMaxJobs, job_count)) {
    return BadArguments{"--jobs takes a whole number from 1 to " + std::to_string(kMaxJobs) +
                        ", not " + in_quotes(jobs) + "."};
  }
  if (lab_command->parsed()) {
    lab.data = split_files(lab.data);
    lab.jobs = job_count;
    return lab;
  }
  std::optional<TextEncoding> chosen;
  if (!encoding.empty()) {
    chosen = find_encoding(encoding);
    if (!chosen) {
      return BadArguments{describe({Errc::text_unknown_encoding, {encoding, encoding_names()}})};
    }
  }
  if (inspect_command->parsed()) {
    inspect.data = split_files(inspect.data);
    inspect.encoding = chosen;
    return inspect;
  }
  if (sheet_command->parsed()) {
    constexpr int kMaxTiles = 10000;
    if (!sheet_count.empty() && !parse_integer(sheet_count, 1, kMaxTiles, sheet.count)) {
      return BadArguments{"--count takes a whole number from 1 to " + std::to_string(kMaxTiles) +
                          ", not " + in_quotes(sheet_count) + "."};
    }
    return sheet;
  }
  if (bench_command->parsed()) {
    if (!are_bench_parts(bench.only)) {
      std::string parts;
      for (const char* part : kBenchParts) parts += (parts.empty() ? "" : ", ") + std::string(part);
      return BadArguments{"--only takes parts of the bench joined by commas (" + parts + "), not " +
                          in_quotes(bench.only) + "."};
    }
    bench.data = split_files(bench.data);
    return bench;
  }
  if (sweep_command->parsed()) {
    sweep.jobs = job_count;
    const std::string_view part = shard;
    const std::size_t slash = part.find('/');
    if (!shard.empty() &&
        (slash == std::string_view::npos ||
         !parse_integer(part.substr(slash + 1), 1, kMaxIterations, sweep.shard_count) ||
         !parse_integer(part.substr(0, slash), 1, sweep.shard_count, sweep.shard))) {
      return BadArguments{"--shard takes a part of the whole such as 1/4, not " + in_quotes(shard) +
                          "."};
    }
    sweep.data = split_files(sweep.data);
    sweep.encoding = chosen;
    return sweep;
  }
  if (run_command->parsed()) {
    if (!every.empty() && !parse_integer(every, 1, kMaxIterations, run.every)) {
      return BadArguments{"--every takes a whole number from 1 to " +
                          std::to_string(kMaxIterations) + ", not " + in_quotes(every) + "."};
    }
    run.data = split_files(run.data);
    run.encoding = chosen;
    return run;
  }
  if (!size.empty() && !parse_size(size, window.width, window.height)) {
    return BadArguments{"--size takes two numbers from " + std::to_string(kSmallestSide) + " to " +
                        std::to_string(kLargestSide) + " such as 1440x900, not " + in_quotes(size) +
                        "."};
  }
  if (!theme.empty() && theme != "light" && theme != "dark") {
    return BadArguments{"--theme can be light or dark, not " + in_quotes(theme) + "."};
  }
  if (!after.empty() && after != "finished") {
    return BadArguments{"--after can be finished, not " + in_quotes(after) + "."};
  }
  if (!after.empty() && window.screenshot.empty()) {
    return BadArguments{"--after belongs to --screenshot FILE.png, which is missing."};
  }
  window.is_dark = theme == "dark";
  window.after_finished = !after.empty();
  window.data = split_files(window.data);
  window.encoding = chosen;
  return window;
}

}  // namespace purr::shell

#include "shell/program/command_line/command_line.h"

#include <cstdio>
#include <string>
#include <vector>

#include "shell/exports/run_text.h"
#include "shell/program/command_line/bench.h"
#include "shell/program/command_line/inspect.h"
#include "shell/program/command_line/lab.h"
#include "shell/program/command_line/listing.h"
#include "shell/program/command_line/run.h"
#include "shell/program/command_line/settings.h"
#include "shell/program/command_line/sheet.h"
#include "shell/program/command_line/sweep.h"

namespace purr::shell {
namespace {

int print(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  if (!text.ends_with('\n')) std::fputc('\n', stdout);
  return finish_output(kDone);
}

int print_link(const LinkOptions& options) {
  const auto settings = read_settings(options.settings);
  if (!settings) {
    complain(settings.error());
    return kBadInput;
  }
  for (const Error& note : settings->notes) complain(describe(note));
  return print(link_text(settings->experiment));
}

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};

}  // namespace

int command_line(int argc, const char* const* argv,
                 const std::function<int(const WindowOptions&)>& open_window) {
  const Invocation invocation = parse_arguments(
      argc > 1 ? std::vector<std::string>(argv + 1, argv + argc) : std::vector<std::string>{});
  return std::visit(Overloaded{
                        open_window,
                        [](const RunOptions& options) { return run_headless(options); },
                        [](const SheetOptions& options) { return write_sheet(options); },
                        [](const BenchCommand& command) { return print_bench(command); },
                        [](const SweepOptions& options) { return run_sweep(options); },
                        [](const InspectOptions& options) { return inspect_tables(options); },
                        [](const LabOptions& options) { return run_lab(options); },
                        [](const LinkOptions& options) { return print_link(options); },
                        [](const PrintText& help) { return print(help.text); },
                        [](ListPresets) { return print(presets_text()); },
                        [](ListKeys) { return print(keys_text()); },
                        [](PrintHelp) { return print(help_text()); },
                        [](PrintVersion) { return print(version_text()); },
                        [](const BadArguments& bad) {
                          complain(bad.sentence);
                          return kBadInput;
                        },
                    },
                    invocation);
}

}  // namespace purr::shell

#include "shell/program/command_line/bench.h"

#include <cstdio>
#include <string>
#include <utility>

#include "shell/program/bench/bench.h"
#include "shell/program/bench/growth.h"
#include "shell/program/command_line/run.h"
#include "shell/program/files/read_files.h"
#include "shell/theme/version.h"

namespace purr::shell {

int print_bench(const BenchCommand& command) {
  FilesRead files = read_files(command.data);
  if (!files.errors.empty()) {
    complain(describe(files.errors.front()));
    return kBadInput;
  }
  if (const auto fits = check_sets(files.data); !fits) {
    complain(describe(fits.error()));
    return kBadInput;
  }
  BenchOptions options;
  options.quick = command.is_quick;
  options.only = command.only;
  options.course = std::move(files.data);

  if (command.is_growth) {
    std::printf("%s\n", growth_header().c_str());
    run_growth(command.is_quick, [](const GrowthRow& row) {
      std::printf("%s\n", growth_line(row).c_str());
      std::fflush(stdout);
    });
    return finish_output(kDone);
  }
  if (!command.run.empty()) {
    const TimedRun run = time_run(command.run, options.course);
    std::printf("%s\n", (command.is_json ? run_json(run) : run_text(run)).c_str());
    return finish_output(run.trouble.empty() ? kDone : kRunFailed);
  }
  const Version version = built_version();
  if (command.is_json) {
    std::printf(R"({"version":"%s","commit":"%s","kernels":"%s","rows":[)", version.number.c_str(),
                version.commit.c_str(), version.simd.c_str());
  } else {
    std::printf("purrceptron %s (%s), kernels %s, one thread\n", version.number.c_str(),
                version.commit.c_str(), version.simd.c_str());
  }
  std::string group;
  bool is_first = true;
  run_bench(options, [&](const BenchRow& row) {
    if (command.is_json) {
      std::printf("%s\n%s", is_first ? "" : ",", row_json(row).c_str());
    } else {
      if (row.group != group) std::printf("\n%s\n", row.group.c_str());
      std::printf("%s\n", row_text(row).c_str());
    }
    group = row.group;
    is_first = false;
    std::fflush(stdout);
  });
  if (command.is_json) std::printf("\n]}\n");
  return finish_output(kDone);
}

}  // namespace purr::shell

// The bench as a program of its own, for node and for a look without the window's libraries:
// purr_bench [--quick] [--json] [--only PART,…]
#include <cstdio>
#include <cstring>
#include <string>

#include "shell/program/bench/bench.h"

int main(int argc, char** argv) {
  purr::BenchOptions options;
  bool json = false;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--quick") == 0) {
      options.quick = true;
    } else if (std::strcmp(argv[i], "--json") == 0) {
      json = true;
    } else if (std::strcmp(argv[i], "--only") == 0 && i + 1 < argc &&
               purr::are_bench_parts(argv[i + 1])) {
      options.only = argv[++i];
    } else {
      std::fprintf(stderr,
                   "purr_bench takes --quick, --json and --only with parts, not \"%s\":", argv[i]);
      for (const char* part : purr::kBenchParts) std::fprintf(stderr, " %s", part);
      std::fprintf(stderr, "\n");
      return 2;
    }
  }
  std::string group;
  purr::run_bench(options, [&](const purr::BenchRow& row) {
    if (json) {
      std::printf("%s\n", purr::row_json(row).c_str());
    } else {
      if (row.group != group) std::printf("\n%s\n", row.group.c_str());
      group = row.group;
      std::printf("%s\n", purr::row_text(row).c_str());
    }
    std::fflush(stdout);
  });
  return 0;
}

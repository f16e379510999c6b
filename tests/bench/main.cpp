#include <cstring>
#include <iostream>

#include "tests/bench/kernels_bench.h"

int main(int argc, char** argv) {
  purr::KernelBenchOptions options;
  for (int i = 1; i < argc; ++i) options.growth |= std::strcmp(argv[i], "--growth") == 0;
  purr::run_kernel_bench(std::cout, options);
}

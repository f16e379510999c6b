#pragma once

#include <iosfwd>

namespace purr {

struct KernelBenchOptions {
  bool growth = false;  ///< also the time of an iteration over m, units and layers: some minutes
};

/// Measures the kernels beside the peak of a register-only multiply-add loop, iterations of both
/// solvers in both precisions, and whole runs, and prints one table. Needs no files: pictures are
/// the drawn cats. Every figure is the best of several, and the peak is measured again before each
/// kernel, so that ratios hold on a machine that is busy with other things.
void run_kernel_bench(std::ostream& out, const KernelBenchOptions& options);

}  // namespace purr

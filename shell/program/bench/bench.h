#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/data/inputs.h"

/// Measures the engine's speed on this machine, in one table. The same code runs natively
/// (`purrceptron bench`), in node (`purr_bench`) and in a page (bench.html).
namespace purr {

/// One line of the table.
struct BenchRow {
  std::string group;  ///< heading of its part of the table
  std::string name;
  double ms = 0.0;
  double rate = 0.0;  ///< GFLOP/s of a kernel (a multiply-add is two); 0 elsewhere
  double peak = 0.0;  ///< GFLOP/s of multiply-adds in registers, measured next to it
  std::string note;
};

struct BenchOptions {
  bool quick = false;  ///< each measurement once and small: a few seconds, for tests
  /// Parts to measure, joined by commas: kernels, preparation, iterations, growth, runs, instant.
  /// Empty: all.
  std::string only;
  /// The course's pictures; without them drawn cats of the same size are used.
  UserData course;
};

/// Measures everything and passes on one row after another. Needs no files. Each figure is the best
/// of several; the peak is measured again before each kernel, so that the share of the peak is
/// valid on a busy machine too.
void run_bench(const BenchOptions& options, const std::function<void(const BenchRow&)>& report);

/// One whole run: its time, and a hash that identifies its results.
struct TimedRun {
  double ms = 0.0;  ///< from the settings to the finished curve, the data set included
  int points = 0;
  double cost = 0.0;  ///< of the last point
  double train_accuracy = 0.0;
  double test_accuracy = 0.0;
  bool is_gram = false;
  std::uint64_t hash = 0;  ///< FNV-1a of the bits of every cost on the curve
  std::string trouble;     ///< why it did not finish; empty where it did
};

/// Trains once with `settings` (a link's text, such as "preset=c1w4-deep") in the same way as a
/// page.
TimedRun time_run(const std::string& settings, const UserData& data);
/// A line of text, and a JSON object.
std::string run_text(const TimedRun& run);
std::string run_json(const TimedRun& run);

/// The parts that `only` may name, in their order.
inline constexpr std::array kBenchParts{"kernels", "preparation", "iterations",
                                        "growth",  "runs",        "instant"};
/// Whether each name in `only` is that of a part.
bool are_bench_parts(std::string_view only);

/// A row as a line of text; lines of one table are aligned.
std::string row_text(const BenchRow& row);
/// A row as a JSON object.
std::string row_json(const BenchRow& row);

}  // namespace purr

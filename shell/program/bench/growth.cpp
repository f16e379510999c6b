#include "shell/program/bench/growth.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include "engine/solver/choice.h"
#include "shell/program/bench/runs.h"
#include "shell/program/bench/stopwatch.h"

namespace purr {
namespace {

/// Milliseconds of an iteration. Two are enough for long ones.
double iteration_ms(Trainer& trainer, bool quick) {
  return 1e3 * best_time({2, quick ? 0.0 : 0.05, 0.002}, [&] { iterate(trainer); });
}

void measure_size(int m, const std::vector<int>& units, const std::vector<int>& layers, bool quick,
                  const std::function<void(const GrowthRow&)>& report) {
  const auto dataset = drawn_pictures(m, 0);
  const auto start = BenchClock::now();
  const auto gram = gram_of<double>(dataset);
  const double matrix_ms = 1e3 * seconds_since(start);
  TrainingSpec training;
  training.iterations = kGrowthIterations;
  for (const int n : units) {
    for (const int count : layers) {
      NetworkSpec network;
      network.hidden.assign(static_cast<std::size_t>(count), n);
      const SolverEstimate estimate = estimate_solvers(dataset->train.n_x, m, 0, network, training);
      GrowthRow row{.m = m, .units = n, .layers = count, .matrix_ms = matrix_ms};
      row.chose_gram = choose_gram(estimate, SolverChoice::automatic);
      row.primal_ms =
          iteration_ms(*fresh_trainer<double>(dataset, network, training, nullptr), quick);
      row.gram_ms = iteration_ms(*fresh_trainer<double>(dataset, network, training, gram), quick);
      const double primal_run = kGrowthIterations * row.primal_ms;
      const double gram_run = matrix_ms + kGrowthIterations * row.gram_ms;
      row.over_better = (row.chose_gram ? gram_run : primal_run) / std::min(gram_run, primal_run);
      report(row);
    }
  }
}

}  // namespace

void run_growth(bool quick, const std::function<void(const GrowthRow&)>& report) {
  if (quick) {
    for (const int m : {24, 48}) measure_size(m, {4, 16}, {1, 3}, true, report);
    return;
  }
  for (const int m : {209, 500, 1000, 2000, 5000, 10000}) {
    measure_size(m, {4, 16, 64, 256}, {1, 3, 10}, false, report);
  }
}

std::string growth_header() {
  return "m,units,layers,gram_ms,primal_ms,matrix_ms,chosen,over_better";
}

std::string growth_line(const GrowthRow& row) {
  std::array<char, 200> text{};
  std::snprintf(text.data(), text.size(), "%d,%d,%d,%.5g,%.5g,%.5g,%s,%.3f", row.m, row.units,
                row.layers, row.gram_ms, row.primal_ms, row.matrix_ms,
                row.chose_gram ? "gram" : "primal", row.over_better);
  return text.data();
}

}  // namespace purr

#include "shell/app/run_time.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "engine/solver/choice.h"

namespace purr::shell {
namespace {

constexpr double kGuessedRate = 1.5e6;  // multiply-adds per millisecond, until one is measured
constexpr int kPictureInputs = 12288;   // n_x of 64×64 pictures, until the data has come
constexpr int kPointInputs = 2;         // n_x of points

int input_count(const Experiment& settings, const RunView& run) {
  if (is_pictures(settings.data.source))
    return run.is_pictures() ? run.input_count() : kPictureInputs;
  return run.is_points() ? run.feature_count() : kPointInputs;
}

/// Multiply-adds of one run with these settings: all layers, forward and backward.
double operation_count(const Experiment& settings, int n_x, int m, int m_test,
                       double max_matrix_bytes) {
  const SolverEstimate estimate =
      estimate_solvers(n_x, m, m_test, settings.network, settings.training);
  const bool is_gram = choose_gram(estimate, settings.training.solver, max_matrix_bytes);
  const std::vector<int> sizes = layer_sizes(settings.network, n_x);
  double per_example = 0.0;  // of layers 2 … L, forward
  for (std::size_t l = 2; l < sizes.size(); ++l) {
    per_example += static_cast<double>(sizes[l]) * sizes[l - 1];
  }
  // One value of an activation costs about as much as thirty multiply-adds.
  for (std::size_t l = 1; l < sizes.size(); ++l) per_example += 10.0 * sizes[l];
  return (is_gram ? estimate.gram_operations : estimate.primal_operations) +
         3.0 * per_example * m * settings.training.iterations;
}

}  // namespace

void RunTime::learn(const Experiment& settings, const RunView& run) {
  const Status& status = run.status;
  if (status.ms_per_iteration <= 0.0) return;
  const double ms = status.ms_per_iteration * settings.training.iterations;
  const double operations = operation_count(settings, input_count(settings, run), status.m,
                                            status.m_test, max_matrix_bytes_);
  best_rate_ = std::max(best_rate_, operations / ms);
}

double RunTime::expected_ms(const Experiment& settings, const RunView& run) const {
  const DataSpec& data = settings.data;
  const int m = data.m > 0 ? data.m : std::max(1, run.status.m);
  const int m_test = data.m_test > 0 ? data.m_test : run.status.m_test;
  const double rate = best_rate_ > 0.0 ? best_rate_ : kGuessedRate;
  return operation_count(settings, input_count(settings, run), m, m_test, max_matrix_bytes_) / rate;
}

}  // namespace purr::shell

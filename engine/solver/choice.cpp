#include "engine/solver/choice.h"

#include <algorithm>

#include "engine/solver/input_products.h"

namespace purr {

bool freezes_first_weights(const std::vector<Frozen>& frozen, int units, int n_x) {
  bool is_part_frozen = false;
  for (const Frozen& part : frozen) {
    if (part.layer != 1) continue;
    if (part.unit == 0) return false;  // the whole layer: nothing to update
    is_part_frozen |= part.unit <= units && part.input != 0 && part.input <= n_x;
  }
  return is_part_frozen;
}

SolverEstimate estimate_solvers(int n_x, int m, int m_test, const NetworkSpec& network,
                                const TrainingSpec& training, bool is_pixels) {
  SolverEstimate estimate;
  const double n1 = network.hidden.empty() ? 1.0 : network.hidden.front();
  const double x = n_x;
  const double examples = m;
  const double tests = m_test;
  const double real_bytes = training.precision == Precision::f64 ? 8.0 : 4.0;
  const double passes = std::max(1, training.iterations);
  // Forward and backward over the inputs, and the test set evaluated a hundred times a run.
  estimate.primal_operations =
      passes * 2.0 * n1 * x * examples + std::min(passes, 100.0) * n1 * x * tests;
  // Z, A and dZ of every layer, and the masks of dropout.
  double units = 1.0;
  for (const int n : network.hidden) units += n;
  const double activation_bytes =
      real_bytes * units * (examples * (training.keep_prob < 1.0 ? 4.0 : 3.0) + 2.0 * tests);
  // W⁰, then W and its averages, for the run and for the states that it can go back to.
  const double copies = training.optimizer == Optimizer::gd     ? 1.0
                        : training.optimizer == Optimizer::adam ? 3.0
                                                                : 2.0;
  // Pictures are bytes, other inputs doubles; InputProducts may keep X, of a batch or of all, in
  // the precision of the run beside them.
  const double input_bytes = x * (examples + tests) * (is_pixels ? 1.0 : 8.0);
  const auto kept_bytes = [&](double count) {
    const double bytes = real_bytes * x * count;
    return bytes <= static_cast<double>(InputProducts<double>::kMaxKeptBytes) ? bytes : 0.0;
  };
  const double kept = training.batch_size > 0 ? std::min<double>(training.batch_size, m) : examples;
  estimate.primal_bytes = input_bytes + kept_bytes(kept) + (is_pixels ? 0.0 : kept_bytes(tests)) +
                          real_bytes * n1 * x * (2.0 + 4.0 * copies) + activation_bytes;
  // The matrices once (integer products are four times as fast), the first products, then small
  // steps. A mini-batch gathers its columns of K, which costs about as much again.
  const double gather = training.batch_size > 0 ? 2.0 : 1.0;
  estimate.gram_operations =
      x * (examples * examples / 2.0 + examples * tests) / 4.0 + n1 * x * (examples + tests) +
      passes * n1 * examples * examples * gather + std::min(passes, 250.0) * n1 * examples * tests;
  // K in double, and once more for a run in single precision.
  const double entry_bytes = training.precision == Precision::f64 ? 8.0 : 12.0;
  estimate.matrix_bytes = entry_bytes * (examples * examples + examples * tests);
  estimate.gram_bytes =
      estimate.matrix_bytes + input_bytes + 3.0 * real_bytes * n1 * x + activation_bytes;
  estimate.gram_possible =
      (training.optimizer == Optimizer::gd || training.optimizer == Optimizer::momentum) &&
      !freezes_first_weights(training.frozen, static_cast<int>(n1), n_x);
  return estimate;
}

bool choose_gram(const SolverEstimate& estimate, SolverChoice choice, double max_matrix_bytes) {
  if (!estimate.gram_possible || choice == SolverChoice::primal) return false;
  if (choice == SolverChoice::gram) return true;
  return estimate.gram_is_less_work() && estimate.matrix_bytes <= max_matrix_bytes &&
         estimate.gram_bytes <= kMaxRunBytes;
}

}  // namespace purr

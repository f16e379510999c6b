#pragma once

#include "engine/data/inputs.h"
#include "engine/model/network_spec.h"
#include "engine/model/training_spec.h"

namespace purr {

/// What a run would cost with each solver.
struct SolverEstimate {
  double primal_operations = 0.0;  ///< multiply-adds of the whole run's first layer
  double gram_operations = 0.0;    ///< with the Gram matrices
  double primal_bytes = 0.0;
  double gram_bytes = 0.0;
  double matrix_bytes = 0.0;  ///< what of gram_bytes the Gram matrices take
  bool gram_possible = true;

  bool gram_is_less_work() const { return gram_possible && gram_operations < primal_operations; }
};

/// True where some weights of layer 1 are frozen and others not: the rest of the gradient is then
/// no longer in the span of the data. The whole layer and its biases may be.
bool freezes_first_weights(const std::vector<Frozen>& frozen, int units, int n_x);

/// @param is_pixels  whether inputs are pictures, which stay bytes, or numbers.
SolverEstimate estimate_solvers(int n_x, int m, int m_test, const NetworkSpec& network,
                                const TrainingSpec& training, bool is_pixels = true);

/// The most that one run may take: half of what a page can have.
inline constexpr double kMaxRunBytes = 1.6e9;

/// The most that Gram matrices may take unasked in a page, which a phone ends at a GB: those of
/// 5000 pictures, with 1000 to test on. Beyond it Gram saves less and less, 2.4 times the work at
/// 10 000. A program has its machine: there the quicker solver is taken wherever a run fits.
inline constexpr double kMaxPageMatrixBytes = 256e6;

/// True for the Gram solver. `automatic` takes the one with less work, Gram within
/// `max_matrix_bytes` and kMaxRunBytes; a forced choice is followed where it is possible at all.
bool choose_gram(const SolverEstimate& estimate, SolverChoice choice,
                 double max_matrix_bytes = kMaxRunBytes);

}  // namespace purr

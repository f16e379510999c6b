#pragma once

#include "engine/data/inputs.h"
#include "engine/model/network_spec.h"
#include "engine/model/training_spec.h"

namespace purr {

/// The work and memory of a run with each solver.
struct SolverEstimate {
  double primal_operations = 0.0;  ///< multiply-adds of the whole run's first layer
  double gram_operations = 0.0;    ///< with the Gram matrices
  double primal_bytes = 0.0;
  double gram_bytes = 0.0;
  double matrix_bytes = 0.0;  ///< the part of gram_bytes that the Gram matrices take
  bool gram_possible = true;

  bool gram_is_less_work() const { return gram_possible && gram_operations < primal_operations; }
};

/// True if some weights of layer 1 are frozen and others are not: the rest of the gradient is then
/// no longer in the span of the data, which excludes the Gram solver. It allows the whole layer to
/// be frozen, and its biases.
bool freezes_first_weights(const std::vector<Frozen>& frozen, int units, int n_x);

/// @param is_pixels  true for pictures, which stay bytes; false for numbers.
SolverEstimate estimate_solvers(int n_x, int m, int m_test, const NetworkSpec& network,
                                const TrainingSpec& training, bool is_pixels = true);

/// The limit of one run: half of the memory that a page can have.
inline constexpr double kMaxRunBytes = 1.6e9;

/// The limit of Gram matrices in a page where the user has not chosen the solver: those of 5000
/// pictures with 1000 test pictures. A phone ends a page at 1 GB. Above the limit Gram saves less
/// and less, 2.4 times the work at 10 000. The native program has no such limit and takes the
/// faster solver wherever a run fits.
inline constexpr double kMaxPageMatrixBytes = 256e6;

/// True for the Gram solver. `automatic` takes the solver with less work, but Gram only within
/// `max_matrix_bytes` and kMaxRunBytes; a choice of the user is followed where it is possible.
/// Reasons and numbers: engine/solver/DECISION.md.
bool choose_gram(const SolverEstimate& estimate, SolverChoice choice,
                 double max_matrix_bytes = kMaxRunBytes);

}  // namespace purr

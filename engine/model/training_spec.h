#pragma once

#include <cstdint>
#include <vector>

namespace purr {

enum class Optimizer : std::uint8_t { gd, momentum, rmsprop, adam };
enum class Precision : std::uint8_t { f64, f32 };
enum class SolverChoice : std::uint8_t { automatic, primal, gram };

/// What updates leave as it is: a layer, one unit of it (its weights and its bias), or one weight
/// or bias.
struct Frozen {
  int layer = 1;   ///< from 1
  int unit = 0;    ///< from 1; 0 is the whole layer
  int input = -1;  ///< from 1; 0 is the bias; −1 is all of the unit
  bool operator==(const Frozen&) const = default;
};
inline constexpr int kMaxFrozen = 32;

/// How a network is trained.
struct TrainingSpec {
  Optimizer optimizer = Optimizer::gd;
  double learning_rate = 0.0075;  ///< α of one step; useful range 1e-4 to 10
  double momentum = 0.9;          ///< β of momentum, β₁ of Adam
  double beta2 = 0.999;           ///< of RMSprop and Adam
  double epsilon = 1e-8;
  bool epsilon_inside = false;   ///< √(ŝ + ε) as the course's code has it, else √ŝ + ε
  int batch_size = 0;            ///< examples of one step; 0 is all
  int shuffle_seed = 11;         ///< epoch e shuffles with NumPy's seed shuffle_seed + e
  double l2 = 0.0;               ///< λ of λ/(2m)·Σ‖W‖²
  double keep_prob = 1.0;        ///< share of hidden units kept by dropout
  int dropout_seed = 0;          ///< NumPy seed before every forward pass; 0: one for each step
  double decay = 0.0;            ///< α becomes α/(1 + decay·iteration)
  int iterations = 2500;         ///< where the run stops; epochs if batch_size is set
  double stop_cost = 0.0;        ///< the run stops when the cost is at most this; 0 is off
  double stop_gradient = 0.0;    ///< or the norm of the gradient is; 0 is off
  int stop_patience = 0;         ///< or after so many test evaluations without progress; 0 is off
  double stop_seconds = 0.0;     ///< or after so many seconds of training; 0 is off
  std::vector<Frozen> frozen{};  ///< at most kMaxFrozen; what the network does not have is ignored
  Precision precision = Precision::f64;
  SolverChoice solver = SolverChoice::automatic;

  bool operator==(const TrainingSpec&) const = default;
};

}  // namespace purr

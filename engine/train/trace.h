#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/activation.h"

namespace purr {

/// Forward and backward values of one example at one layer.
struct LayerTrace {
  Activation activation{};
  std::vector<double> Z, A, dA, dZ;  ///< n_out each
};

/// W (n_out, n_in) column by column and b (n_out), in single precision: what a picture needs.
struct LayerWeights {
  int n_out = 0;
  int n_in = 0;
  std::vector<float> W;
  std::vector<float> b;
  std::vector<float> learned;  ///< W − W⁰ of layer 1, in the order of W; empty for other layers
};

/// One layer in the trace of a batch. Matrices are row by row: one unit after another, with its
/// examples or its inputs side by side.
struct BatchLayer {
  Activation activation{};
  int n_out = 0;
  int n_in = 0;
  std::vector<double> Z{}, A{};    ///< (n_out, m); A behind dropout
  std::vector<double> D{};         ///< the mask over keep: 0 or 1/keep; empty without dropout
  std::vector<double> dA{}, dZ{};  ///< (n_out, m)
  std::vector<double> dW{};        ///< (n_out, n_in), the penalty included
  std::vector<double> db{};        ///< (n_out)
  /// The optimiser's velocities and averages of squares before this update; empty where it has
  /// none, or none yet.
  std::vector<double> v_dW{}, v_db{}, s_dW{}, s_db{};
};

/// Everything that the next update is made of.
struct BatchTrace {
  std::int32_t iteration = 0;
  double cost = 0.0;            ///< of the batch, the penalty included
  std::vector<int> examples{};  ///< the columns of the batch; empty: all, in their order
  std::vector<BatchLayer> layers{};
};

/// One weight of layer `layer` in the next step: what its derivative is the mean of, and its
/// update. Layer, unit and input count from 1. `W` and `dW` are the whole matrices that it is an
/// entry of.
struct WeightTrace {
  std::int32_t iteration = 0;
  std::int32_t layer = 0;
  std::int32_t unit = 0;   ///< row of W
  std::int32_t input = 0;  ///< column of W
  std::int32_t n_out = 0;
  std::int32_t n_in = 0;
  std::vector<double> W{};   ///< (n_out, n_in) row by row
  std::vector<double> dW{};  ///< the same, the penalty included
  std::vector<double> b{};   ///< (n_out), the biases of the layer
  std::vector<double> db{};  ///< (n_out)

  double weight = 0.0;  ///< W(unit, input)
  /// dW(unit, input) = (1/m)·Σ dZ·A_prev + decay·W(unit, input).
  double derivative = 0.0;
  std::vector<int> examples{};  ///< the columns of the batch; empty: all, in their order
  std::vector<double> dZ{};     ///< dZ[layer](unit, ·), m values
  std::vector<double> A_prev{};  ///< A[layer − 1](input, ·) behind dropout, m values; X for layer 1
  double decay = 0.0;            ///< λ/m of the L2 penalty
  /// (J(w + h) − J(w − h))/2h over the same batch and dropout mask, in double whatever the run's
  /// precision is.
  double numeric_dW = 0.0;

  double learning_rate = 0.0;  ///< α of this step
  std::int64_t t = 0;          ///< the number of this update since the optimiser was chosen, from 1
  /// The optimiser's velocity and average of squares of this weight before the step and after it; 0
  /// where it has none.
  double v_before = 0.0, v_after = 0.0, s_before = 0.0, s_after = 0.0;
  double updated = 0.0;  ///< the weight after the step
  bool is_frozen = false;
};

/// The value of a weight before step `iteration`.
struct WeightPoint {
  std::int32_t iteration = 0;
  double value = 0.0;
  bool operator==(const WeightPoint&) const = default;
};

}  // namespace purr

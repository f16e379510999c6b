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

}  // namespace purr

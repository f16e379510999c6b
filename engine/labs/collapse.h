#pragma once

#include <vector>

#include "engine/core/activation.h"
#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// Why a network needs functions that are not linear: layers without them are one layer,
/// W = W[L]…W[1] and b made alike, at every moment of the training.
namespace purr {

struct CollapseSettings {
  Activation activation = Activation::linear;
  std::vector<int> hidden{20, 7, 5};
  double learning_rate = 0.1;
  int iterations = 5000;
  int seed = 2;
};
PURR_FIELDS(CollapseSettings, activation, hidden, learning_rate, iterations, seed)

struct CollapseResult {
  /// Between ŷ of the network and σ(Wx + b) of the one matrix, over all examples and all iterations
  /// looked at.
  double largest_difference = 0.0;
  std::vector<double> W{};  ///< the one matrix at the end, (1, n_x)
  double b = 0.0;
  double cost = 0.0;
  double train_accuracy = 0.0;
  double logistic_cost = 0.0;  ///< of logistic regression, trained alike
  double logistic_train_accuracy = 0.0;
};
PURR_FIELDS(CollapseResult, largest_difference, W, b, cost, train_accuracy, logistic_cost,
            logistic_train_accuracy)

/// On the flower's 400 points.
Result<CollapseResult> collapse(const CollapseSettings& settings, const LabContext& context);

}  // namespace purr

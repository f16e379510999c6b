#pragma once

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// Structured and unstructured data enter a network the same way, as a column. All pixels of all
/// pictures shuffled alike look like noise to the eye; one unit learns exactly as much.
namespace purr {

struct KindsSettings {
  int shuffle_seed = 1;  ///< of the permutation of the 12288 inputs
  int iterations = 2000;
  double learning_rate = 0.005;
};
PURR_FIELDS(KindsSettings, shuffle_seed, iterations, learning_rate)

/// Of logistic regression on 209 drawn pictures and their 300 test pictures.
struct KindsResult {
  bool equal_after_shuffle = false;  ///< costs equal to 14 digits, accuracies equal
  double cost = 0.0;
  double shuffled_cost = 0.0;
  double train_accuracy = 0.0;
  double shuffled_train_accuracy = 0.0;
  double test_accuracy = 0.0;
  double shuffled_test_accuracy = 0.0;
};
PURR_FIELDS(KindsResult, equal_after_shuffle, cost, shuffled_cost, train_accuracy,
            shuffled_train_accuracy, test_accuracy, shuffled_test_accuracy)

Result<KindsResult> kinds(const KindsSettings& settings, const LabContext& context);

}  // namespace purr

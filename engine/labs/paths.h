#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"
#include "engine/model/training_spec.h"

/// The ways of four optimisers over one cost with two parameters: logistic regression with two
/// inputs and no bias, J(w₁, w₂). The second input is on a smaller scale than the first, so that J
/// is a ravine. Mini-batches add noise, whose size is measured by batch size.
namespace purr {

struct PathsSettings {
  double learning_rate = 1.0;   ///< α of gradient descent and momentum
  double adaptive_rate = 0.05;  ///< α of RMSprop and Adam, whose steps are about α long
  int batch_size = 0;           ///< examples of one step; 0 is all
  double momentum = 0.9;        ///< β of momentum, β₁ of Adam
  double beta2 = 0.999;         ///< of RMSprop and Adam
  int steps = 100;
  double stretch = 0.2;  ///< scale of the second input
  double w1 = -2.0;      ///< where the paths begin
  double w2 = -4.0;
  int seed = 1;  ///< of the examples; the batches take seed + epoch
};
PURR_FIELDS(PathsSettings, learning_rate, adaptive_rate, batch_size, momentum, beta2, steps,
            stretch, w1, w2, seed)

/// J at (w₁, w₂).
struct PathPoint {
  double w1 = 0.0;
  double w2 = 0.0;
  double cost = 0.0;
};
PURR_FIELDS(PathPoint, w1, w2, cost)

struct OptimizerPath {
  std::string optimizer;            ///< its name in links
  double cost = 0.0;                ///< over all examples, at the end
  int rises = 0;                    ///< steps that made it higher
  std::optional<int> near_at{};     ///< steps after which 99 % of the way down was made
  std::vector<PathPoint> points{};  ///< the start, and the place after each step
};
PURR_FIELDS(OptimizerPath, optimizer, cost, rises, near_at, points)

struct BatchNoise {
  int batch_size = 0;
  double noise =
      0.0;  ///< root mean square of ‖gradient of a batch − gradient of all‖, at the start
};
PURR_FIELDS(BatchNoise, batch_size, noise)

struct PathsResult {
  std::vector<OptimizerPath> paths{};  ///< gd, momentum, rmsprop, adam
  PathPoint minimum{};
  double gradient_norm = 0.0;  ///< of all examples at the start, beside which noise is seen
  std::vector<BatchNoise> noise{};
};
PURR_FIELDS(PathsResult, paths, minimum, gradient_norm, noise)

/// The examples of a lab's settings: inputs (2, m) and labels.
struct PathExamples {
  Matrix<double> X;
  std::vector<std::uint8_t> labels;
};
PathExamples path_examples(const PathsSettings& settings);
double path_cost(const PathExamples& examples, double w1, double w2);

PathsResult paths(const PathsSettings& settings, const LabContext& context);

}  // namespace purr

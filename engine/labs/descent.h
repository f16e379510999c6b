#pragma once

#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// Gradient descent on the cost J(w, b) of a unit with one input, over seven points. Up to a
/// threshold α it settles at the minimum, beyond it never does. Near the minimum J is a paraboloid,
/// on which a step of α multiplies the distance by 1 − α·λ along each eigenvector of the Hessian:
/// the threshold is 2/λmax.
namespace purr {

struct DescentSettings {
  double learning_rate = 0.5;
  int iterations = 100;
  double w = 0.0;  ///< where the path begins
  double b = 0.0;
};
PURR_FIELDS(DescentSettings, learning_rate, iterations, w, b)

struct DescentExample {
  double x = 0.0;
  int y = 0;
};
PURR_FIELDS(DescentExample, x, y)

/// The examples of J.
inline constexpr DescentExample kDescentExamples[] = {{-2.0, 0}, {-1.0, 0}, {-0.5, 1}, {0.5, 0},
                                                      {1.0, 1},  {2.0, 1},  {3.0, 1}};

/// J at (w, b).
struct DescentPoint {
  double w = 0.0;
  double b = 0.0;
  double cost = 0.0;
};
PURR_FIELDS(DescentPoint, w, b, cost)

struct DescentResult {
  double cost = 0.0;       ///< after the last iteration
  bool settles = false;    ///< the same α goes on to the minimum
  bool diverging = false;  ///< it never settles
  int rises = 0;           ///< iterations after which J was higher than before
  DescentPoint minimum{};
  double lambda_min = 0.0;  ///< eigenvalues of the Hessian at the minimum
  double lambda_max = 0.0;
  double two_over_lambda_max = 0.0;
  double threshold = 0.0;  ///< the largest α that settles from this start, found by bisection
  std::vector<DescentPoint> path{};  ///< from the start; at most kMaxPathPoints of it
  std::vector<DescentExample> examples{};
};
PURR_FIELDS(DescentResult, cost, settles, diverging, rises, minimum, lambda_min, lambda_max,
            two_over_lambda_max, threshold, path, examples)

inline constexpr int kMaxPathPoints = 201;

double descent_cost(double w, double b);

Result<DescentResult> descent(const DescentSettings& settings, const LabContext& context);

}  // namespace purr

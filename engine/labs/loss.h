#pragma once

#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// Loss and cost. The loss of one answer ŷ is −(y·log ŷ + (1 − y)·log(1 − ŷ)), or the squared error
/// (ŷ − y)² beside it. The cost J(w) of a unit ŷ = σ(w·x + b) is the mean loss over three points.
/// It has one minimum with the first, and two with the second.
namespace purr {

struct LossSettings {
  double y_hat = 0.9;  ///< the answer whose loss is shown, between 0 and 1
  int y = 1;           ///< its label
  double start = 2.0;  ///< w at which both descents begin
  double learning_rate = 0.5;
  int iterations = 20000;
};
PURR_FIELDS(LossSettings, y_hat, y, start, learning_rate, iterations)

struct LossPoint {
  double x = 0.0;
  int y = 0;
};
PURR_FIELDS(LossPoint, x, y)

/// The examples of J(w), and the bias that stays fixed.
inline constexpr LossPoint kLossPoints[] = {{1.0, 1}, {-3.0, 1}, {2.0, 0}};
inline constexpr double kLossBias = -3.0;

/// J at w.
struct CostPlace {
  double w = 0.0;
  double cost = 0.0;
};
PURR_FIELDS(CostPlace, w, cost)

struct LossResult {
  double value = 0.0;            ///< cross-entropy loss of y_hat
  double squared_value = 0.0;    ///< squared error of y_hat
  int squared_error_minima = 0;  ///< local minima of J(w) for w from −30 to 30
  int cross_entropy_minima = 0;
  std::vector<CostPlace> squared_error_places{};  ///< where they are, from the left
  std::vector<CostPlace> cross_entropy_places{};
  CostPlace squared_error_end{};  ///< where gradient descent from `start` ends
  CostPlace cross_entropy_end{};
  std::vector<LossPoint> points{};
  double b = kLossBias;
};
PURR_FIELDS(LossResult, value, squared_value, squared_error_minima, cross_entropy_minima,
            squared_error_places, cross_entropy_places, squared_error_end, cross_entropy_end,
            points, b)

/// J(w) over kLossPoints: the mean squared error, and the mean cross-entropy.
double squared_error_cost(double w);
double cross_entropy_cost(double w);

LossResult loss_lab(const LossSettings& settings, const LabContext& context);

}  // namespace purr

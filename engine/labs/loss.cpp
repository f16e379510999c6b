#include "engine/labs/loss.h"

#include <iterator>

#include "engine/core/portable_math.h"
#include "engine/kernels/activations.h"
#include "engine/model/network.h"

namespace purr {
namespace {

constexpr double kFrom = -30.0;  // where minima are looked for
constexpr double kStep = 0.01;
constexpr int kSteps = 6000;

double sigmoid(double z) { return activation(Activation::sigmoid, 0.0, z); }

/// Mean of `of_point(z, x, y)` over the points.
template <class OfPoint>
double mean(double w, const OfPoint& of_point) {
  double sum = 0.0;
  for (const auto& [x, y] : kLossPoints) sum += of_point(w * x + kLossBias, x, double(y));
  return sum / static_cast<double>(std::size(kLossPoints));
}

double squared_error_slope(double w) {
  // 1 − σ(z) = σ(−z), which stays exact where σ(z) rounds to 1.
  return mean(w, [](double z, double x, double y) {
    return 2.0 * (sigmoid(z) - y) * sigmoid(z) * sigmoid(-z) * x;
  });
}

double cross_entropy_slope(double w) {
  return mean(w, [](double z, double x, double y) { return (sigmoid(z) - y) * x; });
}

using Function = double (*)(double);

/// Where the slope turns from negative to positive. Each place is halved until its ends meet.
std::vector<CostPlace> minima(Function slope, Function cost) {
  std::vector<CostPlace> places;
  for (int i = 0; i < kSteps; ++i) {
    double left = kFrom + i * kStep;
    double right = kFrom + (i + 1) * kStep;
    if (!(slope(left) < 0.0 && slope(right) >= 0.0)) continue;
    for (double middle = 0.5 * (left + right); left < middle && middle < right;
         middle = 0.5 * (left + right)) {
      (slope(middle) < 0.0 ? left : right) = middle;
    }
    places.push_back({right, cost(right)});
  }
  return places;
}

CostPlace descend(const LossSettings& settings, Function slope, Function cost) {
  double w = settings.start;
  for (int i = 0; i < settings.iterations; ++i) w -= settings.learning_rate * slope(w);
  return {w, cost(w)};
}

}  // namespace

double squared_error_cost(double w) {
  return mean(w, [](double z, double, double y) {
    const double error = sigmoid(z) - y;
    return error * error;
  });
}

double cross_entropy_cost(double w) {
  return mean(w, [](double z, double, double y) { return loss(z, y); });
}

LossResult loss_lab(const LossSettings& settings, const LabContext&) {
  const double error = settings.y_hat - settings.y;
  const double right = settings.y == 1 ? settings.y_hat : 1.0 - settings.y_hat;
  LossResult result{
      .value = -portable_log(right),
      .squared_value = error * error,
      .squared_error_places = minima(squared_error_slope, squared_error_cost),
      .cross_entropy_places = minima(cross_entropy_slope, cross_entropy_cost),
      .squared_error_end = descend(settings, squared_error_slope, squared_error_cost),
      .cross_entropy_end = descend(settings, cross_entropy_slope, cross_entropy_cost),
      .points = {std::begin(kLossPoints), std::end(kLossPoints)},
  };
  result.squared_error_minima = static_cast<int>(result.squared_error_places.size());
  result.cross_entropy_minima = static_cast<int>(result.cross_entropy_places.size());
  return result;
}

}  // namespace purr

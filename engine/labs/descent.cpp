#include "engine/labs/descent.h"

#include <cmath>
#include <iterator>

#include "engine/kernels/activations.h"
#include "engine/model/network.h"

namespace purr {
namespace {

constexpr auto kCount = static_cast<double>(std::size(kDescentExamples));
// Whether an α settles is decided after this many iterations.
constexpr int kSettleIterations = 20'000;
constexpr int kLastIterations = 100;
constexpr double kSettledGradient = 1e-6;
constexpr double kLargestRate = 1e4;
constexpr int kHalvings = 20;

double sigmoid(double z) { return activation(Activation::sigmoid, 0.0, z); }

struct Gradient {
  double dw = 0.0;
  double db = 0.0;
};

Gradient gradient_at(double w, double b) {
  Gradient sum;
  for (const auto& [x, y] : kDescentExamples) {
    const double dz = sigmoid(w * x + b) - y;
    sum.dw += dz * x;
    sum.db += dz;
  }
  return {sum.dw / kCount, sum.db / kCount};
}

/// Second derivatives of J: mean of a(1 − a)·(x², x, 1).
struct Hessian {
  double ww = 0.0;
  double wb = 0.0;
  double bb = 0.0;
};

Hessian hessian_at(double w, double b) {
  Hessian sum;
  for (const auto& [x, y] : kDescentExamples) {
    const double z = w * x + b;
    const double slope = sigmoid(z) * sigmoid(-z);
    sum.ww += slope * x * x;
    sum.wb += slope * x;
    sum.bb += slope;
  }
  return {sum.ww / kCount, sum.wb / kCount, sum.bb / kCount};
}

/// Newton's method, which from (0, 0) doubles the right digits with each step.
DescentPoint find_minimum() {
  double w = 0.0;
  double b = 0.0;
  for (int i = 0; i < 50; ++i) {
    const auto [dw, db] = gradient_at(w, b);
    const auto [ww, wb, bb] = hessian_at(w, b);
    const double determinant = ww * bb - wb * wb;
    w -= (bb * dw - wb * db) / determinant;
    b -= (ww * db - wb * dw) / determinant;
  }
  return {w, b, descent_cost(w, b)};
}

/// Settles: the gradient vanishes, or, with an α so small that it still is on its way, J falls
/// in each of some more iterations.
bool does_settle(double learning_rate, double w, double b) {
  for (int i = 0; i < kSettleIterations; ++i) {
    const auto [dw, db] = gradient_at(w, b);
    if (std::fabs(dw) + std::fabs(db) < kSettledGradient) return true;
    w -= learning_rate * dw;
    b -= learning_rate * db;
  }
  double cost = descent_cost(w, b);
  for (int i = 0; i < kLastIterations; ++i) {
    const auto [dw, db] = gradient_at(w, b);
    w -= learning_rate * dw;
    b -= learning_rate * db;
    const double before = cost;
    cost = descent_cost(w, b);
    if (cost > before) return false;
  }
  return true;
}

/// The largest α that settles, between one that does and one that does not.
double find_threshold(double w, double b) {
  double settling = 0.0;
  double diverging = 1.0;
  while (does_settle(diverging, w, b) && diverging < kLargestRate) {
    settling = diverging;
    diverging *= 2.0;
  }
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = 0.5 * (settling + diverging);
    (does_settle(middle, w, b) ? settling : diverging) = middle;
  }
  return settling;
}

}  // namespace

double descent_cost(double w, double b) {
  double sum = 0.0;
  for (const auto& [x, y] : kDescentExamples) sum += loss(w * x + b, y);
  return sum / kCount;
}

Result<DescentResult> descent(const DescentSettings& settings, const LabContext& context) {
  DescentResult result;
  result.minimum = find_minimum();
  const auto [ww, wb, bb] = hessian_at(result.minimum.w, result.minimum.b);
  const double half_trace = 0.5 * (ww + bb);
  const double distance = std::sqrt(half_trace * half_trace - (ww * bb - wb * wb));
  result.lambda_min = half_trace - distance;
  result.lambda_max = half_trace + distance;
  result.two_over_lambda_max = 2.0 / result.lambda_max;
  result.threshold = find_threshold(settings.w, settings.b);
  if (!context.go_on(0.9)) return fail(Errc::lab_stopped);
  result.settles = does_settle(settings.learning_rate, settings.w, settings.b);
  result.diverging = !result.settles;

  double w = settings.w;
  double b = settings.b;
  result.cost = descent_cost(w, b);
  result.path.push_back({w, b, result.cost});
  for (int i = 0; i < settings.iterations; ++i) {
    const auto [dw, db] = gradient_at(w, b);
    w -= settings.learning_rate * dw;
    b -= settings.learning_rate * db;
    const double cost = descent_cost(w, b);
    result.rises += cost > result.cost + 1e-9 ? 1 : 0;
    result.cost = cost;
    if (static_cast<int>(result.path.size()) < kMaxPathPoints) result.path.push_back({w, b, cost});
  }
  result.examples.assign(std::begin(kDescentExamples), std::end(kDescentExamples));
  return result;
}

}  // namespace purr

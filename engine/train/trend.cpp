#include "engine/train/trend.h"

#include <algorithm>
#include <cmath>

namespace purr {
namespace {

// Before a run can be called stuck. An epoch has many steps.
constexpr int kMinIterations = 50;
constexpr int kMinEpochs = 20;

double cost_of(const CurvePoint& point, CostOf which) {
  if (which == CostOf::train) return point.cost;
  return point.has_test != 0 ? point.test_cost : kNotMeasured;
}

}  // namespace

Window window_of(std::span<const CurvePoint> points, CostOf which) {
  Window window;
  double before = kNotMeasured;
  double last_change = 0.0;
  int turns = 0;
  int changes = 0;
  for (const CurvePoint& point : points) {
    const double cost = cost_of(point, which);
    if (!std::isfinite(cost)) continue;
    window.low = window.count == 0 ? cost : std::min(window.low, cost);
    window.high = window.count == 0 ? cost : std::max(window.high, cost);
    window.mean += cost;
    window.accuracy += point.train_accuracy;
    ++window.count;
    if (std::isfinite(before)) {
      const double change = cost - before;
      ++changes;
      window.mean_step += std::abs(change);
      if (change * last_change < 0.0) ++turns;
      last_change = change;
    }
    before = cost;
  }
  if (window.count > 0) window.mean /= window.count;
  if (window.count > 0) window.accuracy /= window.count;
  if (changes > 0) window.mean_step /= changes;
  if (changes > 1) window.turns = static_cast<double>(turns) / (changes - 1);
  return window;
}

std::span<const CurvePoint> part_of(std::span<const CurvePoint> curve, int first, int last) {
  const auto is_before = [](const CurvePoint& point, int iteration) {
    return point.iteration < iteration;
  };
  const auto begin = std::lower_bound(curve.begin(), curve.end(), first, is_before);
  const auto end = std::lower_bound(begin, curve.end(), last, is_before);
  return {begin, end};
}

Trend trend_of(const RunFacts& facts) {
  Trend trend;
  const int n = facts.iteration;
  trend.first = facts.curve.empty() ? 0 : facts.curve.front().iteration;
  const int quarter = std::max(1, (n - trend.first) / 4);
  trend.last = window_of(part_of(facts.curve, n - quarter, n + 1));
  trend.before = window_of(part_of(facts.curve, n - 2 * quarter, n - quarter));
  trend.test = window_of(part_of(facts.curve, n - 2 * quarter, n + 1), CostOf::test);
  for (const CurvePoint& point : facts.curve) {
    if (!std::isfinite(point.cost)) continue;
    trend.start = point.cost;
    break;
  }
  const int least = facts.training.batch_size > 0 ? kMinEpochs : kMinIterations;
  trend.is_late = n - trend.first >= least &&
                  (facts.is_at_end || 2 * n >= facts.training.iterations) && trend.last.count > 0 &&
                  trend.before.count > 0;
  trend.has_learned = trend.last.count > 0 && trend.last.mean < 0.9 * facts.data.guess_cost;
  return trend;
}

int settled_since(const RunFacts& facts, const Window& window, CostOf which) {
  const double margin = std::max(0.01 * window.mean, 0.1 * (window.high - window.low));
  int since = facts.iteration;
  for (std::size_t i = facts.curve.size(); i > 0; --i) {
    const CurvePoint& point = facts.curve[i - 1];
    const double cost = cost_of(point, which);
    if (which == CostOf::test && std::isnan(cost)) continue;  // it is not measured in every one
    if (!(cost >= window.low - margin && cost <= window.high + margin)) break;
    since = point.iteration;
  }
  return since;
}

}  // namespace purr

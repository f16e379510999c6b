#pragma once

#include <cstdint>
#include <span>

#include "engine/train/curve.h"
#include "engine/train/diagnosis.h"

/// How the cost of a run moves: what the diagnoses of blow-ups and plateaus judge.
namespace purr {

/// The cost over a part of the curve.
struct Window {
  double mean = 0.0;
  double low = 0.0;
  double high = 0.0;
  double accuracy = 0.0;   ///< mean, of the training set
  double turns = 0.0;      ///< share of points where the cost changes its direction
  double mean_step = 0.0;  ///< mean |difference| of neighbours
  int count = 0;           ///< of points whose cost is finite; 0: all else is 0
};

/// Which cost of a point.
enum class CostOf : std::uint8_t { train, test };

Window window_of(std::span<const CurvePoint> points, CostOf which = CostOf::train);

/// The points of iterations [first, last).
std::span<const CurvePoint> part_of(std::span<const CurvePoint> curve, int first, int last);

/// The last points of a run, and those before.
struct Trend {
  bool is_late = false;      ///< far enough to judge a plateau
  int first = 0;             ///< iteration of the first point
  Window last;               ///< the last quarter
  Window before;             ///< the quarter before
  Window test;               ///< the test cost over the last half
  double start = 0.0;        ///< the first cost that is finite
  bool has_learned = false;  ///< the cost is well below that of guessing
};

Trend trend_of(const RunFacts& facts);

/// The first iteration from which the cost stays within its range over `window`, widened a little.
int settled_since(const RunFacts& facts, const Window& window, CostOf which = CostOf::train);

}  // namespace purr

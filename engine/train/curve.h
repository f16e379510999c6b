#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "engine/model/network_spec.h"

namespace purr {

inline constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

/// The state before update `iteration`, as the course prints it.
struct CurvePoint {
  int iteration = 0;
  std::int32_t has_test = 0;  ///< 1 if the test set was evaluated
  double cost = 0.0;          ///< J over the batch of that step, the penalty included
  double test_cost = kNotMeasured;
  double train_accuracy = 0.0;  ///< 0 to 1
  double test_accuracy = kNotMeasured;
};

/// The curve of a run in bounded memory: every point until the limit, then every second one, and so
/// on. The lowest and the highest cost of each group of dropped points stay, so that a spike of one
/// iteration is still visible after a million.
class Curve {
 public:
  static constexpr std::size_t kMaxPoints = 32768;

  /// Adds a point; a point of the same iteration as the last replaces it.
  void add(const CurvePoint& point);
  /// Removes all points from `iteration` on.
  void cut(int iteration);
  void clear();
  const std::vector<CurvePoint>& points() const { return points_; }
  /// The number of points before the first change since `forget_changes`: a reader of the earlier
  /// state may keep them.
  std::size_t unchanged_count() const { return unchanged_; }
  void forget_changes() { unchanged_ = points_.size(); }

 private:
  void thin();
  void keep_every_stride();

  std::vector<CurvePoint> points_;
  std::size_t unchanged_ = 0;
  int stride_ = 1;  ///< a power of 2, whose multiples are always kept
};

/// Gradient norms of an iteration before its update, for its last batch and with the penalty.
struct GradientPoint {
  std::int32_t iteration = 0;
  std::int32_t layers = 0;
  double all = 0.0;                      ///< √(Σ‖dW‖² + Σ‖db‖²) over all layers
  double dW[kMaxHiddenLayers + 1] = {};  ///< ‖dW[l]‖ of layers 1 … `layers` at [0] …
};

/// Gradient norms along the run in bounded memory: all that were measured until the limit, then
/// those of every second iteration, and so on.
class GradientHistory {
 public:
  static constexpr std::size_t kMaxPoints = 1024;

  void add(const GradientPoint& point);
  /// Removes all points from `iteration` on.
  void cut(int iteration);
  void clear();
  const std::vector<GradientPoint>& points() const { return points_; }
  /// See Curve::unchanged_count.
  std::size_t unchanged_count() const { return unchanged_; }
  void forget_changes() { unchanged_ = points_.size(); }

 private:
  std::vector<GradientPoint> points_;
  std::size_t unchanged_ = 0;
  int stride_ = 1;  // only multiples of it are kept
};

}  // namespace purr

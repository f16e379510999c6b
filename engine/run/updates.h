#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "engine/data/duplicates.h"
#include "engine/data/inputs.h"
#include "engine/model/training_spec.h"
#include "engine/train/curve.h"
#include "engine/train/diagnosis.h"
#include "engine/train/trainer.h"

/// What a trainer reports. A field that is added here is named in engine/run/message_fields.h, too,
/// or does not compile.
namespace purr {

enum class Phase : std::uint8_t {
  waiting,    ///< for user data
  preparing,  ///< data, Gram matrix, first products
  ready,      ///< paused, at the start or in the middle
  training,
  finished,  ///< at the iteration where the run stops
  failed,    ///< the cost became NaN or infinite
};

/// Why a run has ended.
enum class StopReason : std::uint8_t { none, iterations, cost, gradient, patience, time };

/// The small numbers, sent often.
struct Status {
  std::uint32_t serial = 0;  ///< of the last Configure that is in effect
  Phase phase = Phase::preparing;
  std::int32_t iteration = 0;
  std::int32_t target = 0;  ///< where training pauses next
  double progress = 0.0;    ///< of preparing, 0 to 1
  double cost = kNotMeasured;
  double test_cost = kNotMeasured;
  double train_accuracy = kNotMeasured;
  double test_accuracy = kNotMeasured;
  std::int32_t m = 0;
  std::int32_t m_test = 0;
  bool is_gram = false;  ///< the solver that runs
  Precision precision = Precision::f64;
  double ms_per_iteration = 0.0;  ///< over the last span of training
  double elapsed_ms = 0.0;        ///< of training since the start
  double estimated_ms = 0.0;      ///< of a whole run on this machine, from what was measured
  std::int64_t parameters = 0;
  std::vector<std::int32_t> layers{};         ///< units, input and output included
  StopReason stop_reason = StopReason::none;  ///< of a finished run
  /// The newest iteration of the run; after `iteration` while an earlier one is looked at.
  std::int32_t latest = 0;

  bool is_looking_back() const { return iteration < latest; }
};

/// The news of a series that grows at its end and is thinned out now and then: keep the first
/// `keep` points you have, then add these.
template <class Point>
struct Tail {
  std::uint32_t keep = 0;
  std::vector<Point> points{};
};
using CurveUpdate = Tail<CurvePoint>;
using GradientsUpdate = Tail<GradientPoint>;

/// What has changed in `history`, a Curve or a GradientHistory, since the last time.
template <class History>
auto take_tail(History& history) {
  const auto& points = history.points();
  const std::size_t keep = std::min(history.unchanged_count(), points.size());
  Tail<typename std::remove_cvref_t<decltype(points)>::value_type> tail{
      static_cast<std::uint32_t>(keep),
      {points.begin() + static_cast<std::ptrdiff_t>(keep), points.end()}};
  history.forget_changes();
  return tail;
}

/// Brings `points` up to date. Returns how many points at the front are as they were.
template <class Point>
std::size_t apply_tail(std::vector<Point>& points, const Tail<Point>& tail) {
  const std::size_t keep = std::min<std::size_t>(tail.keep, points.size());
  points.resize(keep);
  points.insert(points.end(), tail.points.begin(), tail.points.end());
  return keep;
}

/// Pictures that the receiver has: the number under which it keeps their set (Bring::kept_as), and
/// the place of each example in it. 0: it has none, and pixels follow.
struct KeptPictures {
  std::uint32_t kept_as = 0;
  std::vector<std::int32_t> places{};
};

/// A new data set: its labels and names. Pictures or points follow in slices.
struct DataUpdate {
  std::uint32_t revision =
      0;  ///< counts data sets; slices and predictions name the one they are of
  DataSpec spec;
  std::int32_t width = 0;
  std::int32_t height = 0;
  std::vector<std::uint8_t> train_labels{};
  std::vector<std::uint8_t> test_labels{};
  std::string class_names[2]{};
  std::vector<double> train_points{};  ///< x, y, x, y … of a planar set
  std::vector<double> test_points{};
  std::vector<Facet> facets{};               ///< what is known about every example
  std::vector<std::string> feature_names{};  ///< of a table; empty otherwise
  std::vector<std::string> table_names{};    ///< of all its columns
  std::int32_t table_label = 0;              ///< which of them is the label
  /// Mean and standard deviation of x and y where the points are standardised; else empty.
  std::vector<double> point_means{};
  std::vector<double> point_deviations{};
  std::vector<std::int32_t> flipped{};  ///< training examples whose label was flipped
  KeptPictures train_kept{};
  KeptPictures test_kept{};
};

/// Sets of pictures of up to so many bytes, training and test together, are sent whole. Of larger
/// ones only small versions are sent, and pictures on request: a window need
/// not hold what nobody looks at.
inline constexpr std::size_t kMaxSentBytes = std::size_t{24} << 20U;

/// Pixels of some pictures of one set, one after another.
struct PicturesUpdate {
  std::uint32_t revision = 0;
  bool is_test = false;
  bool is_small = false;  ///< small versions (engine/data/resize.h)
  std::vector<std::int32_t> examples{};
  std::vector<std::uint8_t> pixels{};
};

/// Progress of the search for near-duplicates, and what it has found when it is done.
struct NearDuplicatesUpdate {
  std::uint32_t revision = 0;
  double progress = 0.0;
  bool is_done = false;
  std::vector<NearDuplicate> pairs{};
};

/// ŷ of every example at `iteration`.
struct PredictionsUpdate {
  std::uint32_t revision = 0;
  std::int32_t iteration = 0;
  std::vector<float> train{};
  std::vector<float> test{};
};

/// W (n_out, n_in) column by column and b (n_out) of layer `layer`, and for layer 1 what it has
/// learned. `token` is 0 for the watched one.
struct WeightsUpdate {
  std::uint32_t token = 0;
  std::int32_t layer = 0;
  std::int32_t iteration = 0;
  std::int32_t n_out = 0;
  std::int32_t n_in = 0;
  std::vector<float> W{};
  std::vector<float> b{};
  /// W − W⁰ in the order of W, empty for layers 2 and later. W⁰ is what the run began with: see
  /// WarmStart.
  std::vector<float> learned{};
};

/// One example through the network and back: the loss of this example alone (m = 1).
struct TraceUpdate {
  struct Layer {
    Activation activation{};
    std::vector<double> Z{}, A{}, dA{}, dZ{};  ///< n_out each
    std::vector<double>
        W{};  ///< (n_out, n_in) column by column; empty for the first layer of pictures
    std::vector<double> b{}, db{};
  };
  std::uint32_t revision = 0;
  std::int32_t iteration = 0;
  bool is_test = false;
  std::int32_t example = 0;
  std::uint8_t label = 0;
  double loss = 0.0;
  std::vector<Layer> layers{};  ///< 1 … L
};

/// ŷ on a square grid of the plane: row by row from (x_min, y_min), `side` values a row, each in
/// the middle of its cell.
struct BoundaryUpdate {
  std::uint32_t revision = 0;
  std::int32_t iteration = 0;
  std::int32_t side = 0;
  float x_min = 0, x_max = 0, y_min = 0, y_max = 0;
  std::vector<float> y_hat{};
  bool is_view = false;  ///< of Watch::plane_view; else of the usual square
};

/// Where the numbers of a layer lie at `iteration`.
struct DistributionUpdate {
  std::uint32_t revision = 0;
  std::int32_t iteration = 0;
  std::int32_t layer = 0;  ///< from 1
  LayerDistribution distribution{};
};

/// One weight in the next step. Where its layer is too large to be sent, `trace` is without
/// matrices.
struct WeightUpdate {
  std::uint32_t revision = 0;
  WeightTrace trace;
  /// Its values at some earlier iterations, as far back as the run can return, and now. Of a run
  /// that is busy only the present one.
  std::vector<WeightPoint> history{};
};

/// What a unit outputs for one training example.
struct UnitAnswer {
  std::int32_t example = 0;
  double a = 0.0;
  bool operator==(const UnitAnswer&) const = default;
};
/// The training examples to which one unit answers most and least. Layer and unit count from 1.
struct UnitUpdate {
  static constexpr int kShown = 8;
  std::uint32_t revision = 0;
  std::int32_t iteration = 0;
  std::int32_t layer = 0;
  std::int32_t unit = 0;
  std::vector<UnitAnswer> most{};   ///< the largest a first; kShown, or all where there are fewer
  std::vector<UnitAnswer> least{};  ///< the smallest a first; none of them is among `most`
  std::int32_t at_zero = 0;         ///< examples for which a is exactly 0
};

/// What is wrong with the run, and the numbers behind it. Sent when it changes.
struct HealthUpdate {
  std::int32_t iteration = 0;
  double guess_cost = 0.0;  ///< of always answering with the shares of the classes
  std::vector<Diagnosis> diagnoses{};
  std::vector<StepRow> steps{};         ///< updates of W[1]: the first ones, and around a failure
  std::vector<LayerActivity> layers{};  ///< the hidden layers over the training set
};

struct PredictionReply {
  std::uint32_t token = 0;
  double y_hat = 0.0;
};

/// The answer to AskBatch; without layers where there is no run or it would be too large, which a
/// notice says.
struct BatchReply {
  std::uint32_t token = 0;
  BatchTrace trace;
};

/// Something to tell the user: a repair, a limit, a failure. A failure of a run keeps standing
/// until the run changes; a note passes.
struct Notice {
  bool is_error = false;
  Error error;
};

using Update =
    std::variant<Status, CurveUpdate, DataUpdate, PicturesUpdate, PredictionsUpdate, WeightsUpdate,
                 TraceUpdate, BoundaryUpdate, PredictionReply, Notice, GradientsUpdate, BatchReply,
                 DistributionUpdate, NearDuplicatesUpdate, WeightUpdate, HealthUpdate, UnitUpdate>;

/// The most that a BatchReply or the matrices of a WeightUpdate may hold.
inline constexpr double kMaxTraceBytes = 64e6;

}  // namespace purr

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/data/duplicates.h"
#include "engine/data/inputs.h"
#include "engine/io/experiment.h"
#include "engine/train/curve.h"
#include "engine/train/trainer.h"

/// What travels between the trainer and whoever shows it. Commands go one way, updates the other;
/// both are plain values with one flat byte form, so that a queue between threads and a message
/// between page and worker are the same thing.
namespace purr {

// ---- commands: applied between two steps, in order ------------------------------------------------

/// The run as it should be from now on. What can change live does; a change of data, layers or
/// initialisation starts again. `retrain` starts again in any case and runs to the end.
struct Configure {
  std::uint32_t serial = 0;  ///< echoed in Status
  bool retrain = false;
  std::string experiment;  ///< write_experiment's text
};
struct Play {};
struct Pause {};
/// Trains until `iteration` and pauses there; an iteration that has passed is gone back to.
struct RunTo {
  int iteration = 0;
};
/// Data that a person brought. Empty pointers leave what is there.
struct Bring {
  BroughtData data;
};
/// A square of the plane, looked at with `side` values a row.
struct PlaneView {
  static constexpr std::int32_t kMostSide = 512;
  std::int32_t side = 0;  ///< 0: nothing is looked at
  double x_min = 0.0;
  double y_min = 0.0;
  double size = 0.0;  ///< of the square; 0: the usual one, around all training points
  bool operator==(const PlaneView&) const = default;
};
/// The heavy parts that are shown at the moment and are to be kept fresh.
struct Watch {
  bool predictions = true;     ///< ŷ of every example
  bool first_layer = false;    ///< W[1]
  bool boundary = false;       ///< ŷ over the plane, for points
  bool trace = false;          ///< one example, forward and backward
  bool trace_is_test = false;  ///< of which set
  int trace_example = 0;
  int distribution_layer = 0;  ///< where the numbers of this layer (from 1) lie; 0 for none
  PlaneView plane_view{};      ///< a part of the plane, for points
  bool operator==(const Watch&) const = default;
};
/// Asks for W and b of layer `layer` (from 1) once.
struct AskWeights {
  std::uint32_t token = 0;
  int layer = 1;
};
/// Asks for ŷ of one picture, n_x bytes.
struct AskPrediction {
  std::uint32_t token = 0;
  std::vector<std::uint8_t> pixels;
};
/// Sets one number of the network before the next step, as a person's hand would. It belongs to the
/// run's history: going back to this iteration or an earlier one undoes it, going back to a later
/// one does it again. A fresh start knows nothing of it. (What is frozen is a setting: `frozen`.)
struct EditWeight {
  int layer = 1;  ///< from 1
  int unit = 1;   ///< from 1
  int input = 1;  ///< from 1; 0 is the bias
  double value = 0.0;
};
/// Asks once for the next step taken apart: all Z, A, dA, dZ, dW, db of its batch.
struct AskBatch {
  std::uint32_t token = 0;
};
/// Slow motion: so many iterations (epochs where there are mini-batches) a second, evenly; 0 is as
/// fast as it goes. Numbers do not depend on it.
struct Pace {
  double per_second = 0.0;  ///< 0, or kMinPace to kMaxPace
};
inline constexpr double kMinPace = 0.1;
inline constexpr double kMaxPace = 1000.0;
/// Asks once for pictures of a set that is not sent whole. Those that are not there are left out of
/// the answer, and a set that is gone by then is not answered for.
struct AskPictures {
  static constexpr std::size_t kMost = 4096;
  std::uint32_t revision = 0;
  bool is_test = false;
  std::vector<std::int32_t> examples{};
};
/// Looks for test pictures that stand in the training set, too.
struct FindTwins {
  std::uint32_t revision = 0;
};
using Command = std::variant<Configure, Play, Pause, RunTo, Bring, Watch, AskWeights, AskPrediction,
                             EditWeight, AskBatch, Pace, AskPictures, FindTwins>;

// ---- updates ---------------------------------------------------------------------------------------

enum class Phase : std::uint8_t {
  waiting,    ///< for data that a person must bring
  preparing,  ///< data, Gram matrix, first products
  ready,      ///< paused, at the start or in the middle
  training,
  finished,  ///< at the iteration where the run stops
  failed,    ///< the cost stopped being a number
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
};

/// The tail of the curve: keep the first `keep` points you have, then add these.
struct CurveUpdate {
  std::uint32_t keep = 0;
  std::vector<CurvePoint> points;
};

/// The tail of the history of gradients, in the same way.
struct GradientsUpdate {
  std::uint32_t keep = 0;
  std::vector<GradientPoint> points;
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
  std::vector<Facet> facets{};               ///< what is known of every example
  std::vector<std::string> feature_names{};  ///< of a table; empty otherwise
  std::vector<std::string> table_names{};    ///< of all its columns
  std::int32_t table_label = 0;              ///< which of them is the label
  std::vector<std::int32_t> flipped{};       ///< training examples whose label was turned round
};

/// Sets of pictures of up to so many bytes, training and test together, are sent whole. Of larger
/// ones only small versions are sent, and pictures as they are asked for: whoever shows them need
/// not hold what nobody looks at.
inline constexpr std::size_t kMostSentBytes = std::size_t{24} << 20U;

/// Pixels of some pictures of one set, one after another.
struct PicturesUpdate {
  std::uint32_t revision = 0;
  bool is_test = false;
  bool is_small = false;  ///< small versions (engine/data/resize.h)
  std::vector<std::int32_t> examples{};
  std::vector<std::uint8_t> pixels{};
};

/// How far the search for twins has come, and what it has found when it has ended.
struct TwinsUpdate {
  std::uint32_t revision = 0;
  double progress = 0.0;
  bool is_done = false;
  std::vector<Twins> twins{};
};

/// ŷ of every example at `iteration`.
struct PredictionsUpdate {
  std::uint32_t revision = 0;
  std::int32_t iteration = 0;
  std::vector<float> train{};
  std::vector<float> test{};
};

/// W (n_out, n_in) column by column and b (n_out) of layer `layer`. `token` is 0 for the watched
/// one.
struct WeightsUpdate {
  std::uint32_t token = 0;
  std::int32_t layer = 0;
  std::int32_t iteration = 0;
  std::int32_t n_out = 0;
  std::int32_t n_in = 0;
  std::vector<float> W{};
  std::vector<float> b{};
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

/// Something to tell the person: a repair, a limit, a failure. A failure of a run keeps standing
/// until the run changes; a note passes.
struct Notice {
  bool is_error = false;
  Error error;
};

using Update = std::variant<Status, CurveUpdate, DataUpdate, PicturesUpdate, PredictionsUpdate,
                            WeightsUpdate, TraceUpdate, BoundaryUpdate, PredictionReply, Notice,
                            GradientsUpdate, BatchReply, DistributionUpdate, TwinsUpdate>;

/// The most that a BatchReply may hold.
inline constexpr double kMaxTraceBytes = 64e6;

/// The sentence that tells why a run ended before its last iteration, or nothing.
std::optional<Error> stop_sentence(const Status& status, const TrainingSpec& training);

/// The byte form. A message that cannot be read comes back as Errc::bad_message.
std::vector<std::uint8_t> to_bytes(const Command& command);
std::vector<std::uint8_t> to_bytes(const Update& update);
Result<Command> command_from_bytes(std::span<const std::uint8_t> bytes);
Result<Update> update_from_bytes(std::span<const std::uint8_t> bytes);

}  // namespace purr

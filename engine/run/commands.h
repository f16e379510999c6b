#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/data/inputs.h"

/// What a trainer is told: applied between two steps, in order. A field that is added here is named
/// in engine/run/message_fields.h, too, or does not compile.
namespace purr {

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
/// Shows the run as it was at an earlier iteration. It is only looked at: the curves and everything
/// after that iteration stay. Play and EditWeight go on from what is shown; any other command that
/// concerns the run returns to its newest state first. A run that trains is paused. Where going
/// there would take long, the nearest state that was kept is shown.
struct LookBack {
  static constexpr std::int32_t kNow = -1;
  std::int32_t iteration = kNow;  ///< kNow or the newest iteration: back to the newest state
};
/// User data. Empty pointers leave what is there.
struct Bring {
  UserData data;
  /// The number under which the sender keeps these pictures, so that their pixels need not be sent
  /// back: DataUpdate refers to it. 0: the sender does not keep them.
  std::uint32_t kept_as = 0;
};
/// A square of the plane, looked at with `side` values a row.
struct PlaneView {
  static constexpr std::int32_t kMaxSide = 512;
  std::int32_t side = 0;  ///< 0: nothing is looked at
  double x_min = 0.0;
  double y_min = 0.0;
  double size = 0.0;  ///< of the square; 0: the usual one, around all training points
  bool operator==(const PlaneView&) const = default;
};
/// One weight, counted from 1. Layer 0: none is looked at.
struct WeightPlace {
  int layer = 0;
  int unit = 1;
  int input = 1;
  bool operator==(const WeightPlace&) const = default;
};
/// One unit, counted from 1. Layer 0: none is looked at. The output is unit 1 of the last layer.
struct UnitPlace {
  int layer = 0;
  int unit = 1;
  bool operator==(const UnitPlace&) const = default;
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
  WeightPlace weight{};        ///< one weight in the next step
  UnitPlace unit{};            ///< the training examples to which this unit answers most and least
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
/// Sets one number of the network by hand before the next step. It belongs to the
/// run's history: going back to this iteration or an earlier one undoes it, going back to a later
/// one does it again. A restart drops it. (What is frozen is a setting: `frozen`.)
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
  static constexpr std::size_t kMaxCount = 4096;
  std::uint32_t revision = 0;
  bool is_test = false;
  std::vector<std::int32_t> examples{};
};
/// Looks for test pictures that stand in the training set, too.
struct FindNearDuplicates {
  std::uint32_t revision = 0;
};
using Command = std::variant<Configure, Play, Pause, RunTo, Bring, Watch, AskWeights, AskPrediction,
                             EditWeight, AskBatch, Pace, AskPictures, FindNearDuplicates, LookBack>;

}  // namespace purr

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/activation.h"
#include "engine/core/result.h"
#include "engine/data/inputs.h"
#include "engine/model/training_spec.h"
#include "engine/train/curve.h"

/// What is wrong with a run, in numbers. Nothing here trains: facts go in, diagnoses come out.
namespace purr {

enum class DiagnosisKind : std::uint8_t {
  blow_up,          ///< the cost rose far above its start, or became NaN
  dead_layer,       ///< all or nearly all units of a ReLU layer output 0 for every example
  saturated_layer,  ///< nearly all outputs of a layer lie where its activation is flat
  stuck,            ///< the cost sits at that of guessing, or does not fall
  oscillating,      ///< the cost goes up and down, or stays far above that of guessing
  one_class,        ///< the training set has one class
  input_scale,      ///< features of very different scale
  leak,             ///< test examples that are also in the training set
};

struct Diagnosis {
  DiagnosisKind kind{};
  std::int32_t iteration = 0;  ///< where it began; 0 for the data
  std::int32_t layer = 0;      ///< from 1; 0: of no layer
  Error words{};               ///< a sentence with the numbers that prove it
  bool operator==(const Diagnosis&) const = default;
};

/// Whether training itself broke, as opposed to the data or a run that is merely slow.
constexpr bool is_alarming(DiagnosisKind kind) {
  return kind == DiagnosisKind::blow_up || kind == DiagnosisKind::dead_layer ||
         kind == DiagnosisKind::oscillating;
}

/// The units of one hidden layer over the examples of a forward pass.
struct LayerActivity {
  Activation activation{};
  std::vector<std::uint8_t> is_dead{};  ///< of each unit: 1 if ReLU outputs 0 for every example
  double flat_share = 0.0;  ///< share of outputs where sigmoid or tanh is flat; 0 if not measured

  int dead_count() const;
  bool operator==(const LayerActivity&) const = default;
};

/// One update of W[1].
struct StepRow {
  std::int32_t iteration = 0;
  double weight_norm = kNotMeasured;  ///< ‖W[1]‖ before it
  double step_norm = kNotMeasured;    ///< α·‖dW[1]‖, or what the optimiser makes of it
  double cost = kNotMeasured;         ///< before it

  double ratio() const { return step_norm / weight_norm; }
};

/// What a data set is like before any training.
struct DataFacts {
  int m = 0;
  int m_test = 0;
  double guess_cost = 0.0;   ///< of always answering with the class shares: −p·ln p − q·ln q
  double majority = 1.0;     ///< share of the larger class
  int only_label = -1;       ///< the one class there is; −1: both are there
  std::string only_name{};   ///< of that class
  double least_scale = 0.0;  ///< smallest standard deviation above 0 of a feature, as trained on
  double most_scale = 0.0;   ///< the largest; both 0 for pictures
  std::string least_name{};  ///< of that feature
  std::string most_name{};
  int leaked = 0;  ///< test examples whose inputs equal those of a training example, byte for byte
};
/// Cheap: one pass over the data.
DataFacts facts_of(const Dataset& dataset);

/// Diagnoses of kind one_class, input_scale and leak.
std::vector<Diagnosis> diagnose_data(const DataFacts& facts);

/// What is known of a run so far.
struct RunFacts {
  const DataFacts& data;
  const TrainingSpec& training;
  std::span<const CurvePoint> curve;      ///< from the start of the run
  int iteration = 0;                      ///< of the present state
  bool is_at_end = false;                 ///< finished or failed
  int spike = -1;                         ///< first iteration with a cost above kSpike; −1: none
  int failed_at = -1;                     ///< first iteration with a cost of NaN; −1: none
  std::span<const StepRow> steps;         ///< that were measured, in order
  std::span<const LayerActivity> layers;  ///< the hidden layers, as measured last
  std::span<const int> dead_since;        ///< of each hidden layer; −1: it is not dead
};

/// A cost above kSpike times the reference is a spike: the reference is the larger of the cost at
/// the start and the cost of guessing.
inline constexpr double kSpike = 10.0;

/// Whether so many dead units are all or nearly all of a layer.
bool are_nearly_all_dead(int dead, int units);

/// Diagnoses of all other kinds, in the order of their kinds and layers. None for a healthy run: a
/// spike that the run recovered from, dead or saturated units beside which it learns, and a plateau
/// in the first half of a run are not reported.
std::vector<Diagnosis> diagnose_run(const RunFacts& facts);

/// The length of an optimiser's step in the course's letters, such as "α·‖dW‖".
const char* step_formula(Optimizer optimizer);

/// A number in a sentence: three or four significant digits, such as 21,835, 0.0075 and 2.1×10¹¹.
std::string number_words(double value);

}  // namespace purr

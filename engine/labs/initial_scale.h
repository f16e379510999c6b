#pragma once

#include <vector>

#include "engine/core/activation.h"
#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// W = randn·scale for several scales: how large Z begins, how much of g is flat there, and what
/// training makes of it.
namespace purr {

enum class InitialScaleData : std::uint8_t { flower, circles, moons };
PURR_ENUMERATORS(InitialScaleData, flower, circles, moons)

struct InitialScaleSettings {
  std::vector<double> scales{0.01, 1.0, 10.0};  ///< at most kMaxScales
  InitialScaleData data = InitialScaleData::flower;
  int units = 4;  ///< of each hidden layer
  int hidden_layers = 1;
  Activation activation = Activation::tanh;
  double learning_rate = 1.2;
  int iterations = 5000;
  int seed = 2;
};
PURR_FIELDS(InitialScaleSettings, scales, data, units, hidden_layers, activation, learning_rate,
            iterations, seed)

inline constexpr std::size_t kMaxScales = 8;

/// One scale. Z, slopes and saturation are those of all hidden layers before the first iteration.
struct InitialScaleRun {
  double scale = 0.0;
  double first_cost = 0.0;
  double cost = 0.0;            ///< at the end
  double train_accuracy = 0.0;  ///< at the end, from 0 to 1
  double saturated = 0.0;       ///< share of Z where g is nearly flat; 0 for g without such a side
  double mean_slope = 0.0;      ///< of g′(Z)
  double z_deviation = 0.0;     ///< standard deviation of Z
  double z_low = 0.0;           ///< the least and the largest Z of layer 1
  double z_high = 0.0;
  std::vector<int> z_counts{};  ///< Z of layer 1 in equal bins from z_low to z_high
  int curve_step = 0;           ///< iterations between two entries of `costs`
  std::vector<double> costs{};  ///< from iteration 0
};
PURR_FIELDS(InitialScaleRun, scale, first_cost, cost, train_accuracy, saturated, mean_slope,
            z_deviation, z_low, z_high, z_counts, curve_step, costs)

struct InitialScaleResult {
  std::vector<double> saturated{};  ///< share for each scale
  std::vector<InitialScaleRun> runs{};
};
PURR_FIELDS(InitialScaleResult, saturated, runs)

Result<InitialScaleResult> initial_scale_lab(const InitialScaleSettings& settings,
                                             const LabContext& context);

}  // namespace purr

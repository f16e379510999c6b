#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/core/fields.h"
#include "engine/labs/lab.h"

/// The activations g with their slopes g′: at z, and at −10, 0 and 10.
namespace purr {

struct ActivationsSettings {
  double z = 2.0;
  double leaky_slope = 0.01;
};
PURR_FIELDS(ActivationsSettings, z, leaky_slope)

struct ActivationRow {
  std::string name;
  std::vector<double> value;  ///< at the three places
  std::vector<double> slope;
  double value_at_z = 0.0;
  double slope_at_z = 0.0;
};
PURR_FIELDS(ActivationRow, name, value, slope, value_at_z, slope_at_z)

struct ActivationsResult {
  std::vector<double> z;  ///< the three places: −10, 0, 10
  std::vector<ActivationRow> rows;
};
PURR_FIELDS(ActivationsResult, z, rows)

ActivationsResult activations(const ActivationsSettings& settings, const LabContext& context);

}  // namespace purr

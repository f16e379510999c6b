#pragma once

#include "engine/core/activation.h"
#include "engine/core/fields.h"
#include "engine/core/result.h"
#include "engine/labs/lab.h"

/// Zeros against random numbers: units of a layer that begin equal stay equal, because equal rows
/// of W[1] give equal activations, equal derivatives and equal steps.
namespace purr {

/// How W[1] and W[2] begin.
enum class SymmetryInit : std::uint8_t {
  zeros,   ///< all 0
  nudged,  ///< zeros, then 0.001 added to the first weight of unit 1
  random,  ///< randn/√n[l−1]
};
PURR_ENUMERATORS(SymmetryInit, zeros, nudged, random)

enum class SymmetryData : std::uint8_t {
  cats,    ///< 209 drawn pictures, 12288 inputs
  flower,  ///< 400 points in the plane
};
PURR_ENUMERATORS(SymmetryData, cats, flower)

struct SymmetrySettings {
  SymmetryInit init = SymmetryInit::zeros;
  SymmetryData data = SymmetryData::cats;
  int units = 4;  ///< of the one hidden layer, at least 2
  Activation activation = Activation::sigmoid;
  double learning_rate = 0.1;
  int iterations = 1000;
  int seed = 1;
};
PURR_FIELDS(SymmetrySettings, init, data, units, activation, learning_rate, iterations, seed)

/// Rows are those of W[1], one for each unit, without b[1].
struct SymmetryResult {
  bool equal_rows = false;  ///< all rows equal to the last bit at every iteration looked at
  int iterations = 0;
  double largest_difference = 0.0;  ///< between two weights of the same input, at the end
  double cost = 0.0;
  double test_accuracy = 0.0;  ///< from 0 to 1
  /// The same of the run that begins with random numbers.
  bool random_equal_rows = false;
  double random_largest_difference = 0.0;
  double random_cost = 0.0;
  double random_test_accuracy = 0.0;
};
PURR_FIELDS(SymmetryResult, equal_rows, iterations, largest_difference, cost, test_accuracy,
            random_equal_rows, random_largest_difference, random_cost, random_test_accuracy)

Result<SymmetryResult> symmetry(const SymmetrySettings& settings, const LabContext& context);

}  // namespace purr

#pragma once

#include <vector>

#include "engine/train/trace.h"

/// One entry of dW taken apart.
namespace purr::shell {

/// What one example adds to the sum of an entry of dW.
struct WeightProduct {
  int example = 0;  ///< its index in the training set
  double dZ = 0.0;
  double A_prev = 0.0;
  double product = 0.0;
};

/// The products of one entry and what they add up to.
struct WeightProducts {
  std::vector<WeightProduct> by_size{};  ///< the largest magnitude first
  std::vector<double> sorted{};          ///< from the largest to the smallest
  int up_count = 0;                      ///< above 0
  int down_count = 0;                    ///< below 0
  double up = 0.0;                       ///< their sum
  double down = 0.0;

  int count() const { return static_cast<int>(sorted.size()); }
  int zero_count() const { return count() - up_count - down_count; }
  /// Whether most of what pushes up is undone by what pushes down, or the reverse.
  bool is_cancelling() const;
};
WeightProducts products_of(const WeightTrace& trace);

/// The relative difference between the entry of dW and the central difference; 0 where both are 0.
double check_difference(const WeightTrace& trace);
/// Whether that difference is what rounding explains, in a run of this precision.
bool is_check_passed(const WeightTrace& trace, bool is_double);

/// A power of a thousand by which small numbers are multiplied before they are shown: the exponent
/// of its reciprocal, 0, 3, 6 …, so that the largest of them is at least 0.1.
int common_exponent(const std::vector<double>& values);

}  // namespace purr::shell

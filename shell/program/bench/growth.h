#pragma once

#include <functional>
#include <string>
#include <vector>

namespace purr {

/// One point of the growth table: the same training with both solvers, in float64.
struct GrowthRow {
  int m = 0;
  int units = 0;         ///< of every hidden layer
  int layers = 0;        ///< hidden ones
  double gram_ms = 0.0;  ///< an iteration
  double primal_ms = 0.0;
  double matrix_ms = 0.0;  ///< the Gram matrix, once
  bool chose_gram = false;
  /// Time of the chosen solver's whole run of kGrowthIterations, divided by that of the faster one:
  /// 1 is the right choice.
  double over_better = 1.0;
};
inline constexpr int kGrowthIterations = 1000;

/// Measures the table: m 209 … 10 000 × units 4 … 256 × layers 1, 3, 10, some minutes; `quick`
/// measures a few small points.
void run_growth(bool quick, const std::function<void(const GrowthRow&)>& report);

std::string growth_header();
std::string growth_line(const GrowthRow& row);

}  // namespace purr

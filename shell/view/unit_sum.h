#pragma once

#include <span>
#include <vector>

/// How z of one unit comes about for one example: z = Σ w·a + b. Plain values, without drawing.
namespace purr::shell {

/// What one input adds to z.
struct UnitTerm {
  int input = 0;  ///< unit of the layer before, from 0
  double weight = 0.0;
  double a = 0.0;
  double product() const { return weight * a; }
};

struct UnitSum {
  std::vector<UnitTerm> largest{};  ///< by |w·a|, the largest first
  int others = 0;                   ///< inputs that are not among them
  double others_sum = 0.0;
  double bias = 0.0;
  double z = 0.0;  ///< as the run computed it
};

/// @param W      (n_out, n_in) column by column; empty where it is not known: then all inputs are
///               `others`, with z − b as their sum.
/// @param a      (n_in) values of the layer before.
/// @param unit   from 0.
/// @param terms  how many of the largest.
UnitSum unit_sum(std::span<const double> W, std::span<const double> a, int n_in, int n_out,
                 int unit, double z, double bias, int terms);

}  // namespace purr::shell

#pragma once

#include "engine/data/inputs.h"

namespace purr {

/// Gives both sets of a data set the mean and the standard deviation of each feature of the
/// training set: x becomes (x − μ)/σ with σ² = (1/m)·Σ(x − μ)². The test set is measured with the
/// same two, never with its own. A feature that is the same in all training examples has σ = 1.
///
/// Sums over pixels are exact integers, so they depend on no order. Centring by ½ is taken back:
/// the mean does it. Source: the course, second part, week 1, "normalising inputs".
void standardise(Dataset& dataset);

}  // namespace purr

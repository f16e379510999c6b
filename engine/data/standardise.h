#pragma once

#include "engine/data/inputs.h"

namespace purr {

/// Sets in both parts of a data set the mean and the standard deviation of each feature of the
/// training set: x becomes (x − μ)/σ with σ² = (1/m)·Σ(x − μ)². The test set uses
/// the same μ and σ, never its own. A feature that is the same in all training examples has σ = 1.
///
/// Sums over pixels are exact integers, so their order does not matter. Centring by ½ is removed,
/// because subtracting the mean replaces it. Source: the course, second part, week 1, "normalising
/// inputs".
void standardise(Dataset& dataset);

}  // namespace purr

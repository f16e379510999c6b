#pragma once

#include <vector>

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

/// Whether a set of two features is shown in the plane of its standardised inputs: a standardised
/// table, whose columns differ in unit and scale.
bool has_standardised_plane(const Dataset& dataset);

/// Coordinates of a set of numbers as they are shown, one example after another: the inputs of a
/// set with a standardised plane, else the numbers as they were read.
std::vector<double> shown_coordinates(const Dataset& dataset, const Inputs& inputs);

}  // namespace purr

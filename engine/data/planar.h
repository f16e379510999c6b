#pragma once

#include "engine/data/data_spec.h"
#include "engine/data/inputs.h"

namespace purr {

/// The course's planar sets, digit for digit: the points that `count`, NumPy's seed and the noise
/// give. Class 0 is blue, class 1 red in the course's figures.
///
/// flower: two classes of petals r = 4·sin 4t, class 0 first; noise acts on t and on r (usual 0.2).
/// circles: class 0 on the unit circle, class 1 on 0.8 of it, shuffled (usual noise 0.05).
/// moons: two interleaved half circles, shuffled (usual noise 0.2).
/// An odd count gives its extra point to class 1.
/// Sources: the planar-data utilities of the course; scikit-learn's make_circles and make_moons,
/// whose order of random draws these follow.
PointSet make_flower(int count, std::uint32_t seed, double noise);
PointSet make_circles(int count, std::uint32_t seed, double noise, double factor = 0.8);
PointSet make_moons(int count, std::uint32_t seed, double noise);

}  // namespace purr

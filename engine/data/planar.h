#pragma once

#include "engine/data/data_spec.h"
#include "engine/data/inputs.h"

namespace purr {

/// Planar sets: the points that `count`, NumPy's seed, the noise and the share of class 1 give.
/// Class 0 is blue, class 1 red in the course's figures. floor(count·(1 − share)) points are of
/// class 0: with the usual half, an odd count gives its extra point to class 1.
///
/// The course's own, digit for digit where share is ½:
/// flower: two classes of petals r = 4·sin 4t, class 0 first; noise acts on t and on r (usual 0.2).
/// circles: class 0 on the unit circle, class 1 on `factor` of it, shuffled (usual noise 0.05).
/// moons: two interleaved half circles, shuffled (usual noise 0.2).
/// blobs: six clusters with centres in [−10, 10]², of alternating class 0 and 1, shuffled; noise is
/// the
///   standard deviation of a cluster (usual 1). The centres come from `centre_seed`, so that a test
///   set has the clusters of its training set.
/// quantiles: one normal cluster of variance ½; the points nearest to its centre are class 0,
/// shuffled;
///   noise blurs the border afterwards (usual 0).
/// Sources: the planar-data utilities of the course; scikit-learn's make_circles, make_moons,
/// make_blobs and make_gaussian_quantiles, whose order of random draws these follow.
PointSet make_flower(int count, std::uint32_t seed, double noise, double share = 0.5);
PointSet make_circles(int count, std::uint32_t seed, double noise, double share = 0.5,
                      double factor = 0.8);
PointSet make_moons(int count, std::uint32_t seed, double noise, double share = 0.5);
PointSet make_blobs(int count, std::uint32_t seed, double noise, double share,
                    std::uint32_t centre_seed);
PointSet make_quantiles(int count, std::uint32_t seed, double noise, double share = 0.5);

/// spiral: two arms of four radians, the radius from 0 to 1; noise acts on the angle (usual 0.2).
///   Source: the spiral of Stanford's CS231n notes, with two arms.
/// xor: points in [−1, 1]² at least 0.1 from the axes; class 1 where x and y differ in sign,
///   shuffled, then blurred (usual noise 0.1).
/// none: points in [0, 1]² with labels independent of them, as the course's "no structure".
PointSet make_spiral(int count, std::uint32_t seed, double noise, double share = 0.5);
PointSet make_xor(int count, std::uint32_t seed, double noise, double share = 0.5);
PointSet make_none(int count, std::uint32_t seed, double noise, double share = 0.5);

}  // namespace purr

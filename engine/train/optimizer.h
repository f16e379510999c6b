#pragma once

#include "engine/core/bytes.h"
#include "engine/core/matrix.h"
#include "engine/model/training_spec.h"

namespace purr {

/// Velocity and squared-gradient average of one W or b.
template <class Real>
struct Moments {
  Matrix<Real> first;  ///< empty until it is used
  Matrix<Real> second;
};

/// One update of `theta` by its gradient `d`, both of any shape.
///
/// gd: θ −= α·dθ. momentum: v = β·v + (1−β)·dθ, θ −= α·v. RMSprop: s = β₂·s + (1−β₂)·dθ²,
/// θ −= α·dθ/(√s + ε). Adam: both with bias correction by `t`, the number of this update from 1.
/// `epsilon_inside` puts ε inside the root, as the course's code has it.
/// Sources: the course, week 2 of the second part; Kingma and Ba, "Adam", 2015.
template <class Real, class Theta, class Gradient>
void update(Theta& theta, const Gradient& d, const TrainingSpec& spec, double learning_rate,
            long long t, Moments<Real>& moments);

}  // namespace purr

#include "engine/train/optimizer.inl"

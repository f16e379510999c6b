#pragma once

#include <cmath>

#include "engine/core/portable_math.h"

namespace purr {

template <class Real, class Theta, class Gradient>
void update(Theta& theta, const Gradient& d, const TrainingSpec& spec, double learning_rate,
            long long t, Moments<Real>& moments) {
  const auto rate = static_cast<Real>(learning_rate);
  if (spec.optimizer == Optimizer::gd) {
    theta -= rate * d;
    return;
  }
  const bool has_first = spec.optimizer != Optimizer::rmsprop;
  const bool has_second = spec.optimizer != Optimizer::momentum;
  const auto beta1 = static_cast<Real>(spec.momentum);
  const auto beta2 = static_cast<Real>(spec.beta2);
  if (has_first) {
    if (moments.first.size() == 0) moments.first.setZero(d.rows(), d.cols());
    moments.first = beta1 * moments.first + (Real(1) - beta1) * d;
  }
  if (!has_second) {
    theta -= rate * moments.first;
    return;
  }
  if (moments.second.size() == 0) moments.second.setZero(d.rows(), d.cols());
  moments.second.array() = beta2 * moments.second.array() + (Real(1) - beta2) * d.array().square();
  const auto epsilon = static_cast<Real>(spec.epsilon);
  if (!has_first) {
    if (spec.epsilon_inside) {
      theta.array() -= rate * d.array() / (moments.second.array() + epsilon).sqrt();
    } else {
      theta.array() -= rate * d.array() / (moments.second.array().sqrt() + epsilon);
    }
    return;
  }
  const auto updates = static_cast<double>(t);
  const auto correct1 = static_cast<Real>(1.0 - portable_pow(spec.momentum, updates));
  const auto correct2 = static_cast<Real>(1.0 - portable_pow(spec.beta2, updates));
  if (spec.epsilon_inside) {
    theta.array() -= rate * (moments.first.array() / correct1) /
                     (moments.second.array() / correct2 + epsilon).sqrt();
  } else {
    theta.array() -= rate * (moments.first.array() / correct1) /
                     ((moments.second.array() / correct2).sqrt() + epsilon);
  }
}

}  // namespace purr

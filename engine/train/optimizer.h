#pragma once

#include <cstdint>

#include "engine/core/matrix.h"
#include "engine/model/training_spec.h"

namespace purr {

/// Running averages of one W or b: of its gradients (the velocity) and of their squares.
template <class Real>
struct Moments {
  Matrix<Real> v;  ///< empty until the first update that needs it; then it starts at 0
  Matrix<Real> s;
};

// One update of `theta`, a Matrix or a Vector of float or double, by its gradient `d` of the same
// shape. Formulas and names are the course's: engine/MATHEMATICS.md, section 3. The textbook
// (engine/model/textbook.h) has the same functions for a whole network.

/// Gradient descent: θ −= α·dθ.
template <class Theta>
void update_parameters(Theta& theta, const Theta& d, double learning_rate);

/// Momentum: v = β·v + (1−β)·dθ; θ −= α·v. β is spec.momentum.
template <class Theta>
void update_parameters_with_momentum(Theta& theta, const Theta& d, double learning_rate,
                                     const TrainingSpec& spec,
                                     Moments<typename Theta::Scalar>& moments);

/// RMSprop: s = β₂·s + (1−β₂)·dθ²; θ −= α·dθ/(√s + ε). With spec.epsilon_inside, √(s + ε) in its
/// place. Source: Hinton's lecture 6e, "rmsprop", 2012.
template <class Theta>
void update_parameters_with_rmsprop(Theta& theta, const Theta& d, double learning_rate,
                                    const TrainingSpec& spec,
                                    Moments<typename Theta::Scalar>& moments);

/// Adam: v and s as above, with β₁ = spec.momentum; θ −= α·v̂/(√ŝ + ε) with v̂ = v/(1 − β₁ᵗ) and
/// ŝ = s/(1 − β₂ᵗ). With spec.epsilon_inside, √(ŝ + ε) in its place.
/// @param t  the number of this update, from 1.
/// Source: Kingma and Ba, "Adam: a method for stochastic optimization", 2015.
template <class Theta>
void update_parameters_with_adam(Theta& theta, const Theta& d, double learning_rate,
                                 const TrainingSpec& spec, std::int64_t t,
                                 Moments<typename Theta::Scalar>& moments);

/// The update by the spec's optimiser.
template <class Theta>
void update(Theta& theta, const Theta& d, double learning_rate, const TrainingSpec& spec,
            std::int64_t t, Moments<typename Theta::Scalar>& moments);

/// ‖Δθ‖/α of the update that was just made, from the averages that it left.
template <class Real>
double update_norm(const Matrix<Real>& d, const TrainingSpec& spec, std::int64_t t,
                   const Moments<Real>& moments);

}  // namespace purr

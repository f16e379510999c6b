#include "engine/train/optimizer.h"

#include <cmath>

#include "engine/core/portable_math.h"

namespace purr {
namespace {

/// average = β·average + (1−β)·value, from zeros where there is no average yet.
template <class Real, class Value>
void average_in(Matrix<Real>& average, double beta, const Value& value) {
  const auto share = static_cast<Real>(beta);
  if (average.size() == 0) average.setZero(value.rows(), value.cols());
  average = share * average + (Real(1) - share) * value;
}

/// The factor 1 − βᵗ, by which an average that started at 0 is too small after t updates.
double correction(double beta, std::int64_t t) {
  return 1.0 - portable_pow(beta, static_cast<double>(t));
}

}  // namespace

template <class Theta>
void update_parameters(Theta& theta, const Theta& d, double learning_rate) {
  using Real = typename Theta::Scalar;
  theta -= static_cast<Real>(learning_rate) * d;
}

template <class Theta>
void update_parameters_with_momentum(Theta& theta, const Theta& d, double learning_rate,
                                     const TrainingSpec& spec,
                                     Moments<typename Theta::Scalar>& moments) {
  using Real = typename Theta::Scalar;
  average_in(moments.v, spec.momentum, d);
  theta -= static_cast<Real>(learning_rate) * moments.v;
}

template <class Theta>
void update_parameters_with_rmsprop(Theta& theta, const Theta& d, double learning_rate,
                                    const TrainingSpec& spec,
                                    Moments<typename Theta::Scalar>& moments) {
  using Real = typename Theta::Scalar;
  average_in(moments.s, spec.beta2, d.cwiseAbs2());
  const auto alpha = static_cast<Real>(learning_rate);
  const auto epsilon = static_cast<Real>(spec.epsilon);
  const auto s = moments.s.array();
  if (spec.epsilon_inside) {
    theta.array() -= alpha * d.array() / (s + epsilon).sqrt();
  } else {
    theta.array() -= alpha * d.array() / (s.sqrt() + epsilon);
  }
}

template <class Theta>
void update_parameters_with_adam(Theta& theta, const Theta& d, double learning_rate,
                                 const TrainingSpec& spec, std::int64_t t,
                                 Moments<typename Theta::Scalar>& moments) {
  using Real = typename Theta::Scalar;
  average_in(moments.v, spec.momentum, d);
  average_in(moments.s, spec.beta2, d.cwiseAbs2());
  const auto alpha = static_cast<Real>(learning_rate);
  const auto epsilon = static_cast<Real>(spec.epsilon);
  const auto v_hat = moments.v.array() / static_cast<Real>(correction(spec.momentum, t));
  const auto s_hat = moments.s.array() / static_cast<Real>(correction(spec.beta2, t));
  if (spec.epsilon_inside) {
    theta.array() -= alpha * v_hat / (s_hat + epsilon).sqrt();
  } else {
    theta.array() -= alpha * v_hat / (s_hat.sqrt() + epsilon);
  }
}

template <class Theta>
void update(Theta& theta, const Theta& d, double learning_rate, const TrainingSpec& spec,
            std::int64_t t, Moments<typename Theta::Scalar>& moments) {
  switch (spec.optimizer) {
    case Optimizer::gd: return update_parameters(theta, d, learning_rate);
    case Optimizer::momentum:
      return update_parameters_with_momentum(theta, d, learning_rate, spec, moments);
    case Optimizer::rmsprop:
      return update_parameters_with_rmsprop(theta, d, learning_rate, spec, moments);
    case Optimizer::adam:
      return update_parameters_with_adam(theta, d, learning_rate, spec, t, moments);
  }
}

template <class Real>
double update_norm(const Matrix<Real>& d, const TrainingSpec& spec, std::int64_t t,
                   const Moments<Real>& moments) {
  if (spec.optimizer == Optimizer::momentum) return static_cast<double>(moments.v.norm());
  if (spec.optimizer == Optimizer::gd || moments.s.size() == 0) {
    return static_cast<double>(d.norm());
  }
  const bool is_adam = spec.optimizer == Optimizer::adam;
  const double correct1 = is_adam ? correction(spec.momentum, t) : 1.0;
  const double correct2 = is_adam ? correction(spec.beta2, t) : 1.0;
  const Matrix<Real>& direction = is_adam ? moments.v : d;
  double sum = 0.0;
  for (Eigen::Index i = 0; i < direction.size(); ++i) {
    const double s = static_cast<double>(moments.s(i)) / correct2;
    const double root =
        spec.epsilon_inside ? std::sqrt(s + spec.epsilon) : std::sqrt(s) + spec.epsilon;
    const double step = static_cast<double>(direction(i)) / correct1 / root;
    sum += step * step;
  }
  return std::sqrt(sum);
}

#define PURR_INSTANTIATE_THETA(Theta)                                                              \
  template void update_parameters(Theta&, const Theta&, double);                                   \
  template void update_parameters_with_momentum(Theta&, const Theta&, double, const TrainingSpec&, \
                                                Moments<Theta::Scalar>&);                          \
  template void update_parameters_with_rmsprop(Theta&, const Theta&, double, const TrainingSpec&,  \
                                               Moments<Theta::Scalar>&);                           \
  template void update_parameters_with_adam(Theta&, const Theta&, double, const TrainingSpec&,     \
                                            std::int64_t, Moments<Theta::Scalar>&);                \
  template void update(Theta&, const Theta&, double, const TrainingSpec&, std::int64_t,            \
                       Moments<Theta::Scalar>&);
#define PURR_INSTANTIATE(Real)                                                        \
  PURR_INSTANTIATE_THETA(Matrix<Real>)                                                \
  PURR_INSTANTIATE_THETA(Vector<Real>)                                                \
  template double update_norm(const Matrix<Real>&, const TrainingSpec&, std::int64_t, \
                              const Moments<Real>&);
PURR_INSTANTIATE(float)
PURR_INSTANTIATE(double)
#undef PURR_INSTANTIATE
#undef PURR_INSTANTIATE_THETA

}  // namespace purr

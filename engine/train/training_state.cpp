#include "engine/train/training_state.h"

#include <algorithm>

#include "engine/core/random.h"

namespace purr {

template <class Real>
double TrainingState<Real>::learning_rate() const {
  return training.learning_rate / (1.0 + training.decay * iteration);
}

template <class Real>
std::uint32_t TrainingState<Real>::dropout_seed() const {
  if (training.dropout_seed != 0) return static_cast<std::uint32_t>(training.dropout_seed);
  return static_cast<std::uint32_t>(step_count) * 2654435761U +
         static_cast<std::uint32_t>(network.seed);
}

template <class Real>
void TrainingState<Real>::begin_epoch() {
  next_example = 0;
  order.clear();
  if (training.batch_size > 0) {
    NumpyRandom random(static_cast<std::uint32_t>(training.shuffle_seed + iteration));
    random.permutation(dataset->train.count, order);
  }
}

template <class Real>
void TrainingState<Real>::next_batch(std::vector<int>& columns) const {
  columns.clear();
  if (order.empty()) return;
  const int end = std::min(dataset->train.count, next_example + training.batch_size);
  columns.assign(order.begin() + next_example, order.begin() + end);
}

template <class Real>
double TrainingState<Real>::penalty(double m) const {
  if (training.l2 == 0.0) return 0.0;
  double sum = first->squared_norm();
  for (std::size_t l = 1; l < parameters.size(); ++l) {
    sum += static_cast<double>(parameters[l].W.squaredNorm());
  }
  return training.l2 / (2.0 * m) * sum;
}

template <class Real>
bool TrainingState<Real>::is_finite() const {
  const auto are_finite = [](const auto& theta, const Moments<Real>& averages) {
    return theta.allFinite() && averages.v.allFinite() && averages.s.allFinite();
  };
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    if (!are_finite(parameters[l].b, moments[l].b)) return false;
    const bool is_W_finite =
        l == 0 ? first->is_finite() : are_finite(parameters[l].W, moments[l].W);
    if (!is_W_finite) return false;
  }
  return true;
}

template <class Real>
Activation TrainingState<Real>::activation(std::size_t l) const {
  return l == parameters.size() ? Activation::sigmoid
                                : network.hidden_activation(static_cast<int>(l));
}

template <class Real>
void TrainingState<Real>::forget_averages() {
  for (LayerMoments<Real>& layer : moments) layer = {};
  first->forget_averages();
}

template <class Real>
bool TrainingState<Real>::advance_train(const std::vector<int>& columns, const Dropout& dropout,
                                        Cache<Real>& cache, ForwardPlace<Real>& place,
                                        WorkLeft& work) {
  if (!place.has_first) {
    if (!first->forward(columns, cache.Z[0], place.first, work)) return false;
    add_bias<Real>(parameters[0].b, cache.Z[0]);
    place.has_first = true;
  }
  if (!place.rest.advance(network, parameters, dropout, cache, work)) return false;
  place = {};
  return true;
}

template <class Real>
bool TrainingState<Real>::advance_test(Cache<Real>& cache, ForwardPlace<Real>& place,
                                       WorkLeft& work) {
  if (!place.has_first) {
    if (!first->forward_test(cache.Z[0], place.first, work)) return false;
    add_bias<Real>(parameters[0].b, cache.Z[0]);
    place.has_first = true;
  }
  if (!place.rest.advance(network, parameters, Dropout{}, cache, work)) return false;
  place = {};
  return true;
}

template <class Real>
void TrainingState<Real>::forward_train(const std::vector<int>& columns, const Dropout& dropout,
                                        Cache<Real>& cache) {
  ForwardPlace<Real> place;
  WorkLeft work = kAllWork;
  advance_train(columns, dropout, cache, place, work);
}

template <class Real>
void TrainingState<Real>::forward_whole(Cache<Real>& cache) {
  static const std::vector<int> all;
  forward_train(all, {}, cache);
}

template <class Real>
void TrainingState<Real>::forward_test(Cache<Real>& cache) {
  ForwardPlace<Real> place;
  WorkLeft work = kAllWork;
  advance_test(cache, place, work);
}

template struct TrainingState<float>;
template struct TrainingState<double>;

}  // namespace purr

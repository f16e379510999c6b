#pragma once

#include <vector>

#include "engine/train/curve.h"
#include "engine/train/diagnosis.h"
#include "engine/train/distribution.h"
#include "engine/train/trace.h"
#include "engine/train/training_state.h"
#include "engine/train/warm_start.h"

/// Looking at a network in training. Nothing here changes what the next step does. A `scratch`
/// cache has one place for each layer; it is filled and left.
namespace purr {

/// Cost and accuracies over the training set and the test set, from caches that hold them.
template <class Real>
CurvePoint point_of(const TrainingState<Real>& state, const Cache<Real>& train,
                    const Cache<Real>& test);
/// The test set's part of `point`, if there is a test set, from the cache that holds it.
template <class Real>
void add_test(const TrainingState<Real>& state, const Cache<Real>& test, CurvePoint& point);

/// ŷ of every example from caches that hold both sets.
template <class Real>
void predictions_in(const Cache<Real>& train_cache, const Cache<Real>& test_cache, bool has_test,
                    std::vector<float>& train, std::vector<float>& test);
/// ŷ of any inputs (n_x, count).
template <class Real>
std::vector<float> predict(const TrainingState<Real>& state, const Matrix<double>& X);

/// Forward and backward values of one example in every layer.
template <class Real>
std::vector<LayerTrace> trace_example(TrainingState<Real>& state, bool of_test, int example);
/// What the next step computes from its batch, without taking it.
template <class Real>
struct NextStep {
  std::vector<int> examples{};  ///< the columns of the batch; empty: all, in their order
  std::vector<std::uint8_t> labels{};
  Cache<Real> cache;
  Gradients<Real> gradients;  ///< dA too; dW[0].W is empty

  double m() const { return static_cast<double>(labels.size()); }
};
template <class Real>
NextStep<Real> next_step(TrainingState<Real>& state);

/// The next step taken apart, without taking it.
template <class Real>
BatchTrace trace_batch(TrainingState<Real>& state);
/// Bytes that `trace_batch` fills, at most.
template <class Real>
double trace_bytes(const TrainingState<Real>& state);
/// Distributions of layer l (from 1) over the whole training set.
template <class Real>
LayerDistribution layer_distribution(TrainingState<Real>& state, Cache<Real>& scratch, int l);

/// What one unit outputs for every training example. Layer and unit count from 1.
template <class Real>
std::vector<double> unit_outputs(TrainingState<Real>& state, Cache<Real>& scratch, int layer,
                                 int unit);

/// The hidden layers over the examples whose outputs `cache` holds. A ReLU unit is dead where it
/// outputs 0 for all of them; see Trainer::activity.
template <class Real>
std::vector<LayerActivity> layer_activity(const TrainingState<Real>& state,
                                          const Cache<Real>& cache, bool with_flat);

/// W and b of layer l (from 1), and of layer 1 what it has learned: W[1] − W⁰.
template <class Real>
LayerWeights layer_weights(const TrainingState<Real>& state, int l);
template <class Real>
Parameters<double> all_parameters(const TrainingState<Real>& state);
/// What another network may go on from.
template <class Real>
WarmStart warm_start(const TrainingState<Real>& state);

}  // namespace purr

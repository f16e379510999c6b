#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/data/inputs.h"
#include "engine/model/first_layer.h"
#include "engine/model/network.h"
#include "engine/model/passes.h"
#include "engine/model/training_spec.h"
#include "engine/train/frozen.h"
#include "engine/train/optimizer.h"

namespace purr {

/// Averages of one layer's W and b.
template <class Real>
struct LayerMoments {
  Moments<Real> W;
  Moments<Real> b;
};

/// How far a forward pass over examples is: the product of the first layer, then the others.
template <class Real>
struct ForwardPlace {
  bool has_first = false;  ///< Z[1] is whole
  std::int64_t first = 0;  ///< the place in its product
  ForwardPass<Real> rest{};
};

/// A network in training and its place in the run: everything that the next step depends on.
template <class Real>
struct TrainingState {
  std::shared_ptr<const Dataset> dataset;
  NetworkSpec network;
  TrainingSpec training;
  std::unique_ptr<FirstLayer<Real>> first;  ///< W[1], with its averages
  Matrix<Real> W0;                          ///< W[1] where the run began: WarmStart::W0
  Parameters<Real> parameters;              ///< W of layer 1 is empty: `first` has it
  std::vector<LayerMoments<Real>> moments;  ///< those of W[1] are empty likewise
  std::int32_t iteration = 0;
  std::int32_t next_example = 0;  ///< a place in `order`
  std::int64_t update_count = 0;  ///< Adam's t: starts anew when the optimiser changes
  std::int64_t step_count = 0;    ///< updates since the start of the run
  bool has_failed = false;        ///< a cost was not finite
  bool is_broken = false;         ///< a weight or an average is not finite; the cost may still be
  std::vector<int> order{};       ///< of the epoch's examples; empty for the full batch

  /// α/(1 + decay·iteration).
  double learning_rate() const;
  /// The seed of the masks of the next forward pass. Without a seed of its own in the spec it
  /// follows from the number of the step, so that a rewound run draws the same masks again.
  std::uint32_t dropout_seed() const;
  /// Shuffles the examples for mini-batches; see TrainingSpec::shuffle_seed.
  void begin_epoch();
  /// The examples of the next batch (empty: all, in their order).
  void next_batch(std::vector<int>& columns) const;
  /// λ/(2m)·Σ‖W‖², with m the size of the batch, as the course's cost has it.
  double penalty(double m) const;
  /// True while weights and averages are finite. A dead unit hides from the cost that its weights
  /// are not.
  bool is_finite() const;
  /// The activation of layer l from 1, the output included.
  Activation activation(std::size_t l) const;
  void forget_averages();

  /// Z and A of all layers for the training examples `columns` (empty: all, in their order), or for
  /// the test set without dropout, in slices: true when they are whole. `place` begins as {} and is
  /// {} again at the end; the arguments must be the same until then.
  bool advance_train(const std::vector<int>& columns, const Dropout& dropout, Cache<Real>& cache,
                     ForwardPlace<Real>& place, WorkLeft& work);
  bool advance_test(Cache<Real>& cache, ForwardPlace<Real>& place, WorkLeft& work);
  /// The same at once.
  void forward_train(const std::vector<int>& columns, const Dropout& dropout, Cache<Real>& cache);
  /// The same for the whole training set, and for the test set, without dropout.
  void forward_whole(Cache<Real>& cache);
  void forward_test(Cache<Real>& cache);
};

}  // namespace purr

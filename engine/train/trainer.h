#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/data/inputs.h"
#include "engine/model/network.h"
#include "engine/model/training_spec.h"
#include "engine/solver/gram_layer.h"
#include "engine/train/curve.h"
#include "engine/train/diagnosis.h"
#include "engine/train/distribution.h"
#include "engine/train/trace.h"
#include "engine/train/warm_start.h"

namespace purr {

/// A network in training: parameters, optimiser and the place in the run. Precision and solver do
/// not show in the interface.
class Trainer {
 public:
  virtual ~Trainer() = default;

  /// What a slice has finished.
  enum class Finished : std::uint8_t { nothing, step, iteration };
  /// Works for one slice (engine/core/slice.h) on a step, which trains one batch, or the whole set
  /// where batch_size is 0. When an iteration ended, its point, the state before its last update,
  /// is `last_point()`. Does nothing once the cost is not finite.
  ///
  /// Parameters change at the end of a step. Whatever else needs the memory of a step that is not
  /// whole takes it back first; the next slice begins it again, with the same result.
  virtual Finished advance_step() = 0;
  /// Works until a step is whole. Returns true when an iteration ended with it.
  bool step() {
    Finished finished = Finished::nothing;
    while (finished == Finished::nothing) finished = advance_step();
    return finished == Finished::iteration;
  }
  /// Whether a step has begun and is not whole.
  virtual bool is_in_step() const = 0;
  /// Everything is as before the step that is not whole.
  virtual void take_back_step() = 0;
  virtual int iteration() const = 0;
  /// Updates since the start of the run: one for an iteration, or one for a batch.
  virtual std::int64_t steps() const = 0;
  virtual const CurvePoint& last_point() const = 0;
  /// The gradient norms of `last_point`, where they were measured; else nullptr.
  virtual const GradientPoint* last_gradient() const = 0;
  /// True once a cost was not finite: `last_point` tells where.
  virtual bool has_failed() const = 0;
  virtual bool is_gram() const = 0;

  /// Takes over what can change between two steps. Layers, precision and solver cannot.
  virtual void set_training(const TrainingSpec& spec) = 0;
  /// Sets one weight, or a bias (input 0), before the next step. The averages of its layer start
  /// anew, because they belong to another network. Layers, units and inputs count from 1 and must
  /// exist. False where the Gram solver cannot: see GramLayer::edit.
  virtual bool edit(int layer, int unit, int input, double value) = 0;

  /// Works for one slice on the forward pass of both sets, and returns true when it is there:
  /// `evaluate` and `predict` then only read it, until the network changes.
  virtual bool advance_evaluation() = 0;
  /// Cost and accuracies as they stand now.
  virtual CurvePoint evaluate() = 0;
  /// ŷ of every example.
  virtual void predict(std::vector<float>& train, std::vector<float>& test) = 0;
  /// ŷ of any inputs (n_x, count).
  virtual std::vector<float> predict(const Matrix<double>& X) = 0;
  /// Forward and backward values of one example in every layer.
  virtual std::vector<LayerTrace> trace(bool of_test, int example) = 0;
  /// The next step taken apart, without taking it.
  virtual BatchTrace trace_batch() = 0;
  /// Bytes that `trace_batch` fills, at most.
  virtual double trace_bytes() const = 0;
  /// One weight in the next step. Layer, unit and input count from 1 and must exist.
  virtual WeightTrace trace_weight(int layer, int unit, int input) = 0;
  /// Distributions of layer l (from 1) over the whole training set.
  virtual LayerDistribution distribution(int l) = 0;
  /// What one unit outputs for every training example, without dropout. Layer and unit count from 1
  /// and must exist.
  virtual std::vector<double> outputs(int layer, int unit) = 0;
  /// Layer l from 1, and of layer 1 what it has learned.
  virtual LayerWeights weights(int l) = 0;
  /// One weight. Layer, unit and input count from 1 and must exist.
  virtual double weight(int layer, int unit, int input) const = 0;
  /// b of layer l, without the cost of its weights.
  virtual std::vector<double> biases(int l) const = 0;
  virtual Parameters<double> parameters() = 0;
  /// The present state, for another network, precision or solver to go on from.
  virtual WarmStart warm_start() const = 0;
  /// How far the last update moved W[1] (α·‖dW[1]‖ with plain descent), and ‖W[1]‖: the ratio that
  /// explains a failure. The first is kNotMeasured once a step has been taken back.
  virtual double step_norm() = 0;
  virtual double weight_norm() = 0;
  /// The hidden layers over the examples of the last forward pass: those of the last step, or the
  /// whole training set after `evaluate`.
  /// @param with_flat  measures LayerActivity::flat_share, too, which reads every output.
  virtual std::vector<LayerActivity> activity(bool with_flat) = 0;

  /// Everything that a continued run depends on, and back again, bit for bit. Between two steps:
  /// take back one that is not whole before `save` and `warm_start`.
  virtual std::vector<std::uint8_t> save() const = 0;
  virtual void load(std::span<const std::uint8_t> bytes) = 0;
};

/// How often the test set is evaluated: every n-th iteration, so that it costs little.
int test_interval(const TrainingSpec& spec, bool is_gram);

/// How often the gradient norms are measured: every n-th iteration, or every one where a stop rule
/// needs them.
int gradient_interval(const TrainingSpec& spec);

/// A trainer at iteration `iteration` with `parameters` of the spec's shapes.
/// @param gram      the Gram matrices for the Gram solver; nullptr for the primal one.
/// @param products  W·X and W·X_test of layer 1 where they are known; with an empty P they are
///                  computed here, which takes a while for many pictures.
/// @param W0        see WarmStart; empty: W[1] of `parameters`.
template <class Real>
std::unique_ptr<Trainer> make_trainer(std::shared_ptr<const Dataset> dataset,
                                      const NetworkSpec& network, const TrainingSpec& training,
                                      Parameters<Real> parameters, int iteration,
                                      std::shared_ptr<const GramMatrices<Real>> gram,
                                      BaseProducts<Real> products = {}, Matrix<Real> W0 = {});

}  // namespace purr

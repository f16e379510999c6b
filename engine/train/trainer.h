#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/data/inputs.h"
#include "engine/model/network.h"
#include "engine/model/training_spec.h"
#include "engine/solver/gram.h"
#include "engine/train/curve.h"
#include "engine/train/distribution.h"

namespace purr {

/// Forward and backward values of one example, in double.
struct LayerTrace {
  Activation activation{};
  std::vector<double> Z, A, dA, dZ;  ///< n_out each
};

/// W (n_out, n_in) column by column and b (n_out), in single precision: what a picture needs.
struct LayerWeights {
  int n_out = 0;
  int n_in = 0;
  std::vector<float> W;
  std::vector<float> b;
};

/// One layer in the trace of a batch, in double. Matrices are row by row: one unit after another,
/// with its examples or its inputs side by side.
struct BatchLayer {
  Activation activation{};
  int n_out = 0;
  int n_in = 0;
  std::vector<double> Z{}, A{};    ///< (n_out, m); A behind dropout
  std::vector<double> D{};         ///< the mask over keep: 0 or 1/keep; empty without dropout
  std::vector<double> dA{}, dZ{};  ///< (n_out, m)
  std::vector<double> dW{};        ///< (n_out, n_in), the penalty included
  std::vector<double> db{};        ///< (n_out)
  /// What the optimiser keeps, as it stands before this update: velocities and averages of squares;
  /// empty where it keeps none, or none yet.
  std::vector<double> v_dW{}, v_db{}, s_dW{}, s_db{};
};

/// Everything that the next update is made of.
struct BatchTrace {
  std::int32_t iteration = 0;
  double cost = 0.0;            ///< of the batch, the penalty included
  std::vector<int> examples{};  ///< the columns of the batch; empty is all in their order
  std::vector<BatchLayer> layers{};
};

/// A network in training: parameters, optimiser and the place in the run. Precision and solver are
/// its own matter; a run sees only this.
class Trainer {
 public:
  virtual ~Trainer() = default;

  /// Trains one batch; the whole set where batch_size is 0. Returns true when an iteration ended,
  /// whose point (the state before its last update) is then `last_point()`. Does nothing once the
  /// cost has stopped being a number.
  virtual bool step() = 0;
  virtual int iteration() const = 0;
  /// Updates since the start of the run: one an iteration, or one a batch.
  virtual std::int64_t steps() const = 0;
  virtual const CurvePoint& last_point() const = 0;
  /// True once a cost was not finite: `last_point` tells where.
  virtual bool has_failed() const = 0;

  /// Cost and accuracies as they stand now.
  virtual CurvePoint evaluate() = 0;
  /// Takes over what can change between two steps. Layers, precision and solver cannot.
  virtual void set_training(const TrainingSpec& spec) = 0;

  /// ŷ of every example.
  virtual void predict(std::vector<float>& train, std::vector<float>& test) = 0;
  /// ŷ of any inputs (n_x, count).
  virtual std::vector<float> predict(const Matrix<double>& X) = 0;
  virtual std::vector<LayerTrace> trace(bool of_test, int example) = 0;
  /// The next step taken apart, without taking it.
  virtual BatchTrace trace_batch() = 0;
  /// Bytes that `trace_batch` fills.
  virtual double trace_bytes() const = 0;
  /// Where the numbers of layer l (from 1) lie, over the whole training set.
  virtual LayerDistribution distribution(int l) = 0;
  /// Sets one weight, or a bias (input 0), before the next step. Velocities and averages of its
  /// layer begin anew: they tell of another network. Layers, units and inputs count from 1 and must
  /// be there. False where the Gram solver cannot: it has lost W⁰ to a penalty, or it keeps
  /// SpanLayer::kMaxEdits edits already.
  virtual bool edit(int layer, int unit, int input, double value) = 0;
  /// The gradient of `last_point`, where it was measured; else nullptr.
  virtual const GradientPoint* last_gradient() const = 0;
  /// Layer l from 1.
  virtual LayerWeights weights(int l) = 0;
  /// b of layer l, without the cost of its weights.
  virtual std::vector<double> biases(int l) const = 0;
  virtual Parameters<double> parameters() = 0;
  /// How far the last update moved W[1] (α·‖dW[1]‖ with plain descent), and ‖W[1]‖: the ratio that
  /// explains a failure.
  virtual double step_norm() = 0;
  virtual double weight_norm() = 0;

  /// Everything that a continued run depends on, and back again, bit for bit.
  virtual std::vector<std::uint8_t> save() const = 0;
  virtual void load(std::span<const std::uint8_t> bytes) = 0;
  virtual bool is_gram() const = 0;
};

/// How often the test set is looked at: every n-th iteration, so that it costs little.
int test_interval(const TrainingSpec& spec, bool is_gram);

/// How often the gradient is measured: every n-th iteration, and every one where a rule asks for
/// it.
int gradient_interval(const TrainingSpec& spec);

/// A trainer at iteration `iteration` with `parameters` (of the spec's shapes). With the Gram
/// matrices it is of the Gram solver, without of the primal one.
/// @param products  W·X and W·X_test of layer 1, where they are known already; else (P empty) they
///                  are computed here, which takes a while for many pictures.
template <class Real>
std::unique_ptr<Trainer> make_trainer(std::shared_ptr<const Dataset> dataset,
                                      const NetworkSpec& network, const TrainingSpec& training,
                                      Parameters<Real> parameters, int iteration,
                                      std::shared_ptr<const GramMatrices<Real>> gram,
                                      AnchorProducts<Real> products = {});

/// A trainer that is made in slices of a few milliseconds: the starting weights, then what the
/// solver needs of them.
class TrainerBuilder {
 public:
  virtual ~TrainerBuilder() = default;
  /// Works for one slice and returns true when `take` can be called.
  virtual bool advance() = 0;
  virtual std::unique_ptr<Trainer> take(const TrainingSpec& training) = 0;
};

/// @param carried  weights of an earlier network that survive: the common corner of each matrix.
///                 What is new keeps its initial value. Empty for a fresh start.
template <class Real>
std::unique_ptr<TrainerBuilder> start_trainer(std::shared_ptr<const Dataset> dataset,
                                              const NetworkSpec& network,
                                              Parameters<double> carried, int iteration,
                                              std::shared_ptr<const GramMatrices<Real>> gram);

}  // namespace purr

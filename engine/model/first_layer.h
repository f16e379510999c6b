#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/matrix.h"
#include "engine/core/slice.h"
#include "engine/model/training_spec.h"

namespace purr {

/// What the gradient of W[1] is made of: dW[1] = (1/m)·dZ·Xᵀ + decay·W[1]. Only refers to its
/// parts.
template <class Real>
struct FirstGradient {
  const RowMatrix<Real>& dZ;        ///< dZ[1], (n[1], m)
  const std::vector<int>& columns;  ///< the m training examples; empty: all, in their order
  double decay = 0.0;               ///< λ/m of the L2 penalty
};

/// The first layer, Z[1] = W[1]·X + b[1], without its bias. With pictures it holds nearly all the
/// weights of a network and takes nearly all the time of a step, so it has two solvers:
/// PrimalLayer (engine/train/primal_layer.h) keeps W[1] itself, GramLayer
/// (engine/solver/gram_layer.h) keeps it in the span of the examples. The other layers, and b[1],
/// are in Parameters whichever solver runs.
///
/// A step calls `forward`, `compute_gradient` and `update` in this order. Those that take the work
/// left of a slice (engine/core/slice.h) return true when they are done. They keep their place in
/// `place`, which begins at 0; arguments must be the same until then.
template <class Real>
class FirstLayer {
 public:
  virtual ~FirstLayer() = default;
  virtual bool is_gram() const = 0;

  /// W[1]·X for the training examples `columns` (empty: all, in their order); Z is resized.
  virtual bool forward(const std::vector<int>& columns, RowMatrix<Real>& Z, std::int64_t& place,
                       WorkLeft& work) = 0;
  /// W[1]·X of the test set.
  virtual bool forward_test(RowMatrix<Real>& Z, std::int64_t& place, WorkLeft& work) = 0;
  /// W[1]·x of one example.
  virtual Vector<Real> forward_one(bool of_test, int example) = 0;

  /// Takes in the gradient of a batch, which `gradient_norm`, `update` and `update_norm` then use.
  /// Each of them is given the same `gradient`.
  virtual bool compute_gradient(const FirstGradient<Real>& gradient, std::int64_t& place,
                                WorkLeft& work) = 0;
  /// ‖dW[1]‖.
  virtual double gradient_norm(const FirstGradient<Real>& gradient) = 0;
  /// One update by the spec's optimiser; t is its number from 1.
  virtual bool update(const FirstGradient<Real>& gradient, const TrainingSpec& spec,
                      double learning_rate, std::int64_t t, std::int64_t& place,
                      WorkLeft& work) = 0;
  /// Takes back an update that is not done. Called only between its slices.
  virtual void take_back_update() = 0;
  /// How far the last update moved W[1] for each unit of the learning rate: ‖ΔW[1]‖/α.
  virtual double update_norm(const FirstGradient<Real>& gradient, const TrainingSpec& spec,
                             std::int64_t t) = 0;
  /// The next update starts without velocities and averages of squares.
  virtual void forget_averages() = 0;
  /// Weights that updates leave as they are, as places in the memory of W[1]. The Gram solver has
  /// none: freezes_first_weights (engine/solver/choice.h) rules it out.
  virtual void freeze(const std::vector<Eigen::Index>& places) = 0;

  /// ‖W[1]‖².
  virtual double squared_norm() const = 0;
  /// True while all weights and averages are finite, as far as that is cheap to find out: W[1] of
  /// pictures is too large to be read in every step, and what goes wrong there goes wrong in b[1]
  /// too, whose gradient has the same sums.
  virtual bool is_finite() const = 0;
  /// Sets W[1](unit, input), counted from 0, and forgets the averages. False where the Gram solver
  /// cannot.
  virtual bool edit(int unit, int input, double value) = 0;

  /// W[1](unit, input), counted from 0.
  virtual double entry(int unit, int input) const = 0;
  /// W[1] (n[1], n_x) itself. Takes a pass over the examples with the Gram solver.
  virtual void form(Matrix<Real>& W) const = 0;
  /// dW[1] of a gradient that need not be the last one, without a trace in the layer's state.
  virtual void form_gradient(const FirstGradient<Real>& gradient, Matrix<Real>& dW) = 0;
  /// The velocity and the average of squares; empty where there is none.
  virtual void form_averages(Matrix<Real>& v, Matrix<Real>& s) const = 0;

  /// Everything that a continued run depends on, and back again, bit for bit.
  virtual void save(ByteWriter& out) const = 0;
  virtual void load(ByteReader& in) = 0;
};

}  // namespace purr

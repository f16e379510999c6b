#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/matrix.h"
#include "engine/data/inputs.h"
#include "engine/kernels/products.h"

namespace purr {

/// K = XᵀX (m, m) and the products with the test set, XᵀX_test (m, m_test). They depend on the data
/// alone, so one set of them serves every run on it.
template <class Real>
struct GramMatrices {
  Matrix<Real> K;
  RowMatrix<Real> K_test;
};

/// Computes the Gram matrices of a data set in slices, and takes over from an earlier set the part
/// that both share. Products of pixels are exact integers; centring is algebra on them:
/// Σ(p/255 − c)(q/255 − c) = Σpq/255² − c·(Σp + Σq)/255 + n·c².
class GramBuilder {
 public:
  void start(std::shared_ptr<const Dataset> dataset);
  /// Works for one slice (two or three milliseconds at most) and returns true when it is done.
  bool advance();
  double progress() const;
  /// The finished matrices. Those of double are the builder's own, shared: K of 10 000 examples
  /// takes 800 MB.
  template <class Real>
  std::shared_ptr<const GramMatrices<Real>> matrices() const;

 private:
  /// Matrices of a data set as far as they are known.
  struct Known {
    std::shared_ptr<const Dataset> dataset;
    std::shared_ptr<GramMatrices<double>> gram;
    int columns = 0;                 // of K, and as many rows
    int columns_test = 0;            // of K_test
    std::vector<double> train_sums;  // Σ of each picture's bytes, as far as they were needed
    std::vector<double> test_sums;
  };
  enum class Stage : std::uint8_t { compare, compare_test, take, take_test, train, test, done };

  void compare(bool of_test);
  void take_columns(bool of_test);
  void compute_slice(bool of_test);
  /// Columns first … first + count − 1 of rows row … row + rows − 1.
  void compute_block(bool of_test, int row, int rows, int first, int count);

  Stage stage_ = Stage::done;
  Known known_;
  Known before_;    // what may be taken over
  int shared_ = 0;  // leading examples that both sets have, as far as they are compared
  int shared_test_ = 0;
  int taken_ = 0;  // columns that are copied
  int row_ = 0;    // rows of the next columns that are there
  std::vector<std::int64_t> products_;
};

/// The Gram matrices of a data set, computed at once: for programs that have nothing else to do.
template <class Real>
std::shared_ptr<const GramMatrices<Real>> gram_of(const std::shared_ptr<const Dataset>& dataset) {
  GramBuilder builder;
  builder.start(dataset);
  while (!builder.advance()) {
  }
  return builder.matrices<Real>();
}

/// W·X (n[1], m) and W·X_test (n[1], m_test) of the weights that a run starts from.
template <class Real>
struct AnchorProducts {
  RowMatrix<Real> P;
  RowMatrix<Real> P_test;
};

/// The first layer in the span of the data: W[1] = s·W⁰ − D·Xᵀ, so that a step costs n[1]·m²
/// instead of n[1]·n_x·m multiply-adds.
///
/// forward: Z[1] = s·P − U + b[1] with P = W⁰·X and U = D·K; gradient descent adds (α/m)·dZ[1] to
/// D; weight decay scales s and D; momentum keeps a velocity v·W⁰ + V·Xᵀ.
///
/// U is kept up to date, U += (α/m)·dZ[1]·K, over the cells of dZ[1] that are not zero: ReLU leaves
/// 31 % of them in `c1w4-deep`. Every kRefreshInterval updates it is computed anew from D, so that
/// its rounding errors cannot pile up.
/// Source: course.md section 5; Schölkopf, Herbrich, Smola, "A generalized representer theorem",
/// 2001.
template <class Real>
class SpanLayer {
 public:
  /// Starts from W⁰ = W (n[1], n_x).
  void anchor(Matrix<Real> W, const Dataset& dataset,
              std::shared_ptr<const GramMatrices<Real>> gram);
  /// The same where W·X and W·X_test are known already.
  void anchor(Matrix<Real> W, AnchorProducts<Real> products,
              std::shared_ptr<const GramMatrices<Real>> gram);

  /// Z[1] without the bias for the training examples `columns` (empty: all, in their order).
  void forward(const std::vector<int>& columns, RowMatrix<Real>& Z) const;
  /// Z[1] without the bias for the test set.
  void forward_test(RowMatrix<Real>& Z) const;
  /// Z[1] without the bias of one example.
  Vector<Real> forward_one(bool of_test, int example) const;

  /// One step: α of the step, β of momentum (0 still has a velocity, the last gradient), λ/m of the
  /// penalty.
  /// @param dZ  (n[1], batch), of the examples `columns` (empty: all, in their order).
  void update(const RowMatrix<Real>& dZ, const std::vector<int>& columns, double learning_rate,
              std::optional<double> momentum, double decay);
  void forget_velocity();

  /// ‖W[1]‖² = s²‖W⁰‖² − 2s·⟨P, D⟩ + ⟨D·K, D⟩.
  double squared_norm() const;
  /// ‖dW[1]‖ for dZ of the examples `columns` (empty: all, in their order).
  double gradient_norm(const RowMatrix<Real>& dZ, const std::vector<int>& columns, double decay);
  /// ‖v·W⁰ + V·Xᵀ‖, the velocity of momentum; 0 without one.
  double velocity_norm() const;
  /// W[1] itself, where a person looks at it.
  void form(const Inputs& train, Matrix<Real>& W) const;
  /// dW[1] and the velocity themselves; the velocity is empty without one.
  void form_gradient(const Inputs& train, const RowMatrix<Real>& dZ,
                     const std::vector<int>& columns, double decay, Matrix<Real>& dW) const;
  void form_velocity(const Inputs& train, Matrix<Real>& velocity) const;

  /// Sets W[1](unit, input), counted from 0: a change of W⁰ in one cell, and so of one row of P by
  /// a multiple of one row of X. Forgets the velocity. False where s is 0 (a penalty has taken W⁰
  /// away) and when kMaxEdits cells were edited before.
  bool edit(const Dataset& dataset, int unit, int input, double value);
  static constexpr std::size_t kMaxEdits = 1024;

  void save(ByteWriter& out) const;
  void load(ByteReader& in, const Dataset& dataset);

 private:
  static constexpr int kRefreshInterval = 1024;

  /// D += scale·dZ and U += scale·dZ·K, or V and VK in their place.
  void add_span(const RowMatrix<Real>& dZ, const std::vector<int>& columns, Real scale,
                RowMatrix<Real>& D, RowMatrix<Real>& U);
  void count_update();
  /// ‖a·W⁰ + G·Xᵀ‖ where GK = G·K.
  double norm_of(double a, const RowMatrix<Real>& G, const RowMatrix<Real>& GK) const;
  /// W = a·W⁰ + scale·G·Xᵀ.
  void form_from(const Inputs& train, double a, const RowMatrix<Real>& G, Real scale,
                 Matrix<Real>& W) const;
  void apply_edits(const Dataset& dataset);

  std::shared_ptr<const GramMatrices<Real>> gram_;
  Matrix<Real> W0_;
  double W0_squared_norm_ = 0.0;
  RowMatrix<Real> P_;       // (n[1], m)
  RowMatrix<Real> P_test_;  // (n[1], m_test)
  RowMatrix<Real> D_;       // (n[1], m)
  RowMatrix<Real> U_;       // D·K, (n[1], m)
  RowMatrix<Real> V_;       // (n[1], m); empty until momentum is used
  RowMatrix<Real> VK_;      // V·K; empty with V
  double s_ = 1.0;
  double v_ = 0.0;
  std::int32_t updates_ = 0;  // since U was computed
  NonZeros<Real> increment_;

  // Edited cells of W⁰. W0_ itself stays, so that an earlier state can be loaded to the last bit.
  struct Edit {
    std::int32_t unit;
    std::int32_t input;
    double delta;  // W⁰(unit, input) is this much more
    bool operator==(const Edit&) const = default;
  };
  std::vector<Edit> edits_;
  RowMatrix<Real> P_start_;  // W0_·X without the edits; empty before the first
  RowMatrix<Real> P_test_start_;

  RowMatrix<Real> G_;  // scratch of gradient_norm
  RowMatrix<Real> GK_;
};

}  // namespace purr

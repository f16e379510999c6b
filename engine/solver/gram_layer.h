#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/data/inputs.h"
#include "engine/kernels/products.h"
#include "engine/model/first_layer.h"
#include "engine/solver/gram_matrices.h"

namespace purr {

/// W⁰·X (n[1], m) and W⁰·X_test (n[1], m_test) of the weights W⁰ that a run starts from.
template <class Real>
struct BaseProducts {
  RowMatrix<Real> P;
  RowMatrix<Real> P_test;
};

/// The first layer in the span of the data: W[1] = s·W⁰ − D·Xᵀ, so that a step costs n[1]·m²
/// instead of n[1]·n_x·m multiply-adds.
///
/// forward: Z[1] = s·P − U + b[1] with P = W⁰·X and U = D·K; gradient descent adds (α/m)·dZ[1] to
/// D; weight decay scales s and D; momentum keeps a velocity v·W⁰ + V·Xᵀ. Adam, RMSprop and frozen
/// weights act on single weights, which leaves the span; they need the primal solver.
///
/// U is updated too, U += (α/m)·dZ[1]·K, over the entries of dZ[1] that are not zero: ReLU leaves
/// 31 % of them in `c1w4-deep`. Every kRefreshInterval updates U is computed anew from D, which
/// bounds its rounding errors.
/// Source: engine/MATHEMATICS.md, section 6; Schölkopf, Herbrich, Smola, "A generalized representer
/// theorem", 2001.
template <class Real>
class GramLayer final : public FirstLayer<Real> {
 public:
  using Gradient = FirstGradient<Real>;

  /// Starts from W⁰ = W (n[1], n_x).
  /// @param products  W·X and W·X_test where they are known; with an empty P they are computed
  /// here.
  GramLayer(std::shared_ptr<const Dataset> dataset, Matrix<Real> W,
            std::shared_ptr<const GramMatrices<Real>> gram, BaseProducts<Real> products = {});

  bool is_gram() const override { return true; }
  /// In one slice: it reads every entry of Z[1] once.
  bool forward(const std::vector<int>& columns, RowMatrix<Real>& Z, std::int64_t& place,
               WorkLeft& work) override;
  bool forward_test(RowMatrix<Real>& Z, std::int64_t& place, WorkLeft& work) override;
  Vector<Real> forward_one(bool of_test, int example) override;

  /// Nothing: dZ and K take the place of dW[1].
  bool compute_gradient(const Gradient& gradient, std::int64_t& place, WorkLeft& work) override {
    static_cast<void>(gradient);
    static_cast<void>(place);
    static_cast<void>(work);
    return true;
  }
  double gradient_norm(const Gradient& gradient) override;
  /// Gradient descent, or momentum, for which β = 0 still keeps a velocity, the last gradient.
  bool update(const Gradient& gradient, const TrainingSpec& spec, double learning_rate,
              std::int64_t t, std::int64_t& place, WorkLeft& work) override;
  void take_back_update() override;
  /// With plain descent the penalty's part of the norm is that of the weights after the update.
  double update_norm(const Gradient& gradient, const TrainingSpec& spec, std::int64_t t) override;
  void forget_averages() override;
  void freeze(const std::vector<Eigen::Index>& places) override { static_cast<void>(places); }

  /// s²‖W⁰‖² − 2s·⟨P, D⟩ + ⟨D·K, D⟩.
  double squared_norm() const override;
  bool is_finite() const override { return true; }
  /// Changes one entry of W⁰, and so one row of P by a multiple of one row of X. False where s is
  /// 0, because a penalty has erased W⁰, and when kMaxEdits entries were edited before.
  bool edit(int unit, int input, double value) override;
  static constexpr std::size_t kMaxEdits = 1024;

  double entry(int unit, int input) const override;
  void form(Matrix<Real>& W) const override;
  void form_gradient(const Gradient& gradient, Matrix<Real>& dW) override;
  void form_averages(Matrix<Real>& v, Matrix<Real>& s) const override;

  void save(ByteWriter& out) const override;
  void load(ByteReader& in) override;

 private:
  static constexpr int kRefreshInterval = 1024;

  /// An update up to its product: what it adds to D, or to V with momentum, and increment_.
  void begin_update(const Gradient& gradient, const TrainingSpec& spec, double learning_rate);
  void begin_velocity(const Gradient& gradient, double beta);
  /// D += scale·dZ, or V in its place, and increment_ = scale·dZ.
  void add_span(const Gradient& gradient, Real scale, RowMatrix<Real>& D);
  /// After the product: D and U follow the velocity.
  void apply_velocity(double learning_rate);
  /// W[1](unit, input) without edits of W⁰.
  double unedited(int unit, int input) const;
  /// ‖a·W⁰ + G·Xᵀ‖ where GK = G·K.
  double norm_of(double a, const RowMatrix<Real>& G, const RowMatrix<Real>& GK) const;
  /// W = a·W⁰ + scale·G·Xᵀ.
  void form_from(double a, const RowMatrix<Real>& G, Real scale, Matrix<Real>& W) const;
  void apply_edits();

  std::shared_ptr<const Dataset> dataset_;
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
  bool has_applied_velocity_ = false;        // of an update that is under way
  std::vector<std::uint8_t> before_update_;  // the state, while an update is under way in slices

  // Edited entries of W⁰. W0_ itself does not change, so that an earlier state can be loaded to the
  // last bit.
  struct Edit {
    std::int32_t unit;
    std::int32_t input;
    double delta;  // added to W0_(unit, input)
    bool operator==(const Edit&) const = default;
  };
  std::vector<Edit> edits_;
  RowMatrix<Real> P_start_;  // W0_·X without the edits; empty before the first edit
  RowMatrix<Real> P_test_start_;

  RowMatrix<Real> G_;  // scratch of gradient_norm
  RowMatrix<Real> GK_;
};

}  // namespace purr

#pragma once

#include <memory>
#include <vector>

#include "engine/data/inputs.h"
#include "engine/model/first_layer.h"
#include "engine/solver/input_products.h"
#include "engine/train/frozen.h"
#include "engine/train/optimizer.h"

namespace purr {

/// The first layer as the equations have it: W[1] is a matrix, and a step computes W[1]·X and
/// (1/m)·dZ[1]·Xᵀ. Any optimiser may update it.
template <class Real>
class PrimalLayer final : public FirstLayer<Real> {
 public:
  using Gradient = FirstGradient<Real>;

  /// @param W  (n[1], n_x), what the run starts from.
  PrimalLayer(std::shared_ptr<const Dataset> dataset, Matrix<Real> W);

  bool is_gram() const override { return false; }
  bool forward(const std::vector<int>& columns, RowMatrix<Real>& Z, std::int64_t& place,
               WorkLeft& work) override;
  bool forward_test(RowMatrix<Real>& Z, std::int64_t& place, WorkLeft& work) override;
  Vector<Real> forward_one(bool of_test, int example) override;

  bool compute_gradient(const Gradient& gradient, std::int64_t& place, WorkLeft& work) override;
  double gradient_norm(const Gradient& gradient) override;
  /// In one slice: it reads every weight once.
  bool update(const Gradient& gradient, const TrainingSpec& spec, double learning_rate,
              std::int64_t t, std::int64_t& place, WorkLeft& work) override;
  void take_back_update() override {}
  double update_norm(const Gradient& gradient, const TrainingSpec& spec, std::int64_t t) override;
  void forget_averages() override { moments_ = {}; }
  void freeze(const std::vector<Eigen::Index>& places) override;

  double squared_norm() const override { return static_cast<double>(W_.squaredNorm()); }
  /// Reads W[1] up to 1024 inputs.
  bool is_finite() const override;
  bool edit(int unit, int input, double value) override;

  double entry(int unit, int input) const override { return static_cast<double>(W_(unit, input)); }
  void form(Matrix<Real>& W) const override { W = W_; }
  void form_gradient(const Gradient& gradient, Matrix<Real>& dW) override;
  void form_averages(Matrix<Real>& v, Matrix<Real>& s) const override;

  void save(ByteWriter& out) const override;
  void load(ByteReader& in) override;

 private:
  bool form_gradient(const Gradient& gradient, Matrix<Real>& dW, std::int64_t& place,
                     WorkLeft& work);

  std::shared_ptr<const Dataset> dataset_;
  InputProducts<Real> train_inputs_;
  InputProducts<Real> test_inputs_;
  Matrix<Real> W_;
  Matrix<Real> dW_;
  Moments<Real> moments_;
  FrozenEntries<Real> frozen_;
};

}  // namespace purr

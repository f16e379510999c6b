#include "engine/solver/gram_layer.h"

#include <algorithm>
#include <cmath>

#include "engine/core/reshape.h"
#include "engine/model/matrix_bytes.h"
#include "engine/solver/input_products.h"

namespace purr {
namespace {

// Of a product in slices, where all of D is read for each: whole tiles and strips of the kernels.
constexpr int kColumnsAtOnce = 56;

}  // namespace

template <class Real>
GramLayer<Real>::GramLayer(std::shared_ptr<const Dataset> dataset, Matrix<Real> W,
                           std::shared_ptr<const GramMatrices<Real>> gram,
                           BaseProducts<Real> products)
    : dataset_(std::move(dataset)),
      gram_(std::move(gram)),
      W0_(std::move(W)),
      W0_squared_norm_(static_cast<double>(W0_.squaredNorm())),
      P_(std::move(products.P)),
      P_test_(std::move(products.P_test)) {
  if (P_.size() == 0) {
    InputProducts<Real>(dataset_->train).multiply(W0_, {}, P_);
    InputProducts<Real>(dataset_->test).multiply(W0_, {}, P_test_);
  }
  D_.setZero(P_.rows(), P_.cols());
  U_.setZero(P_.rows(), P_.cols());
}

template <class Real>
bool GramLayer<Real>::forward(const std::vector<int>& columns, RowMatrix<Real>& Z,
                              std::int64_t& place, WorkLeft& work) {
  static_cast<void>(place);
  const auto s = static_cast<Real>(s_);
  if (columns.empty()) {
    Z = s * P_ - U_;
    work -= static_cast<double>(Z.size());
    return true;
  }
  reshape(Z, P_.rows(), static_cast<Eigen::Index>(columns.size()));
  for (Eigen::Index i = 0; i < Z.rows(); ++i) {
    const Real* p = P_.data() + i * P_.cols();
    const Real* u = U_.data() + i * U_.cols();
    Real* z = Z.data() + i * Z.cols();
    for (const int column : columns) *z++ = s * p[column] - u[column];
  }
  work -= static_cast<double>(Z.size());
  return true;
}

template <class Real>
bool GramLayer<Real>::forward_test(RowMatrix<Real>& Z, std::int64_t& place, WorkLeft& work) {
  reshape(Z, P_test_.rows(), P_test_.cols());
  const auto column_work = static_cast<double>(D_.size());
  while (place < Z.cols()) {
    if (work <= 0) return false;
    const auto first = static_cast<int>(place);
    const int count = slice_length(static_cast<int>(Z.cols()) - first, column_work, kColumnsAtOnce);
    multiply<Real>(view(D_), view(gram_->K_test).column_range(first, count),
                   view(Z).column_range(first, count), Into::replace);
    place += count;
    work -= column_work * count;
  }
  Z = static_cast<Real>(s_) * P_test_ - Z;
  return true;
}

template <class Real>
Vector<Real> GramLayer<Real>::forward_one(bool of_test, int example) {
  const auto s = static_cast<Real>(s_);
  if (!of_test) return s * P_.col(example) - U_.col(example);
  return s * P_test_.col(example) - D_ * gram_->K_test.col(example);
}

template <class Real>
void GramLayer<Real>::add_span(const Gradient& gradient, Real scale, RowMatrix<Real>& D) {
  const auto& [dZ, columns, decay] = gradient;
  if (columns.empty()) {
    D += scale * dZ;
  } else {
    for (Eigen::Index i = 0; i < dZ.rows(); ++i) {
      const Real* from = dZ.data() + i * dZ.cols();
      Real* to = D.data() + i * D.cols();
      for (const int column : columns) to[column] += scale * *from++;
    }
  }
  increment_.assign(view(dZ), scale, columns);
}

template <class Real>
void GramLayer<Real>::begin_update(const Gradient& gradient, const TrainingSpec& spec,
                                   double learning_rate) {
  if (spec.optimizer == Optimizer::momentum) return begin_velocity(gradient, spec.momentum);
  if (gradient.decay != 0.0) {
    const double shrink = 1.0 - learning_rate * gradient.decay;
    s_ *= shrink;
    D_ *= static_cast<Real>(shrink);
    U_ *= static_cast<Real>(shrink);
  }
  const auto m = static_cast<double>(gradient.dZ.cols());
  add_span(gradient, static_cast<Real>(learning_rate / m), D_);
}

template <class Real>
void GramLayer<Real>::begin_velocity(const Gradient& gradient, double beta) {
  // dW = decay·s·W⁰ + (dZ/m − decay·D)·Xᵀ; the velocity is v·W⁰ + V·Xᵀ.
  if (V_.size() == 0) {
    V_.setZero(D_.rows(), D_.cols());
    VK_.setZero(D_.rows(), D_.cols());
  }
  const double decay = gradient.decay;
  const double fresh = 1.0 - beta;
  v_ = beta * v_ + fresh * decay * s_;
  V_ *= static_cast<Real>(beta);
  VK_ *= static_cast<Real>(beta);
  if (decay != 0.0) {
    V_ -= static_cast<Real>(fresh * decay) * D_;
    VK_ -= static_cast<Real>(fresh * decay) * U_;
  }
  const auto m = static_cast<double>(gradient.dZ.cols());
  add_span(gradient, static_cast<Real>(fresh / m), V_);
}

template <class Real>
void GramLayer<Real>::apply_velocity(double learning_rate) {
  s_ -= learning_rate * v_;
  D_ += static_cast<Real>(learning_rate) * V_;
  U_ += static_cast<Real>(learning_rate) * VK_;
}

template <class Real>
bool GramLayer<Real>::update(const Gradient& gradient, const TrainingSpec& spec,
                             double learning_rate, std::int64_t t, std::int64_t& place,
                             WorkLeft& work) {
  static_cast<void>(t);
  if (work <= 0) return false;
  const auto m = static_cast<int>(U_.cols());
  const bool has_velocity = spec.optimizer == Optimizer::momentum;
  const bool is_refresh = updates_ + 1 == kRefreshInterval;
  const double refresh_work = static_cast<double>(D_.size()) * m * (is_refresh ? 2.0 : 0.0);
  if (place == 0) {
    const double sum_work = static_cast<double>(gradient.dZ.size()) * m + refresh_work;
    if (sum_work > kSliceWork) {
      ByteWriter out;
      save(out);
      before_update_ = out.take();
    }
    begin_update(gradient, spec, learning_rate);
  }
  // Columns of the product first, then those of U and VK where they are computed anew. K is
  // symmetric: its columns, which are contiguous, are its rows.
  const MatrixView<const Real> K = view(gram_->K).transposed();
  const auto in_slices = [&](std::int64_t begin, double column_work, const auto& work_on) {
    while (place < begin + m) {
      if (work <= 0) return false;
      const auto first = static_cast<int>(place - begin);
      const int count = slice_length(m - first, column_work, kColumnsAtOnce);
      work_on(first, count);
      place += count;
      work -= column_work * count;
    }
    return true;
  };
  RowMatrix<Real>& product = has_velocity ? VK_ : U_;
  const bool is_added = in_slices(0, increment_.count(), [&](int first, int count) {
    multiply<Real>(increment_, K.column_range(first, count),
                   view(product).column_range(first, count), Into::add);
  });
  if (!is_added) return false;
  if (has_velocity && place == m && !has_applied_velocity_) {
    apply_velocity(learning_rate);
    has_applied_velocity_ = true;
  }
  if (is_refresh) {
    const auto anew = [&](const RowMatrix<Real>& D, RowMatrix<Real>& DK, std::int64_t begin) {
      return in_slices(begin, static_cast<double>(D.size()), [&](int first, int count) {
        multiply<Real>(view(D), K.column_range(first, count), view(DK).column_range(first, count),
                       Into::replace);
      });
    };
    if (!anew(D_, U_, m)) return false;
    if (V_.size() != 0 && !anew(V_, VK_, 2 * std::int64_t{m})) return false;
  }
  updates_ = is_refresh ? 0 : updates_ + 1;
  has_applied_velocity_ = false;
  before_update_.clear();
  return true;
}

template <class Real>
void GramLayer<Real>::take_back_update() {
  ByteReader in(before_update_);
  load(in);
  before_update_.clear();
  has_applied_velocity_ = false;
}

template <class Real>
double GramLayer<Real>::update_norm(const Gradient& gradient, const TrainingSpec& spec,
                                    std::int64_t t) {
  static_cast<void>(t);
  if (spec.optimizer != Optimizer::momentum) return gradient_norm(gradient);
  return V_.size() == 0 ? 0.0 : norm_of(v_, V_, VK_);
}

template <class Real>
void GramLayer<Real>::forget_averages() {
  V_.resize(0, 0);
  VK_.resize(0, 0);
  v_ = 0.0;
}

template <class Real>
double GramLayer<Real>::norm_of(double a, const RowMatrix<Real>& G,
                                const RowMatrix<Real>& GK) const {
  const auto cross = static_cast<double>((P_.array() * G.array()).sum());
  const auto span = static_cast<double>((GK.array() * G.array()).sum());
  const double square = a * a * W0_squared_norm_ + 2.0 * a * cross + span;
  // Rounding may leave a value a little below 0; NaN stays NaN.
  return square < 0.0 ? 0.0 : std::sqrt(square);
}

template <class Real>
double GramLayer<Real>::squared_norm() const {
  const auto cross = static_cast<double>((P_.array() * D_.array()).sum());
  const auto span = static_cast<double>((U_.array() * D_.array()).sum());
  return std::max(0.0, s_ * s_ * W0_squared_norm_ - 2.0 * s_ * cross + span);
}

template <class Real>
double GramLayer<Real>::gradient_norm(const Gradient& gradient) {
  const auto& [dZ, columns, decay] = gradient;
  // dW = decay·s·W⁰ + G·Xᵀ with G = dZ/m − decay·D, and G·K = dZ·K/m − decay·U.
  const Real share = Real(1) / static_cast<Real>(dZ.cols());
  G_ = static_cast<Real>(-decay) * D_;
  if (columns.empty()) {
    G_ += share * dZ;
  } else {
    for (Eigen::Index j = 0; j < dZ.cols(); ++j) {
      G_.col(columns[static_cast<std::size_t>(j)]) += share * dZ.col(j);
    }
  }
  GK_ = static_cast<Real>(-decay) * U_;
  increment_.assign(view(dZ), share, columns);
  multiply<Real>(increment_, view(gram_->K).transposed(), view(GK_), Into::add);
  return norm_of(decay * s_, G_, GK_);
}

template <class Real>
void GramLayer<Real>::form_from(double a, const RowMatrix<Real>& G, Real scale,
                                Matrix<Real>& W) const {
  W = static_cast<Real>(a) * W0_;
  for (const Edit& edit : edits_) W(edit.unit, edit.input) += static_cast<Real>(a * edit.delta);
  InputProducts<Real>(dataset_->train).multiply_transposed(G, {}, scale, W, Into::add);
}

template <class Real>
void GramLayer<Real>::form(Matrix<Real>& W) const {
  form_from(s_, D_, Real(-1), W);
}

template <class Real>
void GramLayer<Real>::form_gradient(const Gradient& gradient, Matrix<Real>& dW) {
  const auto& [dZ, columns, decay] = gradient;
  const Real share = Real(1) / static_cast<Real>(dZ.cols());
  RowMatrix<Real> G = static_cast<Real>(-decay) * D_;
  for (Eigen::Index j = 0; j < dZ.cols(); ++j) {
    const Eigen::Index column = columns.empty() ? j : columns[static_cast<std::size_t>(j)];
    G.col(column) += share * dZ.col(j);
  }
  form_from(decay * s_, G, Real(1), dW);
}

template <class Real>
void GramLayer<Real>::form_averages(Matrix<Real>& v, Matrix<Real>& s) const {
  v.resize(0, 0);
  s.resize(0, 0);
  if (V_.size() != 0) form_from(v_, V_, Real(1), v);
}

template <class Real>
double GramLayer<Real>::unedited(int unit, int input) const {
  RowMatrix<Real> x(1, dataset_->train.count);
  dataset_->train.fill_rows<Real>(input, 0, view(x));
  double value = s_ * static_cast<double>(W0_(unit, input));
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    value -= static_cast<double>(D_(unit, j)) * static_cast<double>(x(0, j));
  }
  return value;
}

template <class Real>
double GramLayer<Real>::entry(int unit, int input) const {
  double value = unedited(unit, input);
  for (const Edit& edit : edits_) {
    if (edit.unit == unit && edit.input == input) value += s_ * edit.delta;
  }
  return value;
}

template <class Real>
bool GramLayer<Real>::edit(int unit, int input, double value) {
  if (s_ == 0.0) return false;
  auto place = std::find_if(edits_.begin(), edits_.end(), [&](const Edit& edit) {
    return edit.unit == unit && edit.input == input;
  });
  if (place == edits_.end() && edits_.size() >= kMaxEdits) return false;
  // What the entry would be without any edit of it: its earlier edits leave no rounding behind.
  const double without = unedited(unit, input);
  const Edit fresh{unit, input, (value - without) / s_};
  if (place == edits_.end()) {
    edits_.push_back(fresh);
  } else {
    *place = fresh;
  }
  apply_edits();
  forget_averages();
  return true;
}

template <class Real>
void GramLayer<Real>::apply_edits() {
  if (P_start_.size() == 0) {
    P_start_ = P_;
    P_test_start_ = P_test_;
  }
  P_ = P_start_;
  P_test_ = P_test_start_;
  W0_squared_norm_ = static_cast<double>(W0_.squaredNorm());
  const auto add = [](const Inputs& inputs, const Edit& edit, RowMatrix<Real>& P) {
    RowMatrix<Real> x(1, inputs.count);
    inputs.fill_rows<Real>(edit.input, 0, view(x));
    P.row(edit.unit) += static_cast<Real>(edit.delta) * x.row(0);
  };
  for (const Edit& edit : edits_) {
    add(dataset_->train, edit, P_);
    add(dataset_->test, edit, P_test_);
    const auto before = static_cast<double>(W0_(edit.unit, edit.input));
    const double after = before + edit.delta;
    W0_squared_norm_ += after * after - before * before;
  }
}

template <class Real>
void GramLayer<Real>::save(ByteWriter& out) const {
  out.put(s_);
  out.put(v_);
  out.put(updates_);
  for (const RowMatrix<Real>* matrix : {&D_, &U_, &V_, &VK_}) save_matrix(out, *matrix);
  out.put_array(std::span(edits_));
}

template <class Real>
void GramLayer<Real>::load(ByteReader& in) {
  s_ = in.get<double>();
  v_ = in.get<double>();
  updates_ = in.get<std::int32_t>();
  for (RowMatrix<Real>* matrix : {&D_, &U_, &V_, &VK_}) load_matrix(in, *matrix);
  std::vector<Edit> edits = in.get_array<Edit>();
  if (edits == edits_) return;
  edits_ = std::move(edits);
  apply_edits();
}

template class GramLayer<float>;
template class GramLayer<double>;

}  // namespace purr

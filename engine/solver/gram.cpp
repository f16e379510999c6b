#include "engine/solver/gram.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/core/check.h"
#include "engine/kernels/pixel_products.h"

namespace purr {
namespace {

// X is widened from bytes in tiles of 256 features × 256 examples, which stay in the second cache.
// Sums over either side are then blocked as everywhere (kSumBlock).
constexpr int kTile = kSumBlock;

/// How many leading examples of two sets are the same.
int shared_count(const Inputs& a, const Inputs& b) {
  if (a.n_x != b.n_x || a.offset != b.offset || a.is_pixels() != b.is_pixels()) return 0;
  const auto n = static_cast<std::size_t>(a.n_x);
  const int most = std::min(a.count, b.count);
  int i = 0;
  if (a.is_pixels()) {
    while (i < most && std::memcmp(a.pixels.data() + static_cast<std::size_t>(i) * n,
                                   b.pixels.data() + static_cast<std::size_t>(i) * n, n) == 0) {
      ++i;
    }
    return i;
  }
  while (i < most && std::equal(a.numbers.begin() + static_cast<std::ptrdiff_t>(n) * i,
                                a.numbers.begin() + static_cast<std::ptrdiff_t>(n) * (i + 1),
                                b.numbers.begin() + static_cast<std::ptrdiff_t>(n) * i)) {
    ++i;
  }
  return i;
}

template <class Real>
void save_matrix(ByteWriter& out, const RowMatrix<Real>& matrix) {
  out.put(static_cast<std::int32_t>(matrix.rows()));
  out.put_array(std::span<const Real>(matrix.data(), static_cast<std::size_t>(matrix.size())));
}

template <class Real>
void load_matrix(ByteReader& in, RowMatrix<Real>& matrix) {
  const auto rows = in.get<std::int32_t>();
  const std::vector<Real> values = in.get_array<Real>();
  matrix.resize(rows, rows > 0 ? static_cast<Eigen::Index>(values.size()) / rows : 0);
  std::copy(values.begin(), values.end(), matrix.data());
}

/// Σ of each picture's bytes.
std::vector<double> picture_sums(const Inputs& inputs) {
  std::vector<double> sums;
  if (!inputs.is_pixels()) return sums;
  const auto n = static_cast<std::size_t>(inputs.n_x);
  for (std::size_t i = 0; i < static_cast<std::size_t>(inputs.count); ++i) {
    sums.push_back(static_cast<double>(pixel_sum({inputs.pixels.data() + n * i, n})));
  }
  return sums;
}

}  // namespace

void GramBuilder::start(std::shared_ptr<const Dataset> dataset) {
  int shared_train = 0;
  int shared_test = 0;
  if (dataset_) {
    shared_train = std::min(shared_count(dataset_->train, dataset->train), done_);
    shared_test = std::min(shared_count(dataset_->test, dataset->test), done_test_);
  }
  const int m = dataset->train.count;
  Matrix<double> K = Matrix<double>::Zero(m, m);
  Matrix<double> K_test = Matrix<double>::Zero(m, dataset->test.count);
  K.topLeftCorner(shared_train, shared_train) = K_.topLeftCorner(shared_train, shared_train);
  K_test.topLeftCorner(shared_train, shared_test) =
      K_test_.topLeftCorner(shared_train, shared_test);
  K_ = std::move(K);
  K_test_ = std::move(K_test);
  dataset_ = std::move(dataset);
  done_ = shared_train;
  done_test_ = 0;
  // With the same training set, the columns of K_test that are known stay; else they are made anew.
  if (shared_train == m) done_test_ = shared_test;
  train_sums_ = picture_sums(dataset_->train);
  test_sums_ = picture_sums(dataset_->test);
}

void GramBuilder::compute_block(bool of_test, int first, int count) {
  const Inputs& left = dataset_->train;
  const Inputs& right = of_test ? dataset_->test : dataset_->train;
  Matrix<double>& out = of_test ? K_test_ : K_;
  const int rows = of_test ? left.count : first + count;  // K is symmetric: the upper triangle
  const auto n = static_cast<std::size_t>(left.n_x);
  if (!left.is_pixels() || !right.is_pixels()) {
    const Eigen::Map<const Matrix<double>> A(left.numbers.data(), left.n_x, rows);
    const Eigen::Map<const Matrix<double>> B(
        right.numbers.data() + n * static_cast<std::size_t>(first), right.n_x, count);
    out.block(0, first, rows, count).noalias() = A.transpose().lazyProduct(B);
  } else {
    products_.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(count));
    const std::uint8_t* b = right.pixels.data() + n * static_cast<std::size_t>(first);
    pixel_products(left.pixels.data(), rows, b, count, left.n_x, products_.data(), rows);
    const double c = left.offset;
    const std::vector<double>& right_sums = of_test ? test_sums_ : train_sums_;
    for (int j = 0; j < count; ++j) {
      for (int i = 0; i < rows; ++i) {
        double value =
            static_cast<double>(products_[static_cast<std::size_t>(i + j * rows)]) / 65025.0;
        if (c != 0.0) {
          const double sums = train_sums_[static_cast<std::size_t>(i)] +
                              right_sums[static_cast<std::size_t>(first + j)];
          value += left.n_x * c * c - c * sums / 255.0;
        }
        out(i, first + j) = value;
      }
    }
  }
  if (!of_test) {
    for (int j = first; j < first + count; ++j) {
      for (int i = 0; i < j; ++i) K_(j, i) = K_(i, j);
    }
  }
}

bool GramBuilder::advance() {
  constexpr int kColumns = 16;
  if (done_ < dataset_->train.count) {
    const int count = std::min(kColumns, dataset_->train.count - done_);
    compute_block(false, done_, count);
    done_ += count;
  } else if (done_test_ < dataset_->test.count) {
    const int count = std::min(kColumns, dataset_->test.count - done_test_);
    compute_block(true, done_test_, count);
    done_test_ += count;
  }
  return done_ == dataset_->train.count && done_test_ == dataset_->test.count;
}

double GramBuilder::progress() const {
  const double m = dataset_->train.count;
  const double all = m * m / 2 + m * dataset_->test.count;
  const double done = static_cast<double>(done_) * done_ / 2 + m * done_test_;
  return all > 0.0 ? done / all : 1.0;
}

template <class Real>
std::shared_ptr<const GramMatrices<Real>> GramBuilder::matrices() const {
  auto gram = std::make_shared<GramMatrices<Real>>();
  gram->K = K_.template cast<Real>();
  gram->K_test = K_test_.template cast<Real>();
  return gram;
}

template <class Real>
void multiply_inputs(const Matrix<Real>& W, const Inputs& inputs, RowMatrix<Real>& product) {
  product.setZero(W.rows(), inputs.count);
  RowMatrix<Real> X(std::min(kTile, inputs.n_x), std::min(kTile, inputs.count));
  for (int feature = 0; feature < inputs.n_x; feature += kTile) {
    const int features = std::min(kTile, inputs.n_x - feature);
    for (int first = 0; first < inputs.count; first += kTile) {
      const int count = std::min(kTile, inputs.count - first);
      const MatrixView<Real> part = view(X).row_range(0, features).column_range(0, count);
      inputs.fill_rows<Real>(feature, first, part);
      multiply<Real>(view(W).column_range(feature, features), part,
                     view(product).column_range(first, count), Into::add);
    }
  }
}

template <class Real>
void SpanLayer<Real>::anchor(Matrix<Real> W, const Dataset& dataset,
                             std::shared_ptr<const GramMatrices<Real>> gram) {
  gram_ = std::move(gram);
  W0_ = std::move(W);
  W0_squared_norm_ = static_cast<double>(W0_.squaredNorm());
  multiply_inputs(W0_, dataset.train, P_);
  multiply_inputs(W0_, dataset.test, P_test_);
  D_.setZero(W0_.rows(), dataset.train.count);
  U_.setZero(W0_.rows(), dataset.train.count);
  forget_velocity();
  s_ = 1.0;
  updates_ = 0;
}

template <class Real>
void SpanLayer<Real>::forward(const std::vector<int>& columns, RowMatrix<Real>& Z) const {
  const auto s = static_cast<Real>(s_);
  if (columns.empty()) {
    Z = s * P_ - U_;
    return;
  }
  Z.resize(P_.rows(), static_cast<Eigen::Index>(columns.size()));
  for (Eigen::Index i = 0; i < Z.rows(); ++i) {
    const Real* p = P_.data() + i * P_.cols();
    const Real* u = U_.data() + i * U_.cols();
    Real* z = Z.data() + i * Z.cols();
    for (const int column : columns) *z++ = s * p[column] - u[column];
  }
}

template <class Real>
void SpanLayer<Real>::forward_test(RowMatrix<Real>& Z) const {
  Z.resize(P_test_.rows(), P_test_.cols());
  multiply<Real>(view(D_), view(gram_->K_test), view(Z), Into::replace);
  Z = static_cast<Real>(s_) * P_test_ - Z;
}

template <class Real>
Vector<Real> SpanLayer<Real>::forward_one(bool of_test, int example) const {
  const auto s = static_cast<Real>(s_);
  if (!of_test) return s * P_.col(example) - U_.col(example);
  return s * P_test_.col(example) - D_ * gram_->K_test.col(example);
}

template <class Real>
void SpanLayer<Real>::add_span(const RowMatrix<Real>& dZ, const std::vector<int>& columns,
                               Real scale, RowMatrix<Real>& D, RowMatrix<Real>& U) {
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
  // K is symmetric: its columns, which lie in one piece, are its rows.
  multiply<Real>(increment_, view(gram_->K).transposed(), view(U), Into::add);
}

template <class Real>
void SpanLayer<Real>::count_update() {
  if (++updates_ < kRefreshInterval) return;
  updates_ = 0;
  const MatrixView<const Real> K = view(gram_->K).transposed();
  multiply<Real>(view(D_), K, view(U_), Into::replace);
  if (V_.size() != 0) multiply<Real>(view(V_), K, view(VK_), Into::replace);
}

template <class Real>
void SpanLayer<Real>::update(const RowMatrix<Real>& dZ, const std::vector<int>& columns,
                             double learning_rate, std::optional<double> momentum, double decay) {
  const auto batch = static_cast<double>(dZ.cols());
  if (momentum) {
    // dW = decay·s·W⁰ + (dZ/m − decay·D)·Xᵀ; the velocity is v·W⁰ + V·Xᵀ.
    if (V_.size() == 0) {
      V_.setZero(D_.rows(), D_.cols());
      VK_.setZero(D_.rows(), D_.cols());
    }
    const double fresh = 1.0 - *momentum;
    v_ = *momentum * v_ + fresh * decay * s_;
    V_ *= static_cast<Real>(*momentum);
    VK_ *= static_cast<Real>(*momentum);
    if (decay != 0.0) {
      V_ -= static_cast<Real>(fresh * decay) * D_;
      VK_ -= static_cast<Real>(fresh * decay) * U_;
    }
    add_span(dZ, columns, static_cast<Real>(fresh / batch), V_, VK_);
    s_ -= learning_rate * v_;
    D_ += static_cast<Real>(learning_rate) * V_;
    U_ += static_cast<Real>(learning_rate) * VK_;
  } else {
    if (decay != 0.0) {
      const double shrink = 1.0 - learning_rate * decay;
      s_ *= shrink;
      D_ *= static_cast<Real>(shrink);
      U_ *= static_cast<Real>(shrink);
    }
    add_span(dZ, columns, static_cast<Real>(learning_rate / batch), D_, U_);
  }
  count_update();
}

template <class Real>
void SpanLayer<Real>::forget_velocity() {
  V_.resize(0, 0);
  VK_.resize(0, 0);
  v_ = 0.0;
}

template <class Real>
double SpanLayer<Real>::squared_norm() const {
  const auto cross = static_cast<double>((P_.array() * D_.array()).sum());
  const auto span = static_cast<double>((U_.array() * D_.array()).sum());
  return std::max(0.0, s_ * s_ * W0_squared_norm_ - 2.0 * s_ * cross + span);
}

template <class Real>
double SpanLayer<Real>::gradient_norm(const RowMatrix<Real>& dZ, const std::vector<int>& columns,
                                      double decay) const {
  // dW = decay·s·W⁰ + G·Xᵀ with G = dZ/m − decay·D, and ‖G·Xᵀ‖² = ⟨G·K, G⟩.
  const Real share = Real(1) / static_cast<Real>(dZ.cols());
  RowMatrix<Real> G = static_cast<Real>(-decay) * D_;
  if (columns.empty()) {
    G += share * dZ;
  } else {
    for (Eigen::Index j = 0; j < dZ.cols(); ++j) {
      G.col(columns[static_cast<std::size_t>(j)]) += share * dZ.col(j);
    }
  }
  RowMatrix<Real> GK(G.rows(), G.cols());
  multiply<Real>(view(G), view(gram_->K).transposed(), view(GK), Into::replace);
  const double a = decay * s_;
  const auto cross = static_cast<double>((P_.array() * G.array()).sum());
  const auto span = static_cast<double>((GK.array() * G.array()).sum());
  return std::sqrt(std::max(0.0, a * a * W0_squared_norm_ + 2.0 * a * cross + span));
}

template <class Real>
void SpanLayer<Real>::form(const Inputs& train, Matrix<Real>& W) const {
  W = static_cast<Real>(s_) * W0_;
  RowMatrix<Real> X(std::min(kTile, train.n_x), std::min(kTile, train.count));
  for (int feature = 0; feature < train.n_x; feature += kTile) {
    const int features = std::min(kTile, train.n_x - feature);
    for (int first = 0; first < train.count; first += kTile) {
      const int count = std::min(kTile, train.count - first);
      const MatrixView<Real> part = view(X).row_range(0, features).column_range(0, count);
      train.fill_rows<Real>(feature, first, part);
      multiply_transposed<Real>(view(D_).column_range(first, count), part, Real(-1),
                                view(W).column_range(feature, features), Into::add);
    }
  }
}

template <class Real>
void SpanLayer<Real>::save(ByteWriter& out) const {
  out.put(s_);
  out.put(v_);
  out.put(updates_);
  for (const RowMatrix<Real>* matrix : {&D_, &U_, &V_, &VK_}) save_matrix(out, *matrix);
}

template <class Real>
void SpanLayer<Real>::load(ByteReader& in) {
  s_ = in.get<double>();
  v_ = in.get<double>();
  updates_ = in.get<std::int32_t>();
  for (RowMatrix<Real>* matrix : {&D_, &U_, &V_, &VK_}) load_matrix(in, *matrix);
}

template class SpanLayer<float>;
template class SpanLayer<double>;
template void multiply_inputs<float>(const Matrix<float>&, const Inputs&, RowMatrix<float>&);
template void multiply_inputs<double>(const Matrix<double>&, const Inputs&, RowMatrix<double>&);
template std::shared_ptr<const GramMatrices<float>> GramBuilder::matrices<float>() const;
template std::shared_ptr<const GramMatrices<double>> GramBuilder::matrices<double>() const;

}  // namespace purr

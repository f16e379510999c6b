#include "engine/solver/gram.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/core/check.h"
#include "engine/kernels/pixel_products.h"

namespace purr {
namespace {

constexpr int kBlock = 32;  // columns of X that are widened at a time: 3 MB of doubles

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
void save_matrix(ByteWriter& out, const Matrix<Real>& matrix) {
  out.put(static_cast<std::int32_t>(matrix.rows()));
  out.put_array(std::span<const Real>(matrix.data(), static_cast<std::size_t>(matrix.size())));
}

template <class Real>
void load_matrix(ByteReader& in, Matrix<Real>& matrix) {
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
        double value = static_cast<double>(products_[static_cast<std::size_t>(i + j * rows)]) / 65025.0;
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
void multiply_inputs(const Matrix<Real>& W, const Inputs& inputs, Matrix<Real>& product) {
  product.resize(W.rows(), inputs.count);
  Matrix<Real> X(inputs.n_x, kBlock);
  for (int first = 0; first < inputs.count; first += kBlock) {
    const int count = std::min(kBlock, inputs.count - first);
    inputs.fill<Real>(first, X.leftCols(count));
    product.middleCols(first, count).noalias() = W * X.leftCols(count);
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
  V_.resize(0, 0);
  s_ = 1.0;
  v_ = 0.0;
}

template <class Real>
void SpanLayer<Real>::forward(const std::vector<int>& columns, Matrix<Real>& Z) const {
  const auto s = static_cast<Real>(s_);
  if (columns.empty()) {
    Z = s * P_;
    Z.noalias() -= D_ * gram_->K;
    return;
  }
  const auto count = static_cast<Eigen::Index>(columns.size());
  Z.resize(P_.rows(), count);
  K_columns_.resize(gram_->K.rows(), count);
  for (Eigen::Index j = 0; j < count; ++j) {
    const int column = columns[static_cast<std::size_t>(j)];
    Z.col(j) = s * P_.col(column);
    K_columns_.col(j) = gram_->K.col(column);
  }
  Z.noalias() -= D_ * K_columns_;
}

template <class Real>
void SpanLayer<Real>::forward_test(Matrix<Real>& Z) const {
  Z = static_cast<Real>(s_) * P_test_;
  Z.noalias() -= D_ * gram_->K_test;
}

template <class Real>
Vector<Real> SpanLayer<Real>::forward_one(bool of_test, int example) const {
  const Matrix<Real>& P = of_test ? P_test_ : P_;
  const Matrix<Real>& K = of_test ? gram_->K_test : gram_->K;
  return static_cast<Real>(s_) * P.col(example) - D_ * K.col(example);
}

template <class Real>
void SpanLayer<Real>::update(const Matrix<Real>& dZ, const std::vector<int>& columns,
                             double learning_rate, std::optional<double> momentum,
                             double decay) {
  const auto batch = static_cast<double>(dZ.cols());
  if (momentum) {
    // dW = decay·s·W⁰ + (dZ/m − decay·D)·Xᵀ; the velocity is v·W⁰ + V·Xᵀ.
    if (V_.size() == 0) V_.setZero(D_.rows(), D_.cols());
    const double fresh = 1.0 - *momentum;
    v_ = *momentum * v_ + fresh * decay * s_;
    V_ *= static_cast<Real>(*momentum);
    if (decay != 0.0) V_ -= static_cast<Real>(fresh * decay) * D_;
    const auto share = static_cast<Real>(fresh / batch);
    if (columns.empty()) {
      V_ += share * dZ;
    } else {
      for (Eigen::Index j = 0; j < dZ.cols(); ++j) {
        V_.col(columns[static_cast<std::size_t>(j)]) += share * dZ.col(j);
      }
    }
    s_ -= learning_rate * v_;
    D_ += static_cast<Real>(learning_rate) * V_;
    return;
  }
  if (decay != 0.0) {
    const double shrink = 1.0 - learning_rate * decay;
    s_ *= shrink;
    D_ *= static_cast<Real>(shrink);
  }
  const auto step = static_cast<Real>(learning_rate / batch);
  if (columns.empty()) {
    D_ += step * dZ;
    return;
  }
  for (Eigen::Index j = 0; j < dZ.cols(); ++j) {
    D_.col(columns[static_cast<std::size_t>(j)]) += step * dZ.col(j);
  }
}

template <class Real>
void SpanLayer<Real>::forget_velocity() {
  V_.resize(0, 0);
  v_ = 0.0;
}

template <class Real>
double SpanLayer<Real>::squared_norm() const {
  const Matrix<Real> DK = D_ * gram_->K;
  const auto cross = static_cast<double>((P_.array() * D_.array()).sum());
  const auto span = static_cast<double>((DK.array() * D_.array()).sum());
  return std::max(0.0, s_ * s_ * W0_squared_norm_ - 2.0 * s_ * cross + span);
}

template <class Real>
double SpanLayer<Real>::gradient_norm(const Matrix<Real>& dZ, const std::vector<int>& columns,
                                      double decay) const {
  // dW = decay·s·W⁰ + G·Xᵀ with G = dZ/m − decay·D, and ‖G·Xᵀ‖² = ⟨G·K, G⟩.
  const Real share = Real(1) / static_cast<Real>(dZ.cols());
  Matrix<Real> G = static_cast<Real>(-decay) * D_;
  if (columns.empty()) {
    G += share * dZ;
  } else {
    for (Eigen::Index j = 0; j < dZ.cols(); ++j) {
      G.col(columns[static_cast<std::size_t>(j)]) += share * dZ.col(j);
    }
  }
  const Matrix<Real> GK = G * gram_->K;
  const double a = decay * s_;
  const auto cross = static_cast<double>((P_.array() * G.array()).sum());
  const auto span = static_cast<double>((GK.array() * G.array()).sum());
  return std::sqrt(std::max(0.0, a * a * W0_squared_norm_ + 2.0 * a * cross + span));
}

template <class Real>
void SpanLayer<Real>::form(const Inputs& train, Matrix<Real>& W) const {
  W = static_cast<Real>(s_) * W0_;
  Matrix<Real> X(train.n_x, kBlock);
  for (int first = 0; first < train.count; first += kBlock) {
    const int count = std::min(kBlock, train.count - first);
    train.fill<Real>(first, X.leftCols(count));
    W.noalias() -= D_.middleCols(first, count) * X.leftCols(count).transpose();
  }
}

template <class Real>
void SpanLayer<Real>::save(ByteWriter& out) const {
  out.put(s_);
  out.put(v_);
  save_matrix(out, D_);
  save_matrix(out, V_);
}

template <class Real>
void SpanLayer<Real>::load(ByteReader& in) {
  s_ = in.get<double>();
  v_ = in.get<double>();
  load_matrix(in, D_);
  load_matrix(in, V_);
}

template class SpanLayer<float>;
template class SpanLayer<double>;
template void multiply_inputs<float>(const Matrix<float>&, const Inputs&, Matrix<float>&);
template void multiply_inputs<double>(const Matrix<double>&, const Inputs&, Matrix<double>&);
template std::shared_ptr<const GramMatrices<float>> GramBuilder::matrices<float>() const;
template std::shared_ptr<const GramMatrices<double>> GramBuilder::matrices<double>() const;

}  // namespace purr

#include "engine/solver/gram.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "engine/core/check.h"
#include "engine/kernels/pixel_products.h"
#include "engine/solver/input_products.h"

namespace purr {
namespace {

// A slice compares and copies as many examples; a few megabytes.
constexpr int kExamplesPerSlice = 256;
// A slice multiplies 96 × 24 pictures: 28 million products for the usual 12288 pixels.
constexpr int kRowsPerSlice = 96;
constexpr int kColumnsPerSlice = 24;

/// Whether `count` examples from number `first` on are the same in both sets; they have as many.
bool are_equal(const Inputs& a, const Inputs& b, int first, int count) {
  const auto n = static_cast<std::size_t>(a.n_x);
  const std::size_t begin = n * static_cast<std::size_t>(first);
  const std::size_t size = n * static_cast<std::size_t>(count);
  if (a.is_pixels()) {
    return std::memcmp(a.pixels.data() + begin, b.pixels.data() + begin, size) == 0;
  }
  const auto from = a.numbers.begin() + static_cast<std::ptrdiff_t>(begin);
  return std::equal(from, from + static_cast<std::ptrdiff_t>(size),
                    b.numbers.begin() + static_cast<std::ptrdiff_t>(begin));
}

/// Whether products with one are products with the other where examples are the same.
bool are_alike(const Inputs& a, const Inputs& b) {
  // Another training set has other means, and so other inputs of every example.
  return a.n_x == b.n_x && a.offset == b.offset && a.is_pixels() == b.is_pixels() &&
         a.mean == b.mean && a.deviation == b.deviation;
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

/// Goes on with Σ of each picture's bytes up to picture `count`.
void sum_pictures(const Inputs& inputs, int count, std::vector<double>& sums) {
  const auto n = static_cast<std::size_t>(inputs.n_x);
  for (std::size_t i = sums.size(); i < static_cast<std::size_t>(count); ++i) {
    sums.push_back(static_cast<double>(pixel_sum({inputs.pixels.data() + n * i, n})));
  }
}

}  // namespace

void GramBuilder::start(std::shared_ptr<const Dataset> dataset) {
  // One that has not yet taken over anything knows nothing that the one before it does not.
  if (known_.dataset &&
      (stage_ == Stage::done || stage_ == Stage::train || stage_ == Stage::test)) {
    before_ = std::move(known_);
  }
  known_ = {};
  known_.dataset = std::move(dataset);
  stage_ = Stage::compare;
  shared_ = 0;
  shared_test_ = 0;
  taken_ = 0;
  row_ = 0;
}

void GramBuilder::compare(bool of_test) {
  int& shared = of_test ? shared_test_ : shared_;
  const auto next = [&] { stage_ = of_test ? Stage::take : Stage::compare_test; };
  if (!before_.dataset) return next();
  const Inputs& was = of_test ? before_.dataset->test : before_.dataset->train;
  const Inputs& is = of_test ? known_.dataset->test : known_.dataset->train;
  if (!are_alike(was, is) || !are_alike(before_.dataset->train, known_.dataset->train)) {
    return next();
  }
  const int most = std::min(of_test ? before_.columns_test : before_.columns, is.count);
  const int end = std::min(most, shared + kExamplesPerSlice);
  if (are_equal(was, is, shared, end - shared)) {
    shared = end;
    if (shared == most) next();
    return;
  }
  while (are_equal(was, is, shared, 1)) ++shared;
  next();
}

void GramBuilder::take_columns(bool of_test) {
  const Dataset& dataset = *known_.dataset;
  if (!known_.gram) {
    // Memory only: setting 800 MB to zero would take long, and every cell is written once anyway.
    known_.gram = std::make_shared<GramMatrices<double>>();
    known_.gram->K.resize(dataset.train.count, dataset.train.count);
    known_.gram->K_test.resize(dataset.train.count, dataset.test.count);
  }
  if (!of_test) {
    const int count = std::min(kExamplesPerSlice, shared_ - taken_);
    if (count > 0) {
      known_.gram->K.block(0, taken_, shared_, count) =
          before_.gram->K.block(0, taken_, shared_, count);
    }
    taken_ += count;
    if (taken_ < shared_) return;
    known_.columns = shared_;
    taken_ = 0;
    stage_ = Stage::take_test;
    return;
  }
  // Row by row: so they lie in memory.
  const int count = shared_test_ > 0 ? std::min(kExamplesPerSlice, shared_ - taken_) : 0;
  if (count > 0) {
    known_.gram->K_test.block(taken_, 0, count, shared_test_) =
        before_.gram->K_test.block(taken_, 0, count, shared_test_);
  }
  taken_ += count;
  if (count > 0 && taken_ < shared_) return;
  const auto take_sums = [](const std::vector<double>& from, int count_shared) {
    const auto most = std::min<std::size_t>(from.size(), static_cast<std::size_t>(count_shared));
    return std::vector<double>(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(most));
  };
  known_.train_sums = take_sums(before_.train_sums, shared_);
  known_.test_sums = take_sums(before_.test_sums, shared_test_);
  before_ = {};
  stage_ = Stage::train;
}

void GramBuilder::compute_block(bool of_test, int row, int rows, int first, int count) {
  const Inputs& left = known_.dataset->train;
  const Inputs& right = of_test ? known_.dataset->test : known_.dataset->train;
  GramMatrices<double>& gram = *known_.gram;
  const MatrixView<double> all = of_test ? view(gram.K_test) : view(gram.K);
  const MatrixView<double> out = all.row_range(row, rows).column_range(first, count);
  const auto n = static_cast<std::size_t>(left.n_x);
  const std::size_t left_at = n * static_cast<std::size_t>(row);
  const std::size_t right_at = n * static_cast<std::size_t>(first);
  if (left.is_standardised()) {
    // Each feature has a scale of its own, so there are no integers to fall back on.
    Matrix<double> A(left.n_x, rows);
    Matrix<double> B(right.n_x, count);
    left.fill<double>(row, A);
    right.fill<double>(first, B);
    multiply_transposed<double>({A.data(), rows, left.n_x, left.n_x, 1},
                                {B.data(), count, right.n_x, right.n_x, 1}, 1.0, out,
                                Into::replace);
  } else if (!left.is_pixels() || !right.is_pixels()) {
    const auto step = static_cast<std::ptrdiff_t>(n);
    multiply_transposed<double>({left.numbers.data() + left_at, rows, left.n_x, step, 1},
                                {right.numbers.data() + right_at, count, right.n_x, step, 1}, 1.0,
                                out, Into::replace);
  } else {
    products_.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(count));
    pixel_products(left.pixels.data() + left_at, rows, right.pixels.data() + right_at, count,
                   left.n_x, products_.data(), rows);
    const double c = left.offset;
    std::vector<double>& right_sums = of_test ? known_.test_sums : known_.train_sums;
    if (c != 0.0) {
      sum_pictures(left, row + rows, known_.train_sums);
      sum_pictures(right, first + count, right_sums);
    }
    for (int j = 0; j < count; ++j) {
      for (int i = 0; i < rows; ++i) {
        double value =
            static_cast<double>(products_[static_cast<std::size_t>(i + j * rows)]) / 65025.0;
        if (c != 0.0) {
          const double sums = known_.train_sums[static_cast<std::size_t>(row + i)] +
                              right_sums[static_cast<std::size_t>(first + j)];
          value += left.n_x * c * c - c * sums / 255.0;
        }
        out.at(i, j) = value;
      }
    }
  }
  if (of_test) return;
  const MatrixView<double> mirrored =
      all.row_range(first, count).column_range(row, rows).transposed();
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < count; ++j) mirrored.at(i, j) = out.at(i, j);
  }
}

void GramBuilder::compute_slice(bool of_test) {
  const int m = known_.dataset->train.count;
  int& columns = of_test ? known_.columns_test : known_.columns;
  const int all = of_test ? known_.dataset->test.count : m;
  if (columns < all) {
    // Of the test examples that both sets have, only the rows of new training examples are missing.
    const bool is_shared = of_test && columns < shared_test_;
    const int count = std::min(kColumnsPerSlice, (is_shared ? shared_test_ : all) - columns);
    const int rows = of_test ? m : columns + count;  // K is symmetric
    if (is_shared) row_ = std::max(row_, shared_);
    const int piece = std::min(rows - row_, kRowsPerSlice);
    if (piece > 0) compute_block(of_test, row_, piece, columns, count);
    row_ += piece;
    if (row_ == rows) {
      row_ = 0;
      columns += count;
    }
  }
  if (columns == all) stage_ = of_test ? Stage::done : Stage::test;
}

bool GramBuilder::advance() {
  switch (stage_) {
    case Stage::compare: compare(false); break;
    case Stage::compare_test: compare(true); break;
    case Stage::take: take_columns(false); break;
    case Stage::take_test: take_columns(true); break;
    case Stage::train: compute_slice(false); break;
    case Stage::test: compute_slice(true); break;
    case Stage::done: break;
  }
  return stage_ == Stage::done;
}

double GramBuilder::progress() const {
  if (stage_ == Stage::done) return 1.0;
  const double m = known_.dataset->train.count;
  const double all = m * m / 2 + m * known_.dataset->test.count;
  const double done =
      static_cast<double>(known_.columns) * known_.columns / 2 + m * known_.columns_test;
  return all > 0.0 ? done / all : 1.0;
}

template <class Real>
std::shared_ptr<const GramMatrices<Real>> GramBuilder::matrices() const {
  if constexpr (std::is_same_v<Real, double>) {
    return known_.gram;
  } else {
    auto gram = std::make_shared<GramMatrices<Real>>();
    gram->K = known_.gram->K.template cast<Real>();
    gram->K_test = known_.gram->K_test.template cast<Real>();
    return gram;
  }
}

template <class Real>
void SpanLayer<Real>::anchor(Matrix<Real> W, const Dataset& dataset,
                             std::shared_ptr<const GramMatrices<Real>> gram) {
  AnchorProducts<Real> products;
  InputProducts<Real>(dataset.train).multiply(W, {}, products.P);
  InputProducts<Real>(dataset.test).multiply(W, {}, products.P_test);
  anchor(std::move(W), std::move(products), std::move(gram));
}

template <class Real>
void SpanLayer<Real>::anchor(Matrix<Real> W, AnchorProducts<Real> products,
                             std::shared_ptr<const GramMatrices<Real>> gram) {
  gram_ = std::move(gram);
  W0_ = std::move(W);
  W0_squared_norm_ = static_cast<double>(W0_.squaredNorm());
  P_ = std::move(products.P);
  P_test_ = std::move(products.P_test);
  D_.setZero(P_.rows(), P_.cols());
  U_.setZero(P_.rows(), P_.cols());
  forget_velocity();
  s_ = 1.0;
  updates_ = 0;
  edits_.clear();
  P_start_.resize(0, 0);
  P_test_start_.resize(0, 0);
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
double SpanLayer<Real>::norm_of(double a, const RowMatrix<Real>& G,
                                const RowMatrix<Real>& GK) const {
  const auto cross = static_cast<double>((P_.array() * G.array()).sum());
  const auto span = static_cast<double>((GK.array() * G.array()).sum());
  const double square = a * a * W0_squared_norm_ + 2.0 * a * cross + span;
  // Rounding may leave a little less than nothing; what is not a number stays so.
  return square < 0.0 ? 0.0 : std::sqrt(square);
}

template <class Real>
double SpanLayer<Real>::squared_norm() const {
  const auto cross = static_cast<double>((P_.array() * D_.array()).sum());
  const auto span = static_cast<double>((U_.array() * D_.array()).sum());
  return std::max(0.0, s_ * s_ * W0_squared_norm_ - 2.0 * s_ * cross + span);
}

template <class Real>
double SpanLayer<Real>::gradient_norm(const RowMatrix<Real>& dZ, const std::vector<int>& columns,
                                      double decay) {
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
double SpanLayer<Real>::velocity_norm() const {
  return V_.size() == 0 ? 0.0 : norm_of(v_, V_, VK_);
}

template <class Real>
void SpanLayer<Real>::form_from(const Inputs& train, double a, const RowMatrix<Real>& G, Real scale,
                                Matrix<Real>& W) const {
  W = static_cast<Real>(a) * W0_;
  for (const Edit& edit : edits_) W(edit.unit, edit.input) += static_cast<Real>(a * edit.delta);
  InputProducts<Real>(train).multiply_transposed(G, {}, scale, W, Into::add);
}

template <class Real>
void SpanLayer<Real>::form(const Inputs& train, Matrix<Real>& W) const {
  form_from(train, s_, D_, Real(-1), W);
}

template <class Real>
void SpanLayer<Real>::form_velocity(const Inputs& train, Matrix<Real>& velocity) const {
  velocity.resize(0, 0);
  if (V_.size() != 0) form_from(train, v_, V_, Real(1), velocity);
}

template <class Real>
void SpanLayer<Real>::form_gradient(const Inputs& train, const RowMatrix<Real>& dZ,
                                    const std::vector<int>& columns, double decay,
                                    Matrix<Real>& dW) const {
  const Real share = Real(1) / static_cast<Real>(dZ.cols());
  RowMatrix<Real> G = static_cast<Real>(-decay) * D_;
  for (Eigen::Index j = 0; j < dZ.cols(); ++j) {
    const Eigen::Index column = columns.empty() ? j : columns[static_cast<std::size_t>(j)];
    G.col(column) += share * dZ.col(j);
  }
  form_from(train, decay * s_, G, Real(1), dW);
}

template <class Real>
bool SpanLayer<Real>::edit(const Dataset& dataset, int unit, int input, double value) {
  if (s_ == 0.0) return false;
  auto place = std::find_if(edits_.begin(), edits_.end(), [&](const Edit& edit) {
    return edit.unit == unit && edit.input == input;
  });
  if (place == edits_.end() && edits_.size() >= kMaxEdits) return false;
  // What the cell would be without any edit of it: so it does not matter how often it was edited.
  RowMatrix<Real> x(1, dataset.train.count);
  dataset.train.fill_rows<Real>(input, 0, view(x));
  double without = s_ * static_cast<double>(W0_(unit, input));
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    without -= static_cast<double>(D_(unit, j)) * static_cast<double>(x(0, j));
  }
  const Edit fresh{unit, input, (value - without) / s_};
  if (place == edits_.end()) {
    edits_.push_back(fresh);
  } else {
    *place = fresh;
  }
  apply_edits(dataset);
  forget_velocity();
  return true;
}

template <class Real>
void SpanLayer<Real>::apply_edits(const Dataset& dataset) {
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
    add(dataset.train, edit, P_);
    add(dataset.test, edit, P_test_);
    const auto before = static_cast<double>(W0_(edit.unit, edit.input));
    const double after = before + edit.delta;
    W0_squared_norm_ += after * after - before * before;
  }
}

template <class Real>
void SpanLayer<Real>::save(ByteWriter& out) const {
  out.put(s_);
  out.put(v_);
  out.put(updates_);
  for (const RowMatrix<Real>* matrix : {&D_, &U_, &V_, &VK_}) save_matrix(out, *matrix);
  out.put_array(std::span(edits_));
}

template <class Real>
void SpanLayer<Real>::load(ByteReader& in, const Dataset& dataset) {
  s_ = in.get<double>();
  v_ = in.get<double>();
  updates_ = in.get<std::int32_t>();
  for (RowMatrix<Real>* matrix : {&D_, &U_, &V_, &VK_}) load_matrix(in, *matrix);
  std::vector<Edit> edits = in.get_array<Edit>();
  if (edits == edits_) return;
  edits_ = std::move(edits);
  apply_edits(dataset);
}

template class SpanLayer<float>;
template class SpanLayer<double>;
template std::shared_ptr<const GramMatrices<float>> GramBuilder::matrices<float>() const;
template std::shared_ptr<const GramMatrices<double>> GramBuilder::matrices<double>() const;

}  // namespace purr

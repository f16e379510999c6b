#include "engine/solver/input_products.h"

#include <algorithm>

#include "engine/core/check.h"

namespace purr {
namespace {

// A tile is 128 KB of doubles: with its share of W or dW it stays in the second cache. Its longer
// side is the one that is summed over, and as long as a block of sums.
constexpr int kShortSide = 16;
constexpr int kLongSide = kSumBlock;

}  // namespace

template <class Real>
const RowMatrix<Real>& InputProducts<Real>::numbers() {
  PURR_CHECK(!inputs_->is_pixels());
  if (numbers_.cols() != inputs_->count || numbers_.rows() != inputs_->n_x) {
    numbers_.resize(inputs_->n_x, inputs_->count);
    inputs_->fill_rows<Real>(0, 0, view(numbers_));
  }
  return numbers_;
}

template <class Real>
MatrixView<const Real> InputProducts<Real>::widen(std::span<const int> columns, int feature,
                                                  int features, int first, int count) {
  tile_.resize(static_cast<std::size_t>(kShortSide) * kLongSide);
  const MatrixView<Real> X{tile_.data(), features, count, count, 1};
  if (columns.empty()) {
    inputs_->fill_rows<Real>(feature, first, X);
  } else {
    inputs_->fill_rows<Real>(
        feature, columns.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count)),
        X);
  }
  return X;
}

template <class Real>
void InputProducts<Real>::multiply_tiles(const Matrix<Real>& W, std::span<const int> columns,
                                         int first, int end, RowMatrix<Real>& Z) {
  PURR_CHECK(W.cols() == inputs_->n_x);
  for (; first < end; first += kShortSide) {
    const int count = std::min(kShortSide, end - first);
    const MatrixView<Real> Z_part = view(Z).column_range(first, count);
    for (int feature = 0; feature < inputs_->n_x; feature += kLongSide) {
      const int features = std::min(kLongSide, inputs_->n_x - feature);
      purr::multiply<Real>(view(W).column_range(feature, features),
                           widen(columns, feature, features, first, count), Z_part,
                           feature == 0 ? Into::replace : Into::add);
    }
  }
}

template <class Real>
void InputProducts<Real>::multiply(const Matrix<Real>& W, std::span<const int> columns,
                                   RowMatrix<Real>& Z) {
  const int count = columns.empty() ? inputs_->count : static_cast<int>(columns.size());
  Z.resize(W.rows(), count);
  if (columns.empty() && !inputs_->is_pixels()) {
    purr::multiply<Real>(view(W), view(numbers()), view(Z), Into::replace);
  } else {
    multiply_tiles(W, columns, 0, count, Z);
  }
}

template <class Real>
void InputProducts<Real>::multiply_slice(const Matrix<Real>& W, int first, int count,
                                         RowMatrix<Real>& Z) {
  PURR_CHECK(Z.rows() == W.rows() && Z.cols() == inputs_->count);
  multiply_tiles(W, {}, first, std::min(first + count, inputs_->count), Z);
}

template <class Real>
void InputProducts<Real>::multiply_transposed(const RowMatrix<Real>& dZ,
                                              std::span<const int> columns, Real scale,
                                              Matrix<Real>& dW, Into into) {
  const int all = static_cast<int>(dZ.cols());
  PURR_CHECK(dW.rows() == dZ.rows() && dW.cols() == inputs_->n_x);
  PURR_CHECK(all == (columns.empty() ? inputs_->count : static_cast<int>(columns.size())));
  if (columns.empty() && !inputs_->is_pixels()) {
    purr::multiply_transposed<Real>(view(dZ), view(numbers()), scale, view(dW), into);
    return;
  }
  for (int feature = 0; feature < inputs_->n_x; feature += kShortSide) {
    const int features = std::min(kShortSide, inputs_->n_x - feature);
    const MatrixView<Real> dW_part = view(dW).column_range(feature, features);
    for (int first = 0; first < all; first += kLongSide) {
      const int count = std::min(kLongSide, all - first);
      purr::multiply_transposed<Real>(view(dZ).column_range(first, count),
                                      widen(columns, feature, features, first, count), scale,
                                      dW_part, first == 0 ? into : Into::add);
    }
  }
}

template class InputProducts<float>;
template class InputProducts<double>;

}  // namespace purr

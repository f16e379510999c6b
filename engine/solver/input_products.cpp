#include "engine/solver/input_products.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/kernels/lanes.h"

namespace purr {
namespace {

// A tile is as long as a block of sums in the direction that is summed over. The other side of one
// that takes many features at a time is 16 examples: 32 KB of doubles, about the first cache. That
// of one with many examples is 64 features, a line of the cache of every picture: pictures lie
// 12288 bytes apart, which is the same place of a cache for all of them, and a line that is not
// used up at once is gone.
constexpr int kLongSide = kSumBlock;
constexpr int kExamples = 16;
constexpr int kFeatures = 64;

template <class Real>
int padded_to_vectors(int count) {
  return (count + Lanes<Real>::kCount - 1) / Lanes<Real>::kCount * Lanes<Real>::kCount;
}

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
MatrixView<Real> InputProducts<Real>::tile_in(Lines& lines, int rows, int columns) {
  constexpr int kLine = sizeof(Line) / sizeof(Real);
  const int in_row = (columns + kLine - 1) / kLine;
  const auto needed = static_cast<std::size_t>(rows) * static_cast<std::size_t>(in_row);
  if (lines.size() < needed) lines.resize(needed);
  return {lines.data()->cells, rows, columns, in_row * kLine, 1};
}

template <class Real>
MatrixView<Real> InputProducts<Real>::widen(std::span<const int> columns, int feature, int features,
                                            int first, int count) {
  const MatrixView<Real> X = tile_in(X_lines_, features, count);
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
  for (; first < end; first += kExamples) {
    const int count = std::min(kExamples, end - first);
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
  const int units = static_cast<int>(dZ.rows());
  for (int first = 0; first < all; first += kLongSide) {
    const int count = std::min(kLongSide, all - first);
    // Whole vectors: the zeros behind the last example add nothing. Those of X stay as they are
    // once written, because nothing else is.
    const int padded = padded_to_vectors<Real>(count);
    const MatrixView<Real> dZ_part = tile_in(dZ_lines_, units, padded);
    for (int i = 0; i < units; ++i) {
      Real* row = &dZ_part.at(i, 0);
      std::fill(std::copy_n(&dZ(i, first), count, row), row + padded, Real(0));
    }
    const MatrixView<Real> tile = tile_in(X_lines_, kFeatures, padded);
    for (int i = 0; i < kFeatures; ++i) {
      std::fill(&tile.at(i, 0) + count, &tile.at(i, 0) + padded, Real(0));
    }
    for (int feature = 0; feature < inputs_->n_x; feature += kFeatures) {
      const int features = std::min(kFeatures, inputs_->n_x - feature);
      MatrixView<Real> X = widen(columns, feature, features, first, count);
      X.columns = padded;
      purr::multiply_transposed<Real>(dZ_part, X, scale, view(dW).column_range(feature, features),
                                      first == 0 ? into : Into::add);
    }
  }
}

template class InputProducts<float>;
template class InputProducts<double>;

}  // namespace purr

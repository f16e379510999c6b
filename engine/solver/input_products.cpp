#include "engine/solver/input_products.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/core/reshape.h"
#include "engine/kernels/lanes.h"

namespace purr {
namespace {

// A tile is as long as a block of sums in the direction of the sum. Tiles with many features have
// 16 examples: 32 KB of doubles, about the size of the first cache. Tiles with many examples have
// 64 features, one cache line of every picture: pictures lie 12288 bytes apart and share the same
// few places of the cache, so a line that is not used up at once is evicted.
constexpr int kLongSide = kSumBlock;
constexpr int kExamples = 16;
constexpr int kFeatures = 64;

template <class Real>
int padded_to_vectors(int count) {
  return (count + Lanes<Real>::kCount - 1) / Lanes<Real>::kCount * Lanes<Real>::kCount;
}

}  // namespace

template <class Real>
bool InputProducts<Real>::keeps(std::span<const int> columns) const {
  return X_.data != nullptr && std::ranges::equal(columns, kept_columns_);
}

template <class Real>
bool InputProducts<Real>::keep(std::span<const int> columns) {
  if (keeps(columns)) return true;
  const int count = columns.empty() ? inputs_->count : static_cast<int>(columns.size());
  // An odd number of lines, because rows at even distances would share few places of the cache.
  const int in_row = lines_of(count) | 1;
  const auto needed = static_cast<std::size_t>(inputs_->n_x) * static_cast<std::size_t>(in_row);
  if (needed * sizeof(Line) > max_kept_bytes_) return false;
  X_ = matrix_in(kept_lines_, inputs_->n_x, count, in_row);
  fill(columns, 0, 0, X_);
  for (int k = 0; k < X_.rows; ++k) {
    std::fill(&X_.at(k, count), &X_.at(k, padded_to_vectors<Real>(count)), Real(0));
  }
  kept_columns_.assign(columns.begin(), columns.end());
  return true;
}

template <class Real>
int InputProducts<Real>::lines_of(int columns) {
  constexpr int kLine = sizeof(Line) / sizeof(Real);
  return (columns + kLine - 1) / kLine;
}

template <class Real>
MatrixView<Real> InputProducts<Real>::matrix_in(Lines& lines, int rows, int columns, int in_row) {
  const auto needed = static_cast<std::size_t>(rows) * static_cast<std::size_t>(in_row);
  if (lines.size() < needed) lines.resize(needed);
  constexpr int kLine = sizeof(Line) / sizeof(Real);
  return {lines.data()->values, rows, columns, in_row * kLine, 1};
}

template <class Real>
void InputProducts<Real>::fill(std::span<const int> columns, int feature, int first,
                               MatrixView<Real> X) const {
  if (columns.empty()) {
    inputs_->fill_rows<Real>(feature, first, X);
  } else {
    inputs_->fill_rows<Real>(
        feature,
        columns.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(X.columns)), X);
  }
}

template <class Real>
MatrixView<Real> InputProducts<Real>::widen(std::span<const int> columns, int feature, int features,
                                            int first, int count) {
  const MatrixView<Real> X = tile_in(tile_lines_, features, count);
  fill(columns, feature, first, X);
  return X;
}

template <class Real>
MatrixView<const Real> InputProducts<Real>::padded(const RowMatrix<Real>& dZ, int first,
                                                   int count) {
  const MatrixView<Real> copy =
      tile_in(dZ_lines_, static_cast<int>(dZ.rows()), padded_to_vectors<Real>(count));
  for (int i = 0; i < copy.rows; ++i) {
    Real* row = &copy.at(i, 0);
    std::fill(std::copy_n(&dZ(i, first), count, row), row + copy.columns, Real(0));
  }
  return copy;
}

template <class Real>
bool InputProducts<Real>::multiply_tiles(const Matrix<Real>& W, std::span<const int> columns,
                                         int first, int end, RowMatrix<Real>& Z,
                                         std::int64_t& place, WorkLeft& work) {
  PURR_CHECK(W.cols() == inputs_->n_x);
  const int across = (inputs_->n_x + kLongSide - 1) / kLongSide;
  const std::int64_t tiles = std::int64_t{across} * ((end - first + kExamples - 1) / kExamples);
  for (; place < tiles; ++place) {
    if (work <= 0) return false;
    const int example = first + kExamples * static_cast<int>(place / across);
    const int feature = kLongSide * static_cast<int>(place % across);
    const int count = std::min(kExamples, end - example);
    const int features = std::min(kLongSide, inputs_->n_x - feature);
    purr::multiply<Real>(
        view(W).column_range(feature, features), widen(columns, feature, features, example, count),
        view(Z).column_range(example, count), feature == 0 ? Into::replace : Into::add);
    work -= static_cast<double>(W.rows()) * features * count;
  }
  return true;
}

template <class Real>
bool InputProducts<Real>::multiply(const Matrix<Real>& W, std::span<const int> columns,
                                   RowMatrix<Real>& Z, std::int64_t& place, WorkLeft& work) {
  const int count = columns.empty() ? inputs_->count : static_cast<int>(columns.size());
  reshape(Z, W.rows(), count);
  // A batch is worth keeping, a single traced example is not. Of whole sets, only numbers are:
  // there are few of them.
  const bool is_reused = columns.empty() ? !inputs_->is_pixels() : count >= kExamples;
  if (!is_reused || !keep(columns)) return multiply_tiles(W, columns, 0, count, Z, place, work);
  const auto column_work = static_cast<double>(W.size());
  while (place < count) {
    if (work <= 0) return false;
    const auto first = static_cast<int>(place);
    const int part = slice_length(count - first, column_work, kSumBlock);
    purr::multiply<Real>(view(W), X_.column_range(first, part), view(Z).column_range(first, part),
                         Into::replace);
    place += part;
    work -= column_work * part;
  }
  return true;
}

template <class Real>
void InputProducts<Real>::multiply(const Matrix<Real>& W, std::span<const int> columns,
                                   RowMatrix<Real>& Z) {
  std::int64_t place = 0;
  WorkLeft work = kAllWork;
  multiply(W, columns, Z, place, work);
}

template <class Real>
void InputProducts<Real>::multiply_slice(const Matrix<Real>& W, int first, int count,
                                         RowMatrix<Real>& Z) {
  PURR_CHECK(Z.rows() == W.rows() && Z.cols() == inputs_->count);
  std::int64_t place = 0;
  WorkLeft work = kAllWork;
  multiply_tiles(W, {}, first, std::min(first + count, inputs_->count), Z, place, work);
}

template <class Real>
bool InputProducts<Real>::multiply_transposed(const RowMatrix<Real>& dZ,
                                              std::span<const int> columns, Real scale,
                                              Matrix<Real>& dW, Into into, std::int64_t& place,
                                              WorkLeft& work) {
  const int all = static_cast<int>(dZ.cols());
  PURR_CHECK(dW.rows() == dZ.rows() && dW.cols() == inputs_->n_x);
  PURR_CHECK(all == (columns.empty() ? inputs_->count : static_cast<int>(columns.size())));
  const auto n = static_cast<double>(dZ.rows());
  if (keeps(columns) || (columns.empty() && keep(columns))) {
    MatrixView<Real> X = X_;
    X.columns = padded_to_vectors<Real>(all);
    const MatrixView<const Real> dZ_all = padded(dZ, 0, all);
    while (place < inputs_->n_x) {
      if (work <= 0) return false;
      const auto feature = static_cast<int>(place);
      const int features = slice_length(inputs_->n_x - feature, n * all, kFeatures);
      purr::multiply_transposed<Real>(dZ_all, X.row_range(feature, features), scale,
                                      view(dW).column_range(feature, features), into);
      place += features;
      work -= n * all * features;
    }
    return true;
  }
  const int across = (inputs_->n_x + kFeatures - 1) / kFeatures;
  const std::int64_t tiles = std::int64_t{across} * ((all + kLongSide - 1) / kLongSide);
  while (place < tiles) {
    if (work <= 0) return false;
    const int first = kLongSide * static_cast<int>(place / across);
    const int count = std::min(kLongSide, all - first);
    const MatrixView<const Real> dZ_part = padded(dZ, first, count);
    // Padded with zeros too. Later tiles do not overwrite them.
    const MatrixView<Real> tile = tile_in(tile_lines_, kFeatures, dZ_part.columns);
    for (int i = 0; i < kFeatures; ++i) {
      std::fill(&tile.at(i, 0) + count, &tile.at(i, 0) + tile.columns, Real(0));
    }
    do {
      const int feature = kFeatures * static_cast<int>(place % across);
      const int features = std::min(kFeatures, inputs_->n_x - feature);
      MatrixView<Real> X = widen(columns, feature, features, first, count);
      X.columns = dZ_part.columns;
      purr::multiply_transposed<Real>(dZ_part, X, scale, view(dW).column_range(feature, features),
                                      first == 0 ? into : Into::add);
      work -= n * features * count;
      ++place;
    } while (place % across != 0 && work > 0);
  }
  return true;
}

template <class Real>
void InputProducts<Real>::multiply_transposed(const RowMatrix<Real>& dZ,
                                              std::span<const int> columns, Real scale,
                                              Matrix<Real>& dW, Into into) {
  std::int64_t place = 0;
  WorkLeft work = kAllWork;
  multiply_transposed(dZ, columns, scale, dW, into, place, work);
}

template class InputProducts<float>;
template class InputProducts<double>;

}  // namespace purr

#pragma once

#include <cstddef>
#include <type_traits>
#include <vector>

#include "engine/core/matrix.h"

namespace purr {

/// A matrix as the kernels see it: entry (i, j) is at data[i·row_step + j·column_step]. It may be a
/// part of a larger one, or its transpose; nothing is copied.
template <class Real>
struct MatrixView {
  Real* data = nullptr;
  int rows = 0;
  int columns = 0;
  std::ptrdiff_t row_step = 0;
  std::ptrdiff_t column_step = 0;

  MatrixView transposed() const { return {data, columns, rows, column_step, row_step}; }
  /// `count` rows from row `first`.
  MatrixView row_range(int first, int count) const {
    return {data + first * row_step, count, columns, row_step, column_step};
  }
  /// `count` columns from column `first`.
  MatrixView column_range(int first, int count) const {
    return {data + first * column_step, rows, count, row_step, column_step};
  }
  Real& at(int i, int j) const { return data[i * row_step + j * column_step]; }
  operator MatrixView<const Real>() const  // NOLINT(google-explicit-constructor)
      requires(!std::is_const_v<Real>) {
    return {data, rows, columns, row_step, column_step};
  }
};

template <class Real>
MatrixView<const Real> view(const Matrix<Real>& M) {
  return {M.data(), static_cast<int>(M.rows()), static_cast<int>(M.cols()), 1, M.rows()};
}
template <class Real>
MatrixView<Real> view(Matrix<Real>& M) {
  return {M.data(), static_cast<int>(M.rows()), static_cast<int>(M.cols()), 1, M.rows()};
}
template <class Real>
MatrixView<const Real> view(const RowMatrix<Real>& M) {
  return {M.data(), static_cast<int>(M.rows()), static_cast<int>(M.cols()), M.cols(), 1};
}
template <class Real>
MatrixView<Real> view(RowMatrix<Real>& M) {
  return {M.data(), static_cast<int>(M.rows()), static_cast<int>(M.cols()), M.cols(), 1};
}

/// What happens to the entries that a product is written to.
enum class Into { replace, add };

/// All products here sum over k in blocks of this many terms. Each block is summed from zero, in a
/// fixed order, and the blocks are added one after another to C (which starts from zero under
/// Into::replace). That is exact to the last bit in every build of the project: no order depends on
/// a cache, a compiler or on which kernel runs, and multiplication and addition round separately.
/// The blocks also make long sums more accurate than one chain of additions.
inline constexpr int kSumBlock = 256;

/// C = A·B, or C += A·B: (n, p)(p, m) -> (n, m). The rows of B and C are contiguous
/// (column_step 1); A may have any steps. C aliases neither.
///
/// Order: C(i, j) takes the terms A(i, k)·B(k, j) of a block for rising k.
/// Made for few rows (units) and many columns (examples).
template <class Real>
void multiply(MatrixView<const Real> A, MatrixView<const Real> B, MatrixView<Real> C, Into into);

/// The same, in plain code: the reference that tests compare with.
template <class Real>
void multiply_reference(MatrixView<const Real> A, MatrixView<const Real> B, MatrixView<Real> C,
                        Into into);

/// C(i, j) = scale·Σ_k A(i, k)·B(j, k), or that sum is added: A·Bᵀ, (n, p)(p, m) -> (n, m) with B
/// (m, p). The rows of A and B are contiguous; C may have any steps and aliases neither.
///
/// Order: within a block, lane l takes the terms with k ≡ l (modulo 2 for double, 4 for float) for
/// rising k; the lanes are then added, 0 + 1, or (0 + 2) + (1 + 3), and the sum is scaled.
/// Made for gradients: many terms k (examples), any number of rows.
template <class Real>
void multiply_transposed(MatrixView<const Real> A, MatrixView<const Real> B, Real scale,
                         MatrixView<Real> C, Into into);

/// The same, in plain code: the reference that tests compare with.
template <class Real>
void multiply_transposed_reference(MatrixView<const Real> A, MatrixView<const Real> B, Real scale,
                                   MatrixView<Real> C, Into into);

/// The nonzero entries of a matrix, row by row, and which row of B each of them multiplies. ReLU
/// makes most of dZ zero: in `c1w4-deep` 31 % of the entries remain, and the product takes that
/// share of the time.
template <class Real>
class NonZeros {
 public:
  /// Takes scale·A(i, k). Term k multiplies row columns[k] of B; without columns: row k. The memory
  /// is reused by later calls.
  void assign(MatrixView<const Real> A, Real scale, const std::vector<int>& columns);

  int rows() const { return rows_; }
  int count() const { return static_cast<int>(count_); }

 private:
  template <class R>
  friend void multiply(const NonZeros<R>& A, MatrixView<const R> B, MatrixView<R> C, Into into);

  struct Cell {
    Real value;
    int row;  // of B
  };
  int rows_ = 0;
  int blocks_ = 0;
  std::size_t count_ = 0;
  std::vector<Cell> cells_;
  std::vector<std::size_t> starts_;  // of (block, row) in cells_, and the end
};

/// C = A·B, or C += A·B, for the nonzero entries of A. As long as B is finite, the result
/// is that of `multiply` on the whole matrix to the last bit: a sum that starts from +0 is the same
/// whether zeros are added or skipped.
template <class Real>
void multiply(const NonZeros<Real>& A, MatrixView<const Real> B, MatrixView<Real> C, Into into);

/// sums[i] = scale·Σ_j A(i, j), rows contiguous; the order is that of `multiply_transposed` with
/// ones.
template <class Real>
void row_sums(MatrixView<const Real> A, Real scale, Real* sums);

}  // namespace purr

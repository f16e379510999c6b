#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/matrix.h"
#include "engine/core/slice.h"
#include "engine/data/inputs.h"
#include "engine/kernels/products.h"

namespace purr {

/// The two large products of the first layer, W·X and dZ·Xᵀ, for all columns of X or for some.
///
/// Pictures stay bytes: a tile of X is converted to numbers, used and discarded. So 10 000 pictures
/// need no memory beyond their bytes, and a product reads an eighth of what it would read of
/// doubles. Numbers are kept only if they are used again and fit in a cache: those of a mini-batch
/// from `multiply` to `multiply_transposed`, and for the latter those of a small set as a whole.
/// Sums have the order of `multiply` and `multiply_transposed` on X as a whole, to the last bit.
template <class Real>
class InputProducts {
 public:
  /// X of 209 pictures of 64 × 64 in float32. Measured with a third cache of 32 MB: dZ·Xᵀ takes 15
  /// % less time from kept floats, but a quarter more from kept doubles, which are twice as large
  /// and come from memory. W·X goes down the columns and would take longer with either.
  static constexpr std::size_t kMaxKeptBytes = std::size_t{12} << 20U;

  /// Refers to `inputs`, which must not change.
  /// @param max_kept_bytes  another limit for tests and benchmarks.
  explicit InputProducts(const Inputs& inputs, std::size_t max_kept_bytes = kMaxKeptBytes)
      : inputs_(&inputs), max_kept_bytes_(max_kept_bytes) {}
  InputProducts(const InputProducts&) = delete;
  InputProducts& operator=(const InputProducts&) = delete;

  /// Z = W·X for the examples `columns` (empty: all). Z (n, examples) is resized only if its shape
  /// differs.
  void multiply(const Matrix<Real>& W, std::span<const int> columns, RowMatrix<Real>& Z);
  /// The same in slices: true when Z is whole. `place` begins at 0 and is kept between the calls of
  /// one product, as are the arguments.
  bool multiply(const Matrix<Real>& W, std::span<const int> columns, RowMatrix<Real>& Z,
                std::int64_t& place, WorkLeft& work);
  /// Columns first … first + count − 1 of Z = W·X, of all examples; Z must be (n, m).
  void multiply_slice(const Matrix<Real>& W, int first, int count, RowMatrix<Real>& Z);
  /// dW (n, n_x) = scale·dZ·Xᵀ, or dW += that, for the examples `columns` (empty: all).
  void multiply_transposed(const RowMatrix<Real>& dZ, std::span<const int> columns, Real scale,
                           Matrix<Real>& dW, Into into);
  /// The same in slices, likewise.
  bool multiply_transposed(const RowMatrix<Real>& dZ, std::span<const int> columns, Real scale,
                           Matrix<Real>& dW, Into into, std::int64_t& place, WorkLeft& work);

 private:
  /// Rows of a tile begin at a cache line, because a vector across two lines is read twice.
  struct alignas(64) Line {
    Real values[64 / sizeof(Real)];
  };
  using Lines = std::vector<Line>;
  static int lines_of(int columns);
  /// A matrix (rows, columns) in `lines`, whose rows take `in_row` lines each.
  static MatrixView<Real> matrix_in(Lines& lines, int rows, int columns, int in_row);
  static MatrixView<Real> tile_in(Lines& lines, int rows, int columns) {
    return matrix_in(lines, rows, columns, lines_of(columns));
  }
  /// A copy of columns of dZ, padded with zeros to whole vectors.
  MatrixView<const Real> padded(const RowMatrix<Real>& dZ, int first, int count);

  bool keeps(std::span<const int> columns) const;
  /// Converts X of the examples `columns` into X_. False if it would exceed max_kept_bytes_.
  bool keep(std::span<const int> columns);

  /// X(feature …, first …), of all examples or of `columns`, into `X`.
  void fill(std::span<const int> columns, int feature, int first, MatrixView<Real> X) const;
  /// The same into a new tile.
  MatrixView<Real> widen(std::span<const int> columns, int feature, int features, int first,
                         int count);
  /// The columns first … end − 1 of Z, from tile `place` on.
  bool multiply_tiles(const Matrix<Real>& W, std::span<const int> columns, int first, int end,
                      RowMatrix<Real>& Z, std::int64_t& place, WorkLeft& work);

  const Inputs* inputs_;
  std::size_t max_kept_bytes_;
  MatrixView<Real> X_{};  ///< of kept_columns_, padded with zeros; or empty
  Lines kept_lines_;
  std::vector<int> kept_columns_;  ///< empty: all
  Lines tile_lines_;
  Lines dZ_lines_;
};

}  // namespace purr

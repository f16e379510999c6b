#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/core/matrix.h"
#include "engine/data/inputs.h"
#include "engine/kernels/products.h"

namespace purr {

/// The two large products of the first layer, W·X and dZ·Xᵀ, for all columns of X or some.
///
/// Pictures stay bytes: a tile of X is widened, used at once and forgotten. So 10 000 pictures cost
/// no memory beyond their bytes, and a product reads an eighth of what it would read of doubles.
/// Only what comes again and is small enough to stay in a cache is kept as numbers: a mini-batch
/// from `multiply` to `multiply_transposed`, and for the latter a small set as a whole.
/// Order: that of `multiply` and `multiply_transposed` on X as a whole, to the last bit.
template <class Real>
class InputProducts {
 public:
  /// X of 209 pictures of 64 × 64 in float32. Measured with a third cache of 32 MB: dZ·Xᵀ takes 15
  /// % less time from what is kept; of doubles, which are twice as large, it would take a quarter
  /// more, because they come from memory. W·X, which goes down the columns, would lose in both.
  static constexpr std::size_t kMaxKeptBytes = std::size_t{12} << 20U;

  /// `inputs` must stay where and as they are.
  /// @param max_kept_bytes  other than kMaxKeptBytes for tests and benches.
  explicit InputProducts(const Inputs& inputs, std::size_t max_kept_bytes = kMaxKeptBytes)
      : inputs_(&inputs), max_kept_bytes_(max_kept_bytes) {}
  InputProducts(const InputProducts&) = delete;
  InputProducts& operator=(const InputProducts&) = delete;

  /// Z = W·X for the examples `columns` (empty: all). Z (n, examples) is resized only if it
  /// differs.
  void multiply(const Matrix<Real>& W, std::span<const int> columns, RowMatrix<Real>& Z);
  /// Columns first … first + count − 1 of Z = W·X, of all examples; Z (n, m) is there.
  void multiply_slice(const Matrix<Real>& W, int first, int count, RowMatrix<Real>& Z);
  /// dW = scale·dZ·Xᵀ, or that is added, for the examples `columns` (empty: all). dW (n, n_x).
  void multiply_transposed(const RowMatrix<Real>& dZ, std::span<const int> columns, Real scale,
                           Matrix<Real>& dW, Into into);

 private:
  /// A row of a tile begins at a line of the cache: a vector that lies in two of them is read
  /// twice.
  struct alignas(64) Line {
    Real cells[64 / sizeof(Real)];
  };
  using Lines = std::vector<Line>;
  static int lines_of(int columns);
  /// (rows, columns) in `lines`, each row on `in_row` lines of its own.
  static MatrixView<Real> matrix_in(Lines& lines, int rows, int columns, int in_row);
  static MatrixView<Real> tile_in(Lines& lines, int rows, int columns) {
    return matrix_in(lines, rows, columns, lines_of(columns));
  }
  /// dZ with zeros behind its last column, up to a whole vector.
  MatrixView<const Real> padded(const RowMatrix<Real>& dZ, int first, int count);

  bool keeps(std::span<const int> columns) const;
  /// Widens X of the examples `columns` into X_, unless there is no room.
  bool keep(std::span<const int> columns);

  /// X(feature …, first …), of all examples or of `columns`, into `X`.
  void fill(std::span<const int> columns, int feature, int first, MatrixView<Real> X) const;
  /// The same into a tile.
  MatrixView<Real> widen(std::span<const int> columns, int feature, int features, int first,
                         int count);
  void multiply_tiles(const Matrix<Real>& W, std::span<const int> columns, int first, int end,
                      RowMatrix<Real>& Z);

  const Inputs* inputs_;
  std::size_t max_kept_bytes_;
  MatrixView<Real> X_{};  ///< of kept_columns_, with zeros behind the last one; or nothing
  Lines kept_lines_;
  std::vector<int> kept_columns_;  ///< empty: all
  Lines tile_lines_;
  Lines dZ_lines_;
};

}  // namespace purr

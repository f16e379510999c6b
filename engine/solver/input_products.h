#pragma once

#include <span>
#include <vector>

#include "engine/core/matrix.h"
#include "engine/data/inputs.h"
#include "engine/kernels/products.h"

namespace purr {

/// The two large products of the first layer, W·X and dZ·Xᵀ, for all columns of X or some.
///
/// Pictures stay bytes: a tile of X is widened, used at once and forgotten. So 10 000 pictures cost
/// no memory beyond their bytes, there is nothing to prepare, and a product reads an eighth of what
/// it would read of doubles.
/// Order: that of `multiply` and `multiply_transposed` on X as a whole, to the last bit.
template <class Real>
class InputProducts {
 public:
  /// `inputs` must stay where they are.
  explicit InputProducts(const Inputs& inputs) : inputs_(&inputs) {}

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
  /// (rows, columns) in `lines`, each row on lines of its own.
  static MatrixView<Real> tile_in(Lines& lines, int rows, int columns);

  /// X(feature …, first …), a tile of it, of all examples or of `columns`.
  MatrixView<Real> widen(std::span<const int> columns, int feature, int features, int first,
                         int count);
  void multiply_tiles(const Matrix<Real>& W, std::span<const int> columns, int first, int end,
                      RowMatrix<Real>& Z);

  /// All of X, where inputs are numbers; pixels are never all widened.
  const RowMatrix<Real>& numbers();

  const Inputs* inputs_;
  RowMatrix<Real> numbers_;
  Lines X_lines_;
  Lines dZ_lines_;
};

}  // namespace purr

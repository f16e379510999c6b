#include "engine/kernels/products.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/kernels/encoding.h"
#include "engine/kernels/lanes.h"

namespace purr {
namespace {

// Tiles are as large as sixteen registers allow: sums, operands and one product. Larger ones spill.
// What `multiply` takes at a time was measured: V8 keeps 2 × 4 sums with 4 vectors of B and 1 splat
// in registers (96 % of the peak; 4 × 2: 78 %, 5 × 2: 43 %), native compilers read the four of B
// again for each row and like 5 × 2 better (85 %; 2 × 4: 60 %).
#if defined(__wasm__)
constexpr int kTileRows = 2;
constexpr int kTileVectors = 4;
#else
constexpr int kTileRows = 5;
constexpr int kTileVectors = 2;
#endif
constexpr int kNarrowRows = 4;  // of the remaining columns: 4 × 2 sums, or 4 × 1
constexpr int kNarrowVectors = 2;
constexpr int kDotRows = 4;  // of `multiply_transposed`: 4 × 2 sums, 2 + 1 operands
constexpr int kDotColumns = 2;
constexpr int kSparseVectors = 7;  // of a strip; with 8, V8 takes a twentieth longer

/// The last vector of a row: whole, or `count` lanes of it are there.
template <class Real, bool kWhole>
typename Lanes<Real>::Type load_last(const Real* from, int count) {
  using L = Lanes<Real>;
  if constexpr (kWhole) return L::load(from);
  // A partial vector of two lanes has one: decided here, outside the inner loops.
  if constexpr (L::kCount == 2) return L::load_part(from, 1);
  return L::load_part(from, count);
}

/// Writes the sums of a row of C. A sum that starts from +0 is never −0, so under Into::replace it
/// is stored without being added to +0.
template <class Real, int kVectors, bool kWhole>
void put(const typename Lanes<Real>::Type* sums, Real* C, int last, bool replaces) {
  using L = Lanes<Real>;
  constexpr int kWholeVectors = kWhole ? kVectors : kVectors - 1;
  if (replaces) {
    for (int v = 0; v < kWholeVectors; ++v) L::store(C + v * L::kCount, sums[v]);
    if constexpr (!kWhole) L::store_part(C + kWholeVectors * L::kCount, sums[kWholeVectors], last);
    return;
  }
  for (int v = 0; v < kWholeVectors; ++v) {
    L::store(C + v * L::kCount, L::add(L::load(C + v * L::kCount), sums[v]));
  }
  if constexpr (!kWhole) {
    Real* c = C + kWholeVectors * L::kCount;
    L::store_part(c, L::add(L::load_part(c, last), sums[kWholeVectors]), last);
  }
}

/// C (kRows, kVectors vectors) from `length` terms. The last vector has `last` lanes.
template <class Real, int kRows, int kVectors, bool kWhole>
void tile(const MatrixView<const Real>& A, const Real* B, std::ptrdiff_t B_step, int length,
          Real* C, std::ptrdiff_t C_step, int last, bool replaces) {
  using L = Lanes<Real>;
  using V = typename L::Type;
  V sums[kRows][kVectors];
  for (auto& row : sums) {
    for (V& sum : row) sum = L::zero();
  }
  const Real* a = A.data;
  for (int k = 0; k < length; ++k) {
    V b[kVectors];
    for (int v = 0; v < kVectors - 1; ++v) b[v] = L::load(B + v * L::kCount);
    b[kVectors - 1] = load_last<Real, kWhole>(B + (kVectors - 1) * L::kCount, last);
    for (int i = 0; i < kRows; ++i) {
      const V a_i = L::splat(a[i * A.row_step]);
      for (int v = 0; v < kVectors; ++v) sums[i][v] = L::add(sums[i][v], L::multiply(a_i, b[v]));
    }
    a += A.column_step;
    B += B_step;
  }
  for (int i = 0; i < kRows; ++i) {
    put<Real, kVectors, kWhole>(sums[i], C + i * C_step, last, replaces);
  }
}

/// The column of tiles at `column`, at most kMaxRows rows each, all about as high. It is one
/// kernel: between small layers there are few terms, and starting each tile separately would take
/// as long as the tile itself.
template <class Real, int kMaxRows, int kVectors, bool kWhole>
void tile_column(const MatrixView<const Real>& A, const Real* B, std::ptrdiff_t B_step,
                 const MatrixView<Real>& C, int column, int last, bool replaces) {
  run_kernel([=] {
    const auto run = [&]<int kRows>(int i) {
      tile<Real, kRows, kVectors, kWhole>(A.row_range(i, kRows), B, B_step, A.columns,
                                          &C.at(i, column), C.row_step, last, replaces);
    };
    for (int i = 0, height = 0; i < A.rows; i += height) {
      const int left = A.rows - i;
      const int tiles = (left + kMaxRows - 1) / kMaxRows;
      height = (left + tiles - 1) / tiles;
      switch (height) {
        case 1: run.template operator()<1>(i); break;
        case 2: run.template operator()<2>(i); break;
        case 3: run.template operator()<std::min(3, kMaxRows)>(i); break;
        case 4: run.template operator()<std::min(4, kMaxRows)>(i); break;
        default: run.template operator()<kMaxRows>(i); break;
      }
    }
  });
}

/// kRows × kColumns inner products of `length` terms.
template <class Real, int kRows, int kColumns>
void dots(const Real* A, std::ptrdiff_t A_step, const Real* B, std::ptrdiff_t B_step, int length,
          Real scale, Real* C, std::ptrdiff_t C_row_step, std::ptrdiff_t C_column_step,
          bool replaces) {
  using L = Lanes<Real>;
  using V = typename L::Type;
  V sums[kRows][kColumns];
  for (auto& row : sums) {
    for (V& sum : row) sum = L::zero();
  }
  const int whole = length - length % L::kCount;
#if !defined(__wasm__)  // with it, V8 keeps fewer sums in registers and is 1.5 times slower
#pragma GCC unroll 2
#endif
  for (int k = 0; k < whole; k += L::kCount) {
    V b[kColumns];
    for (int j = 0; j < kColumns; ++j) b[j] = L::load(B + j * B_step + k);
    for (int i = 0; i < kRows; ++i) {
      const V a = L::load(A + i * A_step + k);
      for (int j = 0; j < kColumns; ++j) sums[i][j] = L::add(sums[i][j], L::multiply(a, b[j]));
    }
  }
  if (whole < length) {
    for (int i = 0; i < kRows; ++i) {
      const V a = L::load_part(A + i * A_step + whole, length - whole);
      for (int j = 0; j < kColumns; ++j) {
        const V b = L::load_part(B + j * B_step + whole, length - whole);
        sums[i][j] = L::add(sums[i][j], L::multiply(a, b));
      }
    }
  }
  if constexpr (kRows % L::kCount == 0) {
    // A contiguous column of C, such as one of dW, takes whole vectors of sums.
    if (C_row_step == 1) {
      const V factor = L::splat(scale);
      for (int j = 0; j < kColumns; ++j) {
        for (int i = 0; i < kRows; i += L::kCount) {
          V column[L::kCount];
          for (int l = 0; l < L::kCount; ++l) column[l] = sums[i + l][j];
          Real* c = C + i + j * C_column_step;
          const V before = replaces ? L::zero() : L::load(c);
          L::store(c, L::add(before, L::multiply(factor, L::sums(column))));
        }
      }
      return;
    }
  }
  for (int i = 0; i < kRows; ++i) {
    for (int j = 0; j < kColumns; ++j) {
      Real& c = C[i * C_row_step + j * C_column_step];
      c = (replaces ? Real(0) : c) + scale * L::sum(sums[i][j]);
    }
  }
}

template <class Real, int kColumns>
void dots_column(const MatrixView<const Real>& A, const Real* B, std::ptrdiff_t B_step, Real scale,
                 const MatrixView<Real>& C, int column, bool replaces) {
  int i = 0;
  const auto run = [&]<int kRows>() {
    run_kernel([&] {
      dots<Real, kRows, kColumns>(&A.at(i, 0), A.row_step, B, B_step, A.columns, scale,
                                  &C.at(i, column), C.row_step, C.column_step, replaces);
    });
    i += kRows;
  };
  while (i + kDotRows <= A.rows) run.template operator()<kDotRows>();
  switch (A.rows - i) {
    case 1: run.template operator()<1>(); break;
    case 2: run.template operator()<2>(); break;
    case 3: run.template operator()<3>(); break;
    default: break;
  }
}

/// kVectors vectors of all rows of C from the nonzero entries of A: those of row i end where
/// `starts` has the next row's. The last vector has `last` lanes.
template <class Real, class Cell, int kVectors, bool kWhole>
void sparse_strip(const Cell* cells, const std::size_t* starts, const Real* B,
                  std::ptrdiff_t B_step, const MatrixView<Real>& C, int last, bool replaces) {
  using L = Lanes<Real>;
  using V = typename L::Type;
  for (int i = 0; i < C.rows; ++i) {
    V sums[kVectors];
    for (V& sum : sums) sum = L::zero();
    const Cell* const end = cells + starts[i + 1];
    for (const Cell* cell = cells + starts[i]; cell != end; ++cell) {
      const V a = L::splat(cell->value);
      const Real* b = B + cell->row * B_step;
      for (int v = 0; v < kVectors - 1; ++v) {
        sums[v] = L::add(sums[v], L::multiply(a, L::load(b + v * L::kCount)));
      }
      constexpr int kLast = kVectors - 1;
      sums[kLast] =
          L::add(sums[kLast], L::multiply(a, load_last<Real, kWhole>(b + kLast * L::kCount, last)));
    }
    put<Real, kVectors, kWhole>(sums, &C.at(i, 0), last, replaces);
  }
}

template <class Real, class Cell>
using SparseStrip = void (*)(const Cell*, const std::size_t*, const Real*, std::ptrdiff_t,
                             const MatrixView<Real>&, int, bool);

/// By the number of vectors, 1 … kSparseVectors.
template <class Real, class Cell, bool kWhole>
SparseStrip<Real, Cell> sparse_strip_of(int vectors) {
  static constexpr SparseStrip<Real, Cell> kStrips[kSparseVectors] = {
      sparse_strip<Real, Cell, 1, kWhole>, sparse_strip<Real, Cell, 2, kWhole>,
      sparse_strip<Real, Cell, 3, kWhole>, sparse_strip<Real, Cell, 4, kWhole>,
      sparse_strip<Real, Cell, 5, kWhole>, sparse_strip<Real, Cell, 6, kWhole>,
      sparse_strip<Real, Cell, 7, kWhole>};
  return kStrips[vectors - 1];
}

/// Several rows at a time, so that an addition does not wait for the one before it.
template <class Real, int kRows>
void sum_rows(const MatrixView<const Real>& A, Real scale, Real* totals) {
  using L = Lanes<Real>;
  std::fill(totals, totals + kRows, Real(0));
  for (int first = 0; first < A.columns; first += kSumBlock) {
    const Real* a = &A.at(0, first);
    const int length = std::min(kSumBlock, A.columns - first);
    const int whole = length - length % L::kCount;
    typename L::Type sums[kRows];
    for (auto& sum : sums) sum = L::zero();
    for (int k = 0; k < whole; k += L::kCount) {
      for (int i = 0; i < kRows; ++i) sums[i] = L::add(sums[i], L::load(a + i * A.row_step + k));
    }
    for (int i = 0; i < kRows; ++i) {
      if (whole < length) {
        sums[i] = L::add(sums[i], L::load_part(a + i * A.row_step + whole, length - whole));
      }
      totals[i] += scale * L::sum(sums[i]);
    }
  }
}

template <class Real>
void set_zero(const MatrixView<Real>& C) {
  for (int i = 0; i < C.rows; ++i) {
    for (int j = 0; j < C.columns; ++j) C.at(i, j) = Real(0);
  }
}

}  // namespace

template <class Real>
void multiply(MatrixView<const Real> A, MatrixView<const Real> B, MatrixView<Real> C, Into into) {
  using L = Lanes<Real>;
  PURR_CHECK(A.columns == B.rows && A.rows == C.rows && B.columns == C.columns);
  PURR_CHECK((B.column_step == 1 && C.column_step == 1) || C.rows * C.columns == 0);
  if (A.columns == 0 && into == Into::replace) set_zero(C);
  for (int first = 0; first < A.columns; first += kSumBlock) {
    const MatrixView<const Real> a = A.column_range(first, std::min(kSumBlock, A.columns - first));
    const Real* b = B.data + first * B.row_step;
    const bool replaces = into == Into::replace && first == 0;
    int j = 0;
    const auto run = [&]<int kRows, int kVectors>() {
      for (; j + kVectors * L::kCount <= C.columns; j += kVectors * L::kCount) {
        tile_column<Real, kRows, kVectors, true>(a, b + j, B.row_step, C, j, L::kCount, replaces);
      }
    };
    run.template operator()<kTileRows, kTileVectors>();
    run.template operator()<kNarrowRows, kNarrowVectors>();
    run.template operator()<kNarrowRows, 1>();
    if (j < C.columns) {
      tile_column<Real, kNarrowRows, 1, false>(a, b + j, B.row_step, C, j, C.columns - j, replaces);
    }
  }
}

template <class Real>
void multiply_reference(MatrixView<const Real> A, MatrixView<const Real> B, MatrixView<Real> C,
                        Into into) {
  for (int i = 0; i < C.rows; ++i) {
    for (int j = 0; j < C.columns; ++j) {
      Real total = into == Into::replace ? Real(0) : C.at(i, j);
      for (int first = 0; first < A.columns; first += kSumBlock) {
        Real sum = 0;
        for (int k = first; k < std::min(first + kSumBlock, A.columns); ++k) {
          sum += A.at(i, k) * B.at(k, j);
        }
        total += sum;
      }
      C.at(i, j) = total;
    }
  }
}

template <class Real>
void multiply_transposed(MatrixView<const Real> A, MatrixView<const Real> B, Real scale,
                         MatrixView<Real> C, Into into) {
  PURR_CHECK(A.columns == B.columns && A.rows == C.rows && B.rows == C.columns);
  PURR_CHECK((A.column_step == 1 && B.column_step == 1) || A.columns == 0);
  if (A.columns == 0 && into == Into::replace) set_zero(C);
  for (int first = 0; first < A.columns; first += kSumBlock) {
    const MatrixView<const Real> a = A.column_range(first, std::min(kSumBlock, A.columns - first));
    const Real* b = B.data + first;
    const bool replaces = into == Into::replace && first == 0;
    int j = 0;
    for (; j + kDotColumns <= B.rows; j += kDotColumns) {
      dots_column<Real, kDotColumns>(a, b + j * B.row_step, B.row_step, scale, C, j, replaces);
    }
    for (; j < B.rows; ++j) {
      dots_column<Real, 1>(a, b + j * B.row_step, B.row_step, scale, C, j, replaces);
    }
  }
}

template <class Real>
void multiply_transposed_reference(MatrixView<const Real> A, MatrixView<const Real> B, Real scale,
                                   MatrixView<Real> C, Into into) {
  constexpr int kLanes = Lanes<Real>::kCount;
  for (int i = 0; i < C.rows; ++i) {
    for (int j = 0; j < C.columns; ++j) {
      Real total = into == Into::replace ? Real(0) : C.at(i, j);
      for (int first = 0; first < A.columns; first += kSumBlock) {
        Real lanes[kLanes] = {};
        for (int k = first; k < std::min(first + kSumBlock, A.columns); ++k) {
          lanes[(k - first) % kLanes] += A.at(i, k) * B.at(j, k);
        }
        Real sum = 0;
        if constexpr (kLanes == 2) {
          sum = lanes[0] + lanes[1];
        } else {
          sum = (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
        }
        total += scale * sum;
      }
      C.at(i, j) = total;
    }
  }
}

template <class Real>
void NonZeros<Real>::assign(MatrixView<const Real> A, Real scale, const std::vector<int>& columns) {
  PURR_CHECK(columns.empty() || static_cast<int>(columns.size()) == A.columns);
  rows_ = A.rows;
  blocks_ = (A.columns + kSumBlock - 1) / kSumBlock;
  // One entry more than there can be: the loop writes first and then decides whether to keep it.
  cells_.resize(static_cast<std::size_t>(A.rows) * static_cast<std::size_t>(A.columns) + 1);
  starts_.clear();
  Cell* cell = cells_.data();
  for (int first = 0; first < A.columns; first += kSumBlock) {
    const int end = std::min(first + kSumBlock, A.columns);
    for (int i = 0; i < A.rows; ++i) {
      starts_.push_back(static_cast<std::size_t>(cell - cells_.data()));
      const Real* a = &A.at(i, 0);
      for (int k = first; k < end; ++k) {
        // Without a branch, which would be mispredicted half of the time.
        const Real value = a[k * A.column_step];
        *cell = {scale * value, columns.empty() ? k : columns[static_cast<std::size_t>(k)]};
        cell += static_cast<std::ptrdiff_t>(value != Real(0));
      }
    }
  }
  count_ = static_cast<std::size_t>(cell - cells_.data());
  starts_.push_back(count_);
}

template <class Real>
void multiply(const NonZeros<Real>& A, MatrixView<const Real> B, MatrixView<Real> C, Into into) {
  using L = Lanes<Real>;
  using Cell = typename NonZeros<Real>::Cell;
  PURR_CHECK(A.rows_ == C.rows && B.columns == C.columns);
  PURR_CHECK((B.column_step == 1 && C.column_step == 1) || C.rows * C.columns == 0);
  if (A.blocks_ == 0 && into == Into::replace) set_zero(C);
  // Strips of nearly equal width: in a narrow one, each addition would wait for the one before.
  const int vectors = (C.columns + L::kCount - 1) / L::kCount;
  const int strips = (vectors + kSparseVectors - 1) / kSparseVectors;
  const int last_lanes = C.columns - (vectors - 1) * L::kCount;
  for (int block = 0; block < A.blocks_; ++block) {
    const std::size_t* starts = A.starts_.data() + static_cast<std::ptrdiff_t>(block) * A.rows_;
    const bool replaces = into == Into::replace && block == 0;
    int vector = 0;
    for (int strip = 0; strip < strips; ++strip) {
      const int width = (vectors - vector) / (strips - strip);
      const bool is_whole = vector + width < vectors || last_lanes == L::kCount;
      const auto run = is_whole ? sparse_strip_of<Real, Cell, true>(width)
                                : sparse_strip_of<Real, Cell, false>(width);
      const int j = vector * L::kCount;
      run(A.cells_.data(), starts, B.data + j, B.row_step, C.column_range(j, C.columns - j),
          is_whole ? L::kCount : last_lanes, replaces);
      vector += width;
    }
  }
}

template <class Real>
void row_sums(MatrixView<const Real> A, Real scale, Real* sums) {
  PURR_CHECK(A.column_step == 1 || A.columns == 0);
  int i = 0;
  for (; i + kDotRows <= A.rows; i += kDotRows) {
    sum_rows<Real, kDotRows>(A.row_range(i, kDotRows), scale, sums + i);
  }
  for (; i < A.rows; ++i) sum_rows<Real, 1>(A.row_range(i, 1), scale, sums + i);
}

#define PURR_INSTANTIATE(Real)                                                                   \
  template void multiply<Real>(MatrixView<const Real>, MatrixView<const Real>, MatrixView<Real>, \
                               Into);                                                            \
  template void multiply_reference<Real>(MatrixView<const Real>, MatrixView<const Real>,         \
                                         MatrixView<Real>, Into);                                \
  template void multiply_transposed<Real>(MatrixView<const Real>, MatrixView<const Real>, Real,  \
                                          MatrixView<Real>, Into);                               \
  template void multiply_transposed_reference<Real>(                                             \
      MatrixView<const Real>, MatrixView<const Real>, Real, MatrixView<Real>, Into);             \
  template class NonZeros<Real>;                                                                 \
  template void multiply<Real>(const NonZeros<Real>&, MatrixView<const Real>, MatrixView<Real>,  \
                               Into);                                                            \
  template void row_sums<Real>(MatrixView<const Real>, Real, Real*);
PURR_INSTANTIATE(float)
PURR_INSTANTIATE(double)
#undef PURR_INSTANTIATE

}  // namespace purr

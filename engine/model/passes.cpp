#include "engine/model/passes.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/core/reshape.h"
#include "engine/kernels/activations.h"
#include "engine/kernels/products.h"

namespace purr {
namespace {

constexpr double kEntryWork = 8.0;  // an activation or a random number, in multiply-adds

/// Rows first … first + count − 1 of a matrix, as they lie in memory.
template <class Real>
std::span<Real> rows_of(RowMatrix<Real>& M, int first, int count) {
  const auto columns = static_cast<std::size_t>(M.cols());
  return cells(M).subspan(static_cast<std::size_t>(first) * columns,
                          static_cast<std::size_t>(count) * columns);
}
template <class Real>
std::span<const Real> rows_of(const RowMatrix<Real>& M, int first, int count) {
  const auto columns = static_cast<std::size_t>(M.cols());
  return cells(M).subspan(static_cast<std::size_t>(first) * columns,
                          static_cast<std::size_t>(count) * columns);
}

/// Draws the masks of some rows of A and applies them.
template <class Real>
void drop(const Dropout& dropout, int first, int count, RowMatrix<Real>& mask, RowMatrix<Real>& A) {
  const auto kept = static_cast<Real>(1.0 / dropout.keep);
  for (Eigen::Index i = first; i < first + count; ++i) {
    for (Eigen::Index j = 0; j < mask.cols(); ++j) {
      mask(i, j) = dropout.random->random_double() < dropout.keep ? kept : Real(0);
    }
  }
  A.middleRows(first, count).array() *= mask.middleRows(first, count).array();
}

}  // namespace

template <class Real>
bool ForwardPass<Real>::advance(const NetworkSpec& spec, const Parameters<Real>& parameters,
                                const Dropout& dropout, Cache<Real>& cache, WorkLeft& work) {
  const std::size_t L = parameters.size();
  PURR_CHECK(cache.Z.size() == L && cache.A.size() == L);
  const auto m = static_cast<int>(cache.Z[0].cols());
  for (; layer_ < L; ++layer_) {
    const std::size_t l = layer_;
    RowMatrix<Real>& Z = cache.Z[l];
    RowMatrix<Real>& A = cache.A[l];
    if (l > 0) {
      const Matrix<Real>& W = parameters[l].W;
      reshape(Z, W.rows(), m);
      const auto column_work = static_cast<double>(W.size());
      while (column_ < m) {
        if (work <= 0) return false;
        const int count = slice_length(m - column_, column_work, kSumBlock);
        multiply<Real>(view(W), view(cache.A[l - 1]).column_range(column_, count),
                       view(Z).column_range(column_, count), Into::replace);
        column_ += count;
        work -= column_work * count;
      }
    }
    const bool is_output = l + 1 == L;
    const Activation g =
        is_output ? Activation::sigmoid : spec.hidden_activation(static_cast<int>(l) + 1);
    const bool drops = !is_output && dropout.keep < 1.0 && dropout.random != nullptr;
    reshape(A, Z.rows(), m);
    if (drops) reshape(cache.mask[l], Z.rows(), m);
    const auto rows = static_cast<int>(Z.rows());
    while (row_ < rows) {
      if (work <= 0) return false;
      const int count = slice_length(rows - row_, kEntryWork * m, 1);
      if (l > 0) Z.middleRows(row_, count).colwise() += parameters[l].b.segment(row_, count);
      activate<Real>(g, spec.leaky_slope, rows_of(std::as_const(Z), row_, count),
                     rows_of(A, row_, count));
      if (drops) drop(dropout, row_, count, cache.mask[l], A);
      row_ += count;
      work -= kEntryWork * m * count;
    }
    column_ = row_ = 0;
  }
  layer_ = 0;
  return true;
}

template <class Real>
bool BackwardPass<Real>::advance(const NetworkSpec& spec, const Parameters<Real>& parameters,
                                 const std::uint8_t* labels, double l2, double keep,
                                 const Cache<Real>& cache, Gradients<Real>& gradients,
                                 WorkLeft& work) {
  const std::size_t L = parameters.size();
  const auto m = static_cast<int>(cache.A[L - 1].cols());
  const Real per_example = Real(1) / static_cast<Real>(m);
  const auto decay = static_cast<Real>(l2 / static_cast<double>(m));

  if (!is_started_) {
    RowMatrix<Real>& dZ_L = gradients.dZ[L - 1];
    reshape(dZ_L, 1, m);
    for (Eigen::Index j = 0; j < m; ++j) dZ_L(0, j) = cache.A[L - 1](0, j) - Real(labels[j]);
    layer_ = L - 1;
    is_started_ = true;
  }
  for (;; --layer_) {
    const std::size_t l = layer_;
    const RowMatrix<Real>& dZ = gradients.dZ[l];
    Dense<Real>& d = gradients.dW[l];
    const Matrix<Real>& W = parameters[l].W;
    if (example_ == 0) {
      d.b.resize(dZ.rows());
      row_sums<Real>(view(dZ), per_example, d.b.data());
      if (l == 0) break;
      reshape(d.W, W.rows(), W.cols());
    }
    const auto example_work = static_cast<double>(W.size());
    while (example_ < m) {
      if (work <= 0) return false;
      const int count = slice_length(m - example_, example_work, kSumBlock);
      multiply_transposed<Real>(view(dZ).column_range(example_, count),
                                view(cache.A[l - 1]).column_range(example_, count), per_example,
                                view(d.W), example_ == 0 ? Into::replace : Into::add);
      example_ += count;
      work -= example_work * count;
      if (example_ == m && l2 != 0.0) d.W += decay * W;
    }
    RowMatrix<Real>& dA_prev = gradients.dZ[l - 1];
    reshape(dA_prev, W.cols(), m);
    while (column_ < m) {
      if (work <= 0) return false;
      const int count = slice_length(m - column_, example_work, kSumBlock);
      multiply<Real>(view(W).transposed(), view(dZ).column_range(column_, count),
                     view(dA_prev).column_range(column_, count), Into::replace);
      column_ += count;
      work -= example_work * count;
    }
    const auto rows = static_cast<int>(dA_prev.rows());
    while (row_ < rows) {
      if (work <= 0) return false;
      const int count = slice_length(rows - row_, kEntryWork * m, 1);
      auto dA = dA_prev.middleRows(row_, count);
      if (keep < 1.0) dA.array() *= cache.mask[l - 1].middleRows(row_, count).array();
      if (!gradients.dA.empty()) {
        reshape(gradients.dA[l - 1], dA_prev.rows(), m);
        gradients.dA[l - 1].middleRows(row_, count) = dA;
      }
      multiply_by_slope<Real>(spec.hidden_activation(static_cast<int>(l)), spec.leaky_slope,
                              rows_of(cache.Z[l - 1], row_, count),
                              rows_of(cache.A[l - 1], row_, count), keep,
                              rows_of(dA_prev, row_, count));
      row_ += count;
      work -= kEntryWork * m * count;
    }
    example_ = column_ = row_ = 0;
  }
  is_started_ = false;
  return true;
}

template class ForwardPass<float>;
template class ForwardPass<double>;
template class BackwardPass<float>;
template class BackwardPass<double>;

}  // namespace purr

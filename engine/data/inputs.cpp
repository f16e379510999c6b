#include "engine/data/inputs.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/kernels/pixel_tiles.h"

namespace purr {
namespace {

/// X(r, c) = value(from[example(c)·n_x + r], r).
///
/// Eight examples at a time: their bytes come from eight lines of the cache, and what is written is
/// a whole line of each row.
template <class Real, class From, class Example, class Value>
void transpose(const From* from, std::size_t n_x, const MatrixView<Real>& X, Example example,
               Value value) {
  constexpr int kGroup = 8;
  int c = 0;
  for (; c + kGroup <= X.columns; c += kGroup) {
    const From* columns[kGroup];
    for (int g = 0; g < kGroup; ++g) {
      columns[g] = from + static_cast<std::size_t>(example(c + g)) * n_x;
    }
    for (int r = 0; r < X.rows; ++r) {
      Real* x = &X.at(r, c);
      for (int g = 0; g < kGroup; ++g) x[g] = value(columns[g][r], r);
    }
  }
  for (; c < X.columns; ++c) {
    const From* column = from + static_cast<std::size_t>(example(c)) * n_x;
    for (int r = 0; r < X.rows; ++r) X.at(r, c) = value(column[r], r);
  }
}

template <class Real>
std::array<Real, 256> pixel_values(double offset) {
  std::array<Real, 256> values;  // p/255 − offset, rounded as a division of doubles rounds it
  for (int p = 0; p < 256; ++p) {
    values[static_cast<std::size_t>(p)] = static_cast<Real>(p / 255.0 - offset);
  }
  return values;
}

template <class Real, class Example>
void fill_rows_with(const Inputs& inputs, int first_feature, const MatrixView<Real>& X,
                    Example example) {
  PURR_CHECK(X.column_step == 1 && first_feature >= 0 && first_feature + X.rows <= inputs.n_x);
  const auto n = static_cast<std::size_t>(inputs.n_x);
  const auto first = static_cast<std::size_t>(first_feature);
  const auto standardised = [&](auto raw, int r) {
    return static_cast<Real>(inputs.value(first_feature + r, static_cast<double>(raw)));
  };
  if (inputs.is_pixels()) {
    const std::uint8_t* pixels = inputs.pixels.data() + first;
    if (inputs.is_standardised()) return transpose(pixels, n, X, example, standardised);
    int done = 0;
    for (; done + kWidenedExamples <= X.columns; done += kWidenedExamples) {
      const std::uint8_t* examples[kWidenedExamples];
      for (int c = 0; c < kWidenedExamples; ++c) {
        examples[c] = pixels + static_cast<std::size_t>(example(done + c)) * n;
      }
      widen_pixels<Real>(examples, X.rows, inputs.offset, &X.at(0, done), X.row_step);
    }
    if (done == X.columns) return;
    const std::array<Real, 256> values = pixel_values<Real>(inputs.offset);
    transpose(
        pixels, n, X.column_range(done, X.columns - done), [&](int c) { return example(done + c); },
        [&](std::uint8_t p, int) { return values[p]; });
  } else {
    const double* from = inputs.numbers.data() + first;
    if (inputs.is_standardised()) return transpose(from, n, X, example, standardised);
    transpose(from, n, X, example, [](double x, int) { return static_cast<Real>(x); });
  }
}

}  // namespace

double Inputs::value(int k, double raw) const {
  const double x = is_pixels() ? raw / 255.0 - offset : raw;
  if (!is_standardised()) return x;
  const auto i = static_cast<std::size_t>(k);
  return (x - mean[i]) / deviation[i];
}

template <class Real>
void Inputs::fill_rows(int first_feature, int first_example, MatrixView<Real> X) const {
  PURR_CHECK(first_example >= 0 && first_example + X.columns <= count);
  fill_rows_with(*this, first_feature, X, [&](int c) { return first_example + c; });
}

template <class Real>
void Inputs::fill_rows(int first_feature, std::span<const int> examples, MatrixView<Real> X) const {
  PURR_CHECK(static_cast<int>(examples.size()) == X.columns);
  fill_rows_with(*this, first_feature, X,
                 [&](int c) { return examples[static_cast<std::size_t>(c)]; });
}

template <class Real>
void Inputs::fill(int first, Eigen::Ref<Matrix<Real>> columns) const {
  PURR_CHECK(columns.rows() == n_x && first >= 0 && first + columns.cols() <= count);
  const auto n = static_cast<std::size_t>(n_x);
  if (is_standardised()) {
    for (Eigen::Index j = 0; j < columns.cols(); ++j) {
      const std::size_t begin = static_cast<std::size_t>(first + j) * n;
      for (int k = 0; k < n_x; ++k) {
        const std::size_t at = begin + static_cast<std::size_t>(k);
        columns(k, j) = static_cast<Real>(value(k, is_pixels() ? pixels[at] : numbers[at]));
      }
    }
    return;
  }
  if (is_pixels()) {
    const std::array<Real, 256> values = pixel_values<Real>(offset);
    for (Eigen::Index j = 0; j < columns.cols(); ++j) {
      const std::uint8_t* from = pixels.data() + static_cast<std::size_t>(first + j) * n;
      std::transform(from, from + n, columns.col(j).data(),
                     [&](std::uint8_t p) { return values[p]; });
    }
    return;
  }
  for (Eigen::Index j = 0; j < columns.cols(); ++j) {
    const double* from = numbers.data() + static_cast<std::size_t>(first + j) * n;
    std::transform(from, from + n, columns.col(j).data(),
                   [](double x) { return static_cast<Real>(x); });
  }
}

template void Inputs::fill<float>(int, Eigen::Ref<Matrix<float>>) const;
template void Inputs::fill<double>(int, Eigen::Ref<Matrix<double>>) const;
template void Inputs::fill_rows<float>(int, int, MatrixView<float>) const;
template void Inputs::fill_rows<double>(int, int, MatrixView<double>) const;
template void Inputs::fill_rows<float>(int, std::span<const int>, MatrixView<float>) const;
template void Inputs::fill_rows<double>(int, std::span<const int>, MatrixView<double>) const;

}  // namespace purr

#include "engine/solver/gram_matrices.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "engine/kernels/pixel_products.h"
#include "engine/kernels/products.h"

namespace purr {
namespace {

// Examples that a slice compares or copies: a few megabytes.
constexpr int kExamplesPerSlice = 256;
// A slice multiplies 96 × 24 pictures: 28 million products for 12288 pixels.
constexpr int kRowsPerSlice = 96;
constexpr int kColumnsPerSlice = 24;

/// Whether `count` examples from number `first` on are the same in both sets, which must have them.
bool are_equal(const Inputs& a, const Inputs& b, int first, int count) {
  const auto n = static_cast<std::size_t>(a.n_x);
  const std::size_t begin = n * static_cast<std::size_t>(first);
  const std::size_t size = n * static_cast<std::size_t>(count);
  if (a.is_pixels()) {
    return std::memcmp(a.pixels.data() + begin, b.pixels.data() + begin, size) == 0;
  }
  const auto from = a.numbers.begin() + static_cast<std::ptrdiff_t>(begin);
  return std::equal(from, from + static_cast<std::ptrdiff_t>(size),
                    b.numbers.begin() + static_cast<std::ptrdiff_t>(begin));
}

/// Whether equal examples of both sets have equal products.
bool are_alike(const Inputs& a, const Inputs& b) {
  // With another mean, every example has other inputs.
  return a.n_x == b.n_x && a.offset == b.offset && a.is_pixels() == b.is_pixels() &&
         a.mean == b.mean && a.deviation == b.deviation;
}

/// Extends `sums`, Σ of each picture's bytes, up to picture `count`.
void sum_pictures(const Inputs& inputs, int count, std::vector<double>& sums) {
  const auto n = static_cast<std::size_t>(inputs.n_x);
  for (std::size_t i = sums.size(); i < static_cast<std::size_t>(count); ++i) {
    sums.push_back(static_cast<double>(pixel_sum({inputs.pixels.data() + n * i, n})));
  }
}

}  // namespace

void GramBuilder::start(std::shared_ptr<const Dataset> dataset) {
  // Matrices interrupted before copying hold nothing that before_ does not hold.
  if (known_.dataset &&
      (stage_ == Stage::done || stage_ == Stage::train || stage_ == Stage::test)) {
    before_ = std::move(known_);
  }
  known_ = {};
  known_.dataset = std::move(dataset);
  stage_ = Stage::compare;
  shared_ = 0;
  shared_test_ = 0;
  taken_ = 0;
  row_ = 0;
}

void GramBuilder::compare(bool of_test) {
  int& shared = of_test ? shared_test_ : shared_;
  const auto next = [&] { stage_ = of_test ? Stage::take : Stage::compare_test; };
  if (!before_.dataset) return next();
  const Inputs& was = of_test ? before_.dataset->test : before_.dataset->train;
  const Inputs& is = of_test ? known_.dataset->test : known_.dataset->train;
  if (!are_alike(was, is) || !are_alike(before_.dataset->train, known_.dataset->train)) {
    return next();
  }
  const int limit = std::min(of_test ? before_.columns_test : before_.columns, is.count);
  const int end = std::min(limit, shared + kExamplesPerSlice);
  if (are_equal(was, is, shared, end - shared)) {
    shared = end;
    if (shared == limit) next();
    return;
  }
  while (are_equal(was, is, shared, 1)) ++shared;
  next();
}

void GramBuilder::take_columns(bool of_test) {
  const Dataset& dataset = *known_.dataset;
  if (!known_.gram) {
    // Not set to zero, which would take long for 800 MB: every entry is written once anyway.
    known_.gram = std::make_shared<GramMatrices<double>>();
    known_.gram->K.resize(dataset.train.count, dataset.train.count);
    known_.gram->K_test.resize(dataset.train.count, dataset.test.count);
  }
  if (!of_test) {
    const int count = std::min(kExamplesPerSlice, shared_ - taken_);
    if (count > 0) {
      known_.gram->K.block(0, taken_, shared_, count) =
          before_.gram->K.block(0, taken_, shared_, count);
    }
    taken_ += count;
    if (taken_ < shared_) return;
    known_.columns = shared_;
    taken_ = 0;
    stage_ = Stage::take_test;
    return;
  }
  // Row by row, which is their order in memory.
  const int count = shared_test_ > 0 ? std::min(kExamplesPerSlice, shared_ - taken_) : 0;
  if (count > 0) {
    known_.gram->K_test.block(taken_, 0, count, shared_test_) =
        before_.gram->K_test.block(taken_, 0, count, shared_test_);
  }
  taken_ += count;
  if (count > 0 && taken_ < shared_) return;
  const auto take_sums = [](const std::vector<double>& from, int count_shared) {
    const auto kept = std::min<std::size_t>(from.size(), static_cast<std::size_t>(count_shared));
    return std::vector<double>(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(kept));
  };
  known_.train_sums = take_sums(before_.train_sums, shared_);
  known_.test_sums = take_sums(before_.test_sums, shared_test_);
  before_ = {};
  stage_ = Stage::train;
}

void GramBuilder::compute_block(bool of_test, int row, int rows, int first, int count) {
  const Inputs& left = known_.dataset->train;
  const Inputs& right = of_test ? known_.dataset->test : known_.dataset->train;
  GramMatrices<double>& gram = *known_.gram;
  const MatrixView<double> all = of_test ? view(gram.K_test) : view(gram.K);
  const MatrixView<double> out = all.row_range(row, rows).column_range(first, count);
  const auto n = static_cast<std::size_t>(left.n_x);
  const std::size_t left_at = n * static_cast<std::size_t>(row);
  const std::size_t right_at = n * static_cast<std::size_t>(first);
  if (left.is_standardised()) {
    // Each feature has its own scale, so the products are not of integers.
    Matrix<double> A(left.n_x, rows);
    Matrix<double> B(right.n_x, count);
    left.fill<double>(row, A);
    right.fill<double>(first, B);
    multiply_transposed<double>({A.data(), rows, left.n_x, left.n_x, 1},
                                {B.data(), count, right.n_x, right.n_x, 1}, 1.0, out,
                                Into::replace);
  } else if (!left.is_pixels() || !right.is_pixels()) {
    const auto step = static_cast<std::ptrdiff_t>(n);
    multiply_transposed<double>({left.numbers.data() + left_at, rows, left.n_x, step, 1},
                                {right.numbers.data() + right_at, count, right.n_x, step, 1}, 1.0,
                                out, Into::replace);
  } else {
    products_.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(count));
    pixel_products(left.pixels.data() + left_at, rows, right.pixels.data() + right_at, count,
                   left.n_x, products_.data(), rows);
    const double c = left.offset;
    std::vector<double>& right_sums = of_test ? known_.test_sums : known_.train_sums;
    if (c != 0.0) {
      sum_pictures(left, row + rows, known_.train_sums);
      sum_pictures(right, first + count, right_sums);
    }
    for (int j = 0; j < count; ++j) {
      for (int i = 0; i < rows; ++i) {
        double value =
            static_cast<double>(products_[static_cast<std::size_t>(i + j * rows)]) / 65025.0;
        if (c != 0.0) {
          const double sums = known_.train_sums[static_cast<std::size_t>(row + i)] +
                              right_sums[static_cast<std::size_t>(first + j)];
          value += left.n_x * c * c - c * sums / 255.0;
        }
        out.at(i, j) = value;
      }
    }
  }
  if (of_test) return;
  const MatrixView<double> mirrored =
      all.row_range(first, count).column_range(row, rows).transposed();
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < count; ++j) mirrored.at(i, j) = out.at(i, j);
  }
}

void GramBuilder::compute_slice(bool of_test) {
  const int m = known_.dataset->train.count;
  int& columns = of_test ? known_.columns_test : known_.columns;
  const int all = of_test ? known_.dataset->test.count : m;
  if (columns < all) {
    // For test examples that both sets have, only the rows of new training examples are missing.
    const bool is_shared = of_test && columns < shared_test_;
    const int count = std::min(kColumnsPerSlice, (is_shared ? shared_test_ : all) - columns);
    const int rows = of_test ? m : columns + count;  // K is symmetric
    if (is_shared) row_ = std::max(row_, shared_);
    const int count_rows = std::min(rows - row_, kRowsPerSlice);
    if (count_rows > 0) compute_block(of_test, row_, count_rows, columns, count);
    row_ += count_rows;
    if (row_ == rows) {
      row_ = 0;
      columns += count;
    }
  }
  if (columns == all) stage_ = of_test ? Stage::done : Stage::test;
}

bool GramBuilder::advance() {
  switch (stage_) {
    case Stage::compare: compare(false); break;
    case Stage::compare_test: compare(true); break;
    case Stage::take: take_columns(false); break;
    case Stage::take_test: take_columns(true); break;
    case Stage::train: compute_slice(false); break;
    case Stage::test: compute_slice(true); break;
    case Stage::done: break;
  }
  return stage_ == Stage::done;
}

double GramBuilder::progress() const {
  if (stage_ == Stage::done) return 1.0;
  const double m = known_.dataset->train.count;
  const double all = m * m / 2 + m * known_.dataset->test.count;
  const double done =
      static_cast<double>(known_.columns) * known_.columns / 2 + m * known_.columns_test;
  return all > 0.0 ? done / all : 1.0;
}

template <class Real>
std::shared_ptr<const GramMatrices<Real>> GramBuilder::matrices() const {
  if constexpr (std::is_same_v<Real, double>) {
    return known_.gram;
  } else {
    auto gram = std::make_shared<GramMatrices<Real>>();
    gram->K = known_.gram->K.template cast<Real>();
    gram->K_test = known_.gram->K_test.template cast<Real>();
    return gram;
  }
}

template std::shared_ptr<const GramMatrices<float>> GramBuilder::matrices<float>() const;
template std::shared_ptr<const GramMatrices<double>> GramBuilder::matrices<double>() const;

}  // namespace purr

#include "engine/solver/input_products.h"

#include <vector>

#include "tests/support/catch.h"
#include "tests/support/datasets.h"
#include "tests/support/matrices.h"
#include "tests/support/trainers.h"

namespace purr {
namespace {

/// The columns of X that `columns` names; all of them where it is empty.
template <class Real>
RowMatrix<Real> columns_of(const RowMatrix<Real>& X, const std::vector<int>& columns) {
  if (columns.empty()) return X;
  RowMatrix<Real> picked(X.rows(), static_cast<Eigen::Index>(columns.size()));
  for (std::size_t j = 0; j < columns.size(); ++j) {
    picked.col(static_cast<Eigen::Index>(j)) = X.col(columns[j]);
  }
  return picked;
}

TEMPLATE_TEST_CASE("products with inputs are those with X whole, to the last bit",
                   "[solver][property]", float, double) {
  Dice dice(GENERATE(range(1, 13)));
  const DatasetShape shape{.n_x = dice.from_to(1, 600),
                           .m = dice.from_to(1, 300),
                           .m_test = 0,
                           .pixels = dice.one_in(2),
                           .centre = dice.one_in(2)};
  const auto dataset = random_dataset(shape, dice);
  CAPTURE(shape.n_x, shape.m, shape.pixels, shape.centre);
  const RowMatrix<TestType> X = dense_of<TestType>(*dataset).train;
  const int units = dice.from_to(1, 9);
  const Matrix<TestType> W = random_matrix<TestType>(units, shape.n_x, dice);
  const bool is_kept = dice.one_in(2);
  CAPTURE(is_kept);
  InputProducts<TestType> inputs(dataset->train,
                                 is_kept ? InputProducts<TestType>::kMaxKeptBytes : 0);

  // All of them again and again, and after batches.
  std::vector<int> columns;
  for (const bool is_batch : {false, false, true, true, false}) {
    columns.clear();
    if (is_batch) {
      columns.resize(static_cast<std::size_t>(dice.from_to(1, shape.m)));
      for (int& column : columns) column = dice.below(shape.m);
    }
    const RowMatrix<TestType> part = columns_of(X, columns);
    RowMatrix<TestType> Z;
    RowMatrix<TestType> expected_Z(units, part.cols());
    inputs.multiply(W, columns, Z);
    multiply<TestType>(view(W), view(part), view(expected_Z), Into::replace);
    REQUIRE(Z == expected_Z);

    const RowMatrix<TestType> dZ = random_matrix<TestType>(units, part.cols(), dice);
    Matrix<TestType> dW = random_matrix<TestType>(units, shape.n_x, dice);
    Matrix<TestType> expected_dW = dW;
    for (const Into into : {Into::add, Into::replace}) {
      inputs.multiply_transposed(dZ, columns, TestType(0.3), dW, into);
      multiply_transposed<TestType>(view(dZ), view(part), TestType(0.3), view(expected_dW), into);
      REQUIRE(dW == expected_dW);
    }
  }
}

TEST_CASE("W·X made in slices is W·X", "[solver][property]") {
  Dice dice(5);
  const auto dataset = random_dataset({.n_x = 300, .m = 50, .m_test = 0, .pixels = true}, dice);
  const Matrix<double> W = random_matrix<double>(3, 300, dice);
  InputProducts<double> inputs(dataset->train);
  RowMatrix<double> whole;
  inputs.multiply(W, {}, whole);
  RowMatrix<double> slices(3, 50);
  for (int first = 0; first < 50; first += 7) inputs.multiply_slice(W, first, 7, slices);
  CHECK(slices == whole);
}

}  // namespace
}  // namespace purr

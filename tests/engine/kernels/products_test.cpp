#include "engine/kernels/products.h"

#include <limits>
#include <vector>

#include "engine/kernels/encoding.h"
#include "tests/support/catch.h"
#include "tests/support/matrices.h"

namespace purr {
namespace {

// Around the widths of a vector, a tile and a strip, and across the border of a block of sums.
const std::vector<int> kSizes{1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 31, 33, 64};
const std::vector<int> kTerms{0, 1, 2, 3, 5, 8, 13, 255, 256, 257, 515};

/// A matrix whose rows lie in one piece, at any offset inside a larger piece of memory, with
/// sentinels around it that a kernel must not touch.
template <class Real>
class Framed {
 public:
  Framed(int rows, int columns, int offset, int extra)
      : cells_(static_cast<std::size_t>(offset + rows * (columns + extra) + 8), kSentinel),
        view_{cells_.data() + offset, rows, columns, columns + extra, 1} {}

  MatrixView<Real> view() const { return view_; }
  void fill(Dice& dice, double share_of_zeros = 0.0) {
    for (int i = 0; i < view_.rows; ++i) {
      for (int j = 0; j < view_.columns; ++j) {
        const bool is_zero = dice.between(0, 1) < share_of_zeros;
        view_.at(i, j) = is_zero ? Real(0) : static_cast<Real>(dice.between(-2, 2));
      }
    }
  }
  bool frame_is_whole() const {
    for (std::size_t at = 0; at < cells_.size(); ++at) {
      const std::ptrdiff_t from = static_cast<std::ptrdiff_t>(at) - (view_.data - cells_.data());
      const bool inside =
          from >= 0 && from < view_.rows * view_.row_step && from % view_.row_step < view_.columns;
      if (!inside && cells_[at] != kSentinel) return false;
    }
    return true;
  }

 private:
  static constexpr Real kSentinel = Real(-12345);
  std::vector<Real> cells_;
  MatrixView<Real> view_;
};

/// Equal to the last bit; the sign of zero counts.
template <class Real>
bool same_bits(const MatrixView<Real>& a, const MatrixView<Real>& b) {
  for (int i = 0; i < a.rows; ++i) {
    for (int j = 0; j < a.columns; ++j) {
      if (a.at(i, j) != b.at(i, j) || std::signbit(a.at(i, j)) != std::signbit(b.at(i, j))) {
        return false;
      }
    }
  }
  return true;
}

/// Runs the rest of a test in each encoding that the machine has, and puts the usual one back.
class EachEncoding {
 public:
  EachEncoding() { allow_vex(GENERATE(false, true)); }
  ~EachEncoding() { allow_vex(true); }
  EachEncoding(const EachEncoding&) = delete;
  EachEncoding& operator=(const EachEncoding&) = delete;
};

struct Shape {
  int n, p, m;
};

/// Every length of the sum with a few shapes, and every shape with a few lengths.
std::vector<Shape> shapes() {
  std::vector<Shape> all;
  for (const int p : kTerms) {
    all.push_back({5, p, 9});
    all.push_back({2, p, 33});
  }
  for (const int n : {1, 2, 3, 4, 5, 8, 13}) {
    for (const int m : kSizes) all.push_back({n, 7, m});
  }
  return all;
}

TEMPLATE_TEST_CASE("a product has the bits of its plain version", "[kernels][reference]", float,
                   double) {
  using Real = TestType;
  const EachEncoding encoding;
  const Into into = GENERATE(Into::replace, Into::add);
  const int offset = GENERATE(0, 1, 3);
  Dice dice(21);
  for (const Shape& shape : shapes()) {
    CAPTURE(shape.n, shape.p, shape.m, offset);
    // A as it lies and transposed: any steps are allowed.
    Framed<Real> A(shape.n, shape.p, offset, 3);
    Framed<Real> A_turned(shape.p, shape.n, offset, 0);
    Framed<Real> B(shape.p, shape.m, offset, 1);
    A.fill(dice);
    A_turned.fill(dice);
    B.fill(dice);
    for (const bool turned : {false, true}) {
      const MatrixView<const Real> a = turned ? A_turned.view().transposed() : A.view();
      Framed<Real> C(shape.n, shape.m, offset, 2);
      Framed<Real> expected(shape.n, shape.m, 0, 0);
      Dice start(22);
      C.fill(start);
      start = Dice(22);
      expected.fill(start);
      multiply<Real>(a, B.view(), C.view(), into);
      multiply_reference<Real>(a, B.view(), expected.view(), into);
      REQUIRE(same_bits(C.view(), expected.view()));
      REQUIRE(C.frame_is_whole());
    }
  }
}

TEMPLATE_TEST_CASE("a product with a transpose has the bits of its plain version",
                   "[kernels][reference]", float, double) {
  using Real = TestType;
  const EachEncoding encoding;
  const Into into = GENERATE(Into::replace, Into::add);
  const int offset = GENERATE(0, 1, 3);
  Dice dice(23);
  for (const Shape& shape : shapes()) {
    CAPTURE(shape.n, shape.p, shape.m, offset);
    Framed<Real> A(shape.n, shape.p, offset, 1);
    Framed<Real> B(shape.m, shape.p, offset, 3);
    A.fill(dice);
    B.fill(dice);
    for (const bool turned : {false, true}) {
      Framed<Real> C(turned ? shape.m : shape.n, turned ? shape.n : shape.m, offset, 2);
      Framed<Real> expected(shape.n, shape.m, 0, 0);
      const MatrixView<Real> c = turned ? C.view().transposed() : C.view();
      expected.fill(dice);
      for (int i = 0; i < shape.n; ++i) {
        for (int j = 0; j < shape.m; ++j) c.at(i, j) = expected.view().at(i, j);
      }
      multiply_transposed<Real>(A.view(), B.view(), Real(0.3), c, into);
      multiply_transposed_reference<Real>(A.view(), B.view(), Real(0.3), expected.view(), into);
      REQUIRE(same_bits(c, expected.view()));
      REQUIRE(C.frame_is_whole());
    }
  }
}

TEMPLATE_TEST_CASE("a product that skips zeros has the bits of the one that does not",
                   "[kernels][reference]", float, double) {
  using Real = TestType;
  const Into into = GENERATE(Into::replace, Into::add);
  const double zeros = GENERATE(0.0, 0.7, 1.0);
  Dice dice(24);
  NonZeros<Real> cells;  // the same for all shapes: it forgets the one before
  for (const Shape& shape : shapes()) {
    CAPTURE(shape.n, shape.p, shape.m, zeros);
    Framed<Real> A(shape.n, shape.p, 1, 2);
    Framed<Real> scaled(shape.n, shape.p, 0, 0);
    Framed<Real> B(shape.p, shape.m, 1, 1);
    Framed<Real> C(shape.n, shape.m, 3, 2);
    Framed<Real> expected(shape.n, shape.m, 0, 0);
    A.fill(dice, zeros);
    B.fill(dice);
    int count = 0;
    for (int i = 0; i < shape.n; ++i) {
      for (int k = 0; k < shape.p; ++k) {
        scaled.view().at(i, k) = Real(0.7) * A.view().at(i, k);
        count += A.view().at(i, k) != Real(0) ? 1 : 0;
      }
      for (int j = 0; j < shape.m; ++j) {
        C.view().at(i, j) = expected.view().at(i, j) = static_cast<Real>(dice.between(-2, 2));
      }
    }
    cells.assign(A.view(), Real(0.7), {});
    REQUIRE(cells.count() == count);
    multiply<Real>(cells, B.view(), C.view(), into);
    multiply_reference<Real>(scaled.view(), B.view(), expected.view(), into);
    REQUIRE(same_bits(C.view(), expected.view()));
    REQUIRE(C.frame_is_whole());
  }
}

TEST_CASE("the terms of a sparse product may take any rows", "[kernels][reference]") {
  Dice dice(25);
  RowMatrix<double> A = random_matrix<double>(3, 4, dice);
  A(1, 2) = 0.0;
  const RowMatrix<double> B = random_matrix<double>(9, 11, dice);
  const std::vector<int> rows{8, 0, 3, 3};
  RowMatrix<double> picked(4, 11);
  for (Eigen::Index k = 0; k < 4; ++k) picked.row(k) = B.row(rows[static_cast<std::size_t>(k)]);
  RowMatrix<double> C(3, 11);
  RowMatrix<double> expected(3, 11);
  NonZeros<double> cells;
  cells.assign(view(A), 1.0, rows);
  multiply<double>(cells, view(B), view(C), Into::replace);
  multiply_reference<double>(view(A), view(picked), view(expected), Into::replace);
  CHECK(C == expected);
}

TEST_CASE("products have the values that are worked by hand", "[kernels][golden]") {
  RowMatrix<double> A(2, 3);
  A << 1, 2, 3, 4, 5, 6;
  RowMatrix<double> B(3, 2);
  B << 7, 8, 9, 10, 11, 12;
  RowMatrix<double> C(2, 2);
  multiply<double>(view(A), view(B), view(C), Into::replace);
  CHECK(C(0, 0) == 58);
  CHECK(C(0, 1) == 64);
  CHECK(C(1, 0) == 139);
  CHECK(C(1, 1) == 154);
  RowMatrix<double> gram(2, 2);
  multiply_transposed<double>(view(A), view(A), 0.5, view(gram), Into::replace);
  CHECK(gram(0, 0) == 7);
  CHECK(gram(0, 1) == 16);
  CHECK(gram(1, 0) == 16);
  CHECK(gram(1, 1) == 38.5);
  double sums[2];
  row_sums<double>(view(A), 2.0, sums);
  CHECK(sums[0] == 12);
  CHECK(sums[1] == 30);
}

TEMPLATE_TEST_CASE("row sums have the bits of a product with ones", "[kernels][reference]", float,
                   double) {
  using Real = TestType;
  Dice dice(26);
  for (const int p : kTerms) {
    for (const int n : {1, 3, 4, 5, 9}) {
      Framed<Real> A(n, p, 1, 2);
      A.fill(dice);
      Framed<Real> ones(1, p, 0, 0);
      for (int k = 0; k < p; ++k) ones.view().at(0, k) = Real(1);
      Framed<Real> expected(n, 1, 0, 0);
      Framed<Real> sums(n, 1, 0, 0);
      multiply_transposed_reference<Real>(A.view(), ones.view(), Real(0.3), expected.view(),
                                          Into::replace);
      row_sums<Real>(A.view(), Real(0.3), sums.view().data);
      REQUIRE(same_bits(sums.view(), expected.view()));
    }
  }
}

TEST_CASE("long sums keep their digits in single precision", "[kernels][property]") {
  // 12 288 terms of one sign: a single chain of floats would lose about n/2 roundings; blocks lose
  // at most 256/2 + 48/2, and far less on average.
  constexpr int kTermCount = 12288;
  Dice dice(27);
  RowMatrix<float> a(1, kTermCount);
  RowMatrix<float> b(kTermCount, 1);
  double exact = 0.0;
  for (int k = 0; k < kTermCount; ++k) {
    a(0, k) = static_cast<float>(dice.between(0, 1));
    b(k, 0) = static_cast<float>(dice.between(0, 1));
    exact += static_cast<double>(a(0, k)) * static_cast<double>(b(k, 0));
  }
  RowMatrix<float> c(1, 1);
  multiply<float>(view(a), view(b), view(c), Into::replace);
  CHECK(std::fabs(static_cast<double>(c(0, 0)) - exact) < 1e-6 * exact);
  RowMatrix<float> b_row = b.transpose();
  multiply_transposed<float>(view(a), view(b_row), 1.0F, view(c), Into::replace);
  CHECK(std::fabs(static_cast<double>(c(0, 0)) - exact) < 1e-6 * exact);
}

TEST_CASE("a number that is none goes through every product", "[kernels][unit]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  RowMatrix<double> A = RowMatrix<double>::Constant(2, 3, 1.0);
  A(1, 2) = nan;
  const RowMatrix<double> B = RowMatrix<double>::Constant(3, 5, 1.0);
  RowMatrix<double> C(2, 5);
  multiply<double>(view(A), view(B), view(C), Into::replace);
  CHECK(C.row(1).array().isNaN().all());
  CHECK(C.row(0) == RowMatrix<double>::Constant(1, 5, 3.0));
  NonZeros<double> cells;
  cells.assign(view(A), 1.0, {});
  C.setZero();
  multiply<double>(cells, view(B), view(C), Into::add);
  CHECK(C.row(1).array().isNaN().all());
  CHECK(C.row(0) == RowMatrix<double>::Constant(1, 5, 3.0));
}

}  // namespace
}  // namespace purr

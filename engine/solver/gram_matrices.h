#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/core/matrix.h"
#include "engine/data/inputs.h"

namespace purr {

/// K = XᵀX (m, m) and the products with the test set, XᵀX_test (m, m_test). They depend on the data
/// alone, so all runs on a data set share them.
template <class Real>
struct GramMatrices {
  Matrix<Real> K;
  RowMatrix<Real> K_test;
};

/// Computes the Gram matrices of a data set in slices, and copies from those of an earlier data set
/// the part that both share. Products of pixels are exact integers; centring is algebra on them:
/// Σ(p/255 − c)(q/255 − c) = Σpq/255² − c·(Σp + Σq)/255 + n·c².
class GramBuilder {
 public:
  void start(std::shared_ptr<const Dataset> dataset);
  /// Works for one slice (two or three milliseconds at most) and returns true when it is done.
  bool advance();
  double progress() const;
  /// The finished matrices. Those in double are shared, not copied: K of 10 000 examples takes
  /// 800 MB.
  template <class Real>
  std::shared_ptr<const GramMatrices<Real>> matrices() const;

 private:
  /// Matrices of a data set as far as they are computed.
  struct Known {
    std::shared_ptr<const Dataset> dataset;
    std::shared_ptr<GramMatrices<double>> gram;
    int columns = 0;                 // of K, and as many rows
    int columns_test = 0;            // of K_test
    std::vector<double> train_sums;  // Σ of each picture's bytes, as far as needed
    std::vector<double> test_sums;
  };
  enum class Stage : std::uint8_t { compare, compare_test, take, take_test, train, test, done };

  void compare(bool of_test);
  void take_columns(bool of_test);
  void compute_slice(bool of_test);
  /// Columns first … first + count − 1 of rows row … row + rows − 1.
  void compute_block(bool of_test, int row, int rows, int first, int count);

  Stage stage_ = Stage::done;
  Known known_;
  Known before_;    // of the earlier data set
  int shared_ = 0;  // leading examples that both sets have, as far as compared
  int shared_test_ = 0;
  int taken_ = 0;  // columns copied
  int row_ = 0;    // rows computed of the next columns
  std::vector<std::int64_t> products_;
};

/// The Gram matrices of a data set, computed at once: for tests and benchmarks.
template <class Real>
std::shared_ptr<const GramMatrices<Real>> gram_of(const std::shared_ptr<const Dataset>& dataset) {
  GramBuilder builder;
  builder.start(dataset);
  while (!builder.advance()) {
  }
  return builder.matrices<Real>();
}

}  // namespace purr

#include "engine/labs/loops.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/core/random.h"
#include "engine/kernels/activations.h"
#include "engine/kernels/products.h"
#include "engine/labs/scalar_loops.h"
#include "engine/labs/timing.h"
#include "engine/model/network.h"

namespace purr {
namespace {

constexpr double kRounding = 1e-10;

struct Examples {
  Matrix<double> X;  // (n_x, m)
  std::vector<std::uint8_t> labels;
  Matrix<double> w;  // (1, n_x), wᵀ
  double b = 0.1;
};

Examples make_examples(const LoopsSettings& settings) {
  NumpyRandom random(static_cast<std::uint32_t>(settings.seed));
  Examples examples{.X = Matrix<double>(settings.n_x, settings.m),
                    .labels = std::vector<std::uint8_t>(static_cast<std::size_t>(settings.m)),
                    .w = Matrix<double>(1, settings.n_x)};
  for (double& x : cells(examples.X)) x = random.random_double();
  for (std::uint8_t& y : examples.labels) y = random.random_double() < 0.5 ? 0 : 1;
  for (double& w : cells(examples.w)) w = 0.01 * random.randn();
  return examples;
}

struct Pass {
  Matrix<double> dw;  // (1, n_x)
  double db = 0.0;
  double cost = 0.0;
};

void run_two_loops(const Examples& examples, Pass& pass) {
  const auto [db, cost] = scalar::logistic_pass(examples.X, examples.labels, cells(examples.w),
                                                examples.b, cells(pass.dw));
  pass.db = db;
  pass.cost = cost;
}

/// z = wᵀx + b and dw += x·dz as a whole, for one example after another.
void run_one_loop(const Examples& examples, Pass& pass) {
  const auto& [X, labels, w, b] = examples;
  const auto m = static_cast<double>(labels.size());
  const auto columns = view(X);
  pass.dw.setZero();
  pass.db = 0.0;
  pass.cost = 0.0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto x = columns.column_range(static_cast<int>(i), 1).transposed();  // (1, n_x)
    double z = 0.0;
    const MatrixView<double> into{&z, 1, 1, 1, 1};
    multiply_transposed<double>({w.data(), 1, x.columns, x.columns, 1}, x, 1.0, into,
                                Into::replace);
    z += b;
    pass.cost += loss(z, labels[i]);
    const double dz = activation(Activation::sigmoid, 0.0, z) - labels[i];
    pass.dw += dz * X.col(static_cast<Eigen::Index>(i)).transpose();
    pass.db += dz;
  }
  pass.dw /= m;
  pass.db /= m;
  pass.cost /= m;
}

/// Z = wᵀX + b, A = σ(Z), dZ = A − Y, dw = (1/m)·X·dZᵀ, db = (1/m)·Σ dZ.
void run_without_loop(const Examples& examples, Pass& pass) {
  const auto& [X, labels, w, b] = examples;
  const int n_x = static_cast<int>(X.rows());
  const int m = static_cast<int>(X.cols());
  RowMatrix<double> Z(1, m);
  RowMatrix<double> A(1, m);
  const auto X_transposed = view(X).transposed();  // its rows are contiguous
  multiply_transposed<double>({w.data(), 1, n_x, n_x, 1}, X_transposed, 1.0, view(Z),
                              Into::replace);
  Z.array() += b;
  activate<double>(Activation::sigmoid, 0.0, cells(Z), cells(A));
  for (int i = 0; i < m; ++i) A(0, i) -= labels[static_cast<std::size_t>(i)];  // A is dZ now
  multiply<double>(view(A), X_transposed, {pass.dw.data(), 1, n_x, n_x, 1}, Into::replace);
  pass.dw /= m;
  row_sums<double>(view(A), 1.0 / m, &pass.db);
  pass.cost = mean_loss(Z, labels.data());
}

double largest_difference(const Pass& a, const Pass& b) {
  const double dw = (a.dw - b.dw).cwiseAbs().maxCoeff();
  return std::max({dw, std::fabs(a.db - b.db), std::fabs(a.cost - b.cost)}) /
         a.dw.cwiseAbs().maxCoeff();
}

}  // namespace

Result<LoopsResult> loops(const LoopsSettings& settings, const LabContext& context) {
  const Examples examples = make_examples(settings);
  using Program = void (*)(const Examples&, Pass&);
  constexpr auto kPrograms =
      std::to_array<Program>({run_two_loops, run_one_loop, run_without_loop});
  std::array<Pass, 3> passes;
  std::array<std::vector<double>, 3> times;
  for (Pass& pass : passes) pass.dw.resize(1, settings.n_x);
  // The programs take turns, so that a busy moment of the machine does not fall on one of them. The
  // first round warms up and is not counted.
  for (int repeat = 0; repeat <= settings.repeats; ++repeat) {
    for (std::size_t k = 0; k < kPrograms.size(); ++k) {
      const double ms = time_of([&] { kPrograms[k](examples, passes[k]); });
      if (repeat > 0) times[k].push_back(ms);
    }
    if (!context.go_on((repeat + 1.0) / (settings.repeats + 1.0))) return fail(Errc::lab_stopped);
  }
  const TimeRange two = range_of(times[0]);
  const TimeRange one = range_of(times[1]);
  const TimeRange none = range_of(times[2]);
  const double difference =
      std::max(largest_difference(passes[0], passes[1]), largest_difference(passes[0], passes[2]));
  return LoopsResult{
      .equal = difference < kRounding,
      .largest_difference = difference,
      .ms = {two.median, one.median, none.median},
      .ms_low = {two.low, one.low, none.low},
      .ms_high = {two.high, one.high, none.high},
      .innermost = static_cast<long long>(settings.n_x) * settings.m,
      .cost = {passes[0].cost, passes[1].cost, passes[2].cost},
      .db = {passes[0].db, passes[1].db, passes[2].db},
  };
}

}  // namespace purr

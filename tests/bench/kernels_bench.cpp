#include "tests/bench/kernels_bench.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <iomanip>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "engine/data/dataset.h"
#include "engine/io/experiment.h"
#include "engine/kernels/lanes.h"
#include "engine/kernels/products.h"
#include "engine/run/training_run.h"
#include "engine/solver/choice.h"
#include "engine/train/trainer.h"
#include "tests/support/dice.h"
#include "tests/support/matrices.h"

namespace purr {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Where results go, so that no loop is left out as useless.
volatile double sink = 0.0;

/// The shortest of several times of `work`, in seconds; short work is repeated within each.
double best_time(const std::function<void()>& work, double at_least = 0.15) {
  work();  // warm: caches, and V8's optimised code
  const Clock::time_point begin = Clock::now();
  work();
  const int repeats =
      std::clamp(static_cast<int>(0.004 / std::max(seconds_since(begin), 1e-7)), 1, 10000);
  double best = 1e9;
  const Clock::time_point start = Clock::now();
  for (int round = 0; round < 5 || seconds_since(start) < at_least; ++round) {
    const Clock::time_point one = Clock::now();
    for (int i = 0; i < repeats; ++i) work();
    best = std::min(best, seconds_since(one) / repeats);
  }
  return best;
}

/// GFLOP/s of multiply-adds that never leave the registers: what the kernels are held against.
template <class Real>
double measure_peak() {
  using L = Lanes<Real>;
  constexpr int kSums = 12;  // enough to hide the latency of both operations
  constexpr int kRounds = 20000;
  const double time = best_time(
      [] {
        typename L::Type sums[kSums];
        for (int i = 0; i < kSums; ++i) sums[i] = L::splat(static_cast<Real>(i));
        const auto factor = L::splat(static_cast<Real>(1.0 - 1e-6 * (sink == 0.5 ? 2 : 1)));
        const auto term = L::splat(static_cast<Real>(sink == 0.5 ? 2e-6 : 1e-6));
        for (int round = 0; round < kRounds; ++round) {
          for (auto& sum : sums) sum = L::add(L::multiply(sum, factor), term);
        }
        Real total = 0;
        for (const auto& sum : sums) total += L::sum(sum);
        sink = static_cast<double>(total);
      },
      0.03);
  return 2.0 * kSums * kRounds * L::kCount / time / 1e9;
}

class Table {
 public:
  explicit Table(std::ostream& out) : out_(out) {}

  void title(const std::string& text) { out_ << "\n" << text << "\n"; }
  /// One kernel: `terms` multiply-adds in `time` seconds beside the peak.
  void kernel(const std::string& name, double terms, double time, double peak) {
    const double rate = 2.0 * terms / time / 1e9;
    begin(name) << std::setw(10) << 1e3 * time << " ms" << std::setw(9) << std::setprecision(1)
                << rate << " GFLOP/s" << std::setw(8) << peak << " peak" << std::setw(6)
                << std::setprecision(0) << 100.0 * rate / peak << " %\n";
  }
  void time(const std::string& name, double time, const std::string& more = "") {
    begin(name) << std::setw(10) << 1e3 * time << " ms" << (more.empty() ? "" : "  ") << more
                << "\n";
  }

 private:
  std::ostream& begin(const std::string& name) {
    // Left-aligned by hand: setw counts bytes, and the names hold letters of more than one.
    std::size_t letters = 0;
    for (const char c : name) letters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    out_ << "  " << name << std::string(letters < 54 ? 54 - letters : 1, ' ') << std::fixed
         << std::setprecision(3);
    return out_;
  }
  std::ostream& out_;
};

std::string real_name(double) { return "float64"; }
std::string real_name(float) { return "float32"; }

template <class Real>
RowMatrix<Real> dice_matrix(int rows, int columns, Dice& dice, double share_of_zeros = 0.0) {
  RowMatrix<Real> matrix = random_matrix<Real>(rows, columns, dice);
  for (Eigen::Index i = 0; i < matrix.size(); ++i) {
    if (dice.between(0, 1) < share_of_zeros) matrix.data()[i] = Real(0);
  }
  return matrix;
}

/// dZ of a ReLU layer as in `c1w4-deep`: half the examples have no gradient, and 31 % of the cells
/// are not zero.
template <class Real>
RowMatrix<Real> relu_gradient(int rows, int columns, Dice& dice) {
  RowMatrix<Real> dZ = dice_matrix<Real>(rows, columns, dice, 0.38);
  for (Eigen::Index j = 0; j < dZ.cols(); ++j) {
    if (dice.one_in(2)) dZ.col(j).setZero();
  }
  return dZ;
}

template <class Real>
void measure_products(Table& table) {
  Dice dice(1);
  constexpr int kInputs = 12288;
  constexpr int kUnits = 20;
  constexpr int kExamples = 209;
  for (const int m : {kExamples, 64}) {
    const std::string size = m == kExamples ? "m = 209" : "batch 64";
    const RowMatrix<Real> X = dice_matrix<Real>(kInputs, m, dice);
    const Matrix<Real> W = random_matrix<Real>(kUnits, kInputs, dice);
    const RowMatrix<Real> dZ = dice_matrix<Real>(kUnits, m, dice);
    RowMatrix<Real> Z(kUnits, m);
    Matrix<Real> dW(kUnits, kInputs);
    const double terms = static_cast<double>(kInputs) * kUnits * m;
    double peak = measure_peak<Real>();
    table.kernel(real_name(Real()) + " W·X, 20 × 12288 · 12288 × " + std::to_string(m), terms,
                 best_time([&] { multiply<Real>(view(W), view(X), view(Z), Into::replace); }),
                 peak);
    sink = static_cast<double>(Z(0, 0));
    peak = measure_peak<Real>();
    table.kernel(real_name(Real()) + " dZ·Xᵀ, 20 × " + std::to_string(m) + " · " +
                     std::to_string(m) + " × 12288",
                 terms, best_time([&] {
                   multiply_transposed<Real>(view(dZ), view(X), Real(0.1), view(dW), Into::replace);
                 }),
                 peak);
    sink = static_cast<double>(dW(0, 0));
  }
  const RowMatrix<Real> K = dice_matrix<Real>(kExamples, kExamples, dice);
  const RowMatrix<Real> dense = dice_matrix<Real>(kUnits, kExamples, dice);
  RowMatrix<Real> U(kUnits, kExamples);
  double peak = measure_peak<Real>();
  table.kernel(real_name(Real()) + " D·K, 20 × 209 · 209 × 209",
               static_cast<double>(kUnits) * kExamples * kExamples,
               best_time([&] { multiply<Real>(view(dense), view(K), view(U), Into::replace); }),
               peak);
  sink = static_cast<double>(U(0, 0));
  const RowMatrix<Real> sparse = relu_gradient<Real>(kUnits, kExamples, dice);
  NonZeros<Real> cells;
  U.setZero();
  peak = measure_peak<Real>();
  const double time = best_time([&] {
    cells.assign(view(sparse), Real(1e-3), {});
    multiply<Real>(cells, view(K), view(U), Into::add);
  });
  table.kernel(real_name(Real()) + " U += dZ·K over the " +
                   std::to_string(100 * cells.count() / (kUnits * kExamples)) + " % not zero",
               static_cast<double>(cells.count()) * kExamples, time, peak);
  sink = static_cast<double>(U(0, 0));
  const Matrix<Real> W2 = random_matrix<Real>(7, kUnits, dice);
  RowMatrix<Real> Z2(7, kExamples);
  peak = measure_peak<Real>();
  table.kernel(real_name(Real()) + " W[2]·A[1], 7 × 20 · 20 × 209", 7.0 * kUnits * kExamples,
               best_time([&] { multiply<Real>(view(W2), view(dense), view(Z2), Into::replace); }),
               peak);
  sink = static_cast<double>(Z2(0, 0));
  Matrix<Real> dW2(7, kUnits);
  const RowMatrix<Real> dZ2 = dice_matrix<Real>(7, kExamples, dice);
  peak = measure_peak<Real>();
  table.kernel(real_name(Real()) + " dZ[2]·A[1]ᵀ, 7 × 209 · 209 × 20", 7.0 * kUnits * kExamples,
               best_time([&] {
                 multiply_transposed<Real>(view(dZ2), view(dense), Real(0.1), view(dW2),
                                           Into::replace);
               }),
               peak);
  sink = static_cast<double>(dW2(0, 0));
}

std::shared_ptr<const Dataset> drawn_pictures(int m, int m_test) {
  DataSpec spec = usual_data(DataSource::drawn);
  spec.m = m;
  spec.m_test = m_test;
  DatasetBuilder builder;
  std::vector<Error> notes;
  if (!builder.start(spec, notes)) return nullptr;
  while (!builder.advance()) {
  }
  return builder.take();
}

template <class Real>
std::shared_ptr<const GramMatrices<Real>> gram_of(const std::shared_ptr<const Dataset>& dataset) {
  GramBuilder builder;
  builder.start(dataset);
  while (!builder.advance()) {
  }
  return builder.matrices<Real>();
}

/// Seconds of one iteration (an epoch, with batches), after a few that warm up.
double iteration_time(Trainer& trainer, int warm_up) {
  const auto iterate = [&] {
    while (!trainer.step()) {
    }
  };
  for (int i = 0; i < warm_up; ++i) iterate();
  return best_time(iterate, 0.3);
}

template <class Real>
double measure_iteration(const std::shared_ptr<const Dataset>& dataset, const NetworkSpec& network,
                         const TrainingSpec& training, bool gram) {
  const auto trainer = make_trainer<Real>(
      dataset, network, training, initialise<Real>(network, dataset->train.n_x), 0,
      gram ? gram_of<Real>(dataset) : nullptr, gram ? nullptr : dense_inputs<Real>(*dataset));
  return iteration_time(*trainer, gram ? 100 : 2);
}

/// With ReLU the work of the Gram solver depends on the state of the network: a warm network has
/// fewer gradients that are not zero.
template <class Real>
void measure_iterations(Table& table, const std::shared_ptr<const Dataset>& dataset) {
  const NetworkSpec network;  // 20, 7, 5
  const std::string real = real_name(Real());
  for (const int batch : {0, 64}) {
    for (const Optimizer optimizer : {Optimizer::gd, Optimizer::momentum, Optimizer::adam}) {
      for (const bool gram : {true, false}) {
        if (gram && optimizer == Optimizer::adam) continue;
        TrainingSpec training;
        training.optimizer = optimizer;
        training.batch_size = batch;
        if (optimizer == Optimizer::adam) training.learning_rate = 0.001;
        const char* const names[] = {"gd", "momentum", "RMSprop", "Adam"};
        table.time(real + (gram ? " Gram, " : " primal, ") + names[static_cast<int>(optimizer)] +
                       (batch > 0 ? ", an epoch of batches of 64" : ", full batch"),
                   measure_iteration<Real>(dataset, network, training, gram));
      }
    }
  }
}

/// From settings to the finished curve, the data set included.
double run_time(const std::string& settings, int& points) {
  const Clock::time_point start = Clock::now();
  TrainingRun run;
  run.handle(Configure{1, true, settings});
  points = 0;
  bool more = true;
  while (more) {
    more = run.advance(10.0);
    for (const Update& update : run.take_updates()) {
      if (const auto* curve = std::get_if<CurveUpdate>(&update)) {
        points = static_cast<int>(curve->keep + curve->points.size());
      }
    }
  }
  return seconds_since(start);
}

void measure_runs(Table& table) {
  for (const char* const settings :
       {"data=drawn&m=209&m_test=50&iterations=2500&alpha=0.0075", "preset=c1w3-planar",
        "preset=c2w1-init-he", "preset=c2w2-adam"}) {
    double best = 1e9;
    int points = 0;
    for (int i = 0; i < 3; ++i) best = std::min(best, run_time(settings, points));
    table.time(settings, best, std::to_string(points) + " points");
  }
}

/// The time of an iteration with both solvers, and whether the engine chooses the quicker one for a
/// run of 1000 iterations.
void measure_growth(Table& table) {
  const auto measure = [&](int m, std::vector<int> hidden) {
    const auto dataset = drawn_pictures(m, 0);
    NetworkSpec network;
    network.hidden = std::move(hidden);
    network.activation = {Activation::relu};
    TrainingSpec training;
    training.iterations = 1000;
    const auto start = Clock::now();
    const auto gram = gram_of<double>(dataset);
    const double preparation = seconds_since(start);
    const auto trainer =
        make_trainer<double>(dataset, network, training,
                             initialise<double>(network, dataset->train.n_x), 0, gram, nullptr);
    const double gram_time = iteration_time(*trainer, 3);
    const double primal_time = measure_iteration<double>(dataset, network, training, false);
    const bool chosen = choose_gram(estimate_solvers(dataset->train.n_x, m, 0, network, training),
                                    SolverChoice::automatic);
    const double gram_run = preparation + 1000 * gram_time;
    const double primal_run = 1000 * primal_time;
    std::string name = "m = " + std::to_string(m) + ", units";
    for (const int n : network.hidden) name += " " + std::to_string(n);
    table.time(
        name, gram_time,
        "Gram, " + std::to_string(1e3 * primal_time) + " ms primal; K " +
            std::to_string(preparation) + " s; chosen: " + (chosen ? "Gram" : "primal") +
            ", over the better one: " +
            std::to_string((chosen ? gram_run : primal_run) / std::min(gram_run, primal_run)));
  };
  for (const int m : {209, 500, 1000, 2000, 5000}) measure(m, {20, 7, 5});
  for (const int units : {4, 16, 64, 256}) measure(500, {units, 7, 5});
  for (const int layers : {1, 3, 10}) {
    measure(500, std::vector<int>(static_cast<std::size_t>(layers), 20));
  }
}

}  // namespace

void run_kernel_bench(std::ostream& out, const KernelBenchOptions& options) {
  Table table(out);
  table.title("Kernels, beside multiply-adds that stay in the registers");
  measure_products<double>(table);
  measure_products<float>(table);
  table.title("One iteration: 12288-20-7-5-1, m = 209");
  const auto dataset = drawn_pictures(209, 0);
  if (dataset) {
    measure_iterations<double>(table, dataset);
    measure_iterations<float>(table, dataset);
  }
  table.title("Whole runs, from settings to the last point of the curve");
  measure_runs(table);
  if (options.growth) {
    table.title("Growth: one iteration in float64");
    measure_growth(table);
  }
}

}  // namespace purr

#include "shell/program/bench/bench.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "engine/io/experiment.h"
#include "engine/kernels/encoding.h"
#include "engine/kernels/lanes.h"
#include "engine/kernels/pixel_products.h"
#include "engine/kernels/products.h"
#include "engine/model/network.h"
#include "engine/run/training_run.h"
#include "engine/solver/choice.h"
#include "engine/solver/input_products.h"
#include "engine/train/trainer_builder.h"
#include "shell/program/bench/runs.h"
#include "shell/program/bench/stopwatch.h"

namespace purr {
namespace {

constexpr const char* kKernels = "Kernels, beside multiply-adds that stay in the registers";
constexpr const char* kPreparation = "Before the first iteration, drawn cats";
constexpr const char* kIterations = "One iteration of 12288-20-7-5-1";
constexpr const char* kRuns = "Whole runs, from data to the finished curve";
constexpr const char* kInstant = "Instant mode, from a slider to the finished curve";

/// Results are stored here, so that the compiler cannot remove a loop.
volatile double sink = 0.0;

std::string name_of(double) { return "float64"; }
std::string name_of(float) { return "float32"; }

/// Random entries between −1 and 1 (SplitMix64), a share of them 0.
class Cells {
 public:
  double next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return 2.0 * static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53 - 1.0;
  }
  template <class M>
  M matrix(int rows, int columns) {
    M matrix(rows, columns);
    for (auto& cell : cells(matrix)) cell = static_cast<typename M::Scalar>(next());
    return matrix;
  }

 private:
  std::uint64_t state_ = 1;
};

bool is_in_list(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::string_view first = list.substr(0, list.find(','));
    if (first == word) return true;
    list.remove_prefix(std::min(list.size(), first.size() + 1));
  }
  return false;
}

class Bench {
 public:
  Bench(const BenchOptions& options, const std::function<void(const BenchRow&)>& report)
      : options_(options), report_(report), quick_(options.quick) {
    if (quick_) patience_ = kQuickLook;
  }

  void run() {
    if (wants("kernels")) {
      kernels<double>();
      kernels<float>();
      pixel_kernels();
    }
    if (wants("preparation")) preparation();
    if (wants("iterations")) {
      iterations<double>();
      iterations<float>();
    }
    if (wants("growth")) growth();
    if (wants("runs")) whole_runs();
    if (wants("instant")) instant();
  }

 private:
  bool wants(std::string_view part) const {
    return options_.only.empty() || is_in_list(options_.only, part);
  }

  // ---- kernels ---------------------------------------------------------------------------------

  /// GFLOP/s of multiply-adds in registers.
  template <class Real>
  double measure_peak() const {
    using L = Lanes<Real>;
    constexpr int kSums = 12;  // enough to hide the latency of both operations
    constexpr int kRounds = 20000;
    const auto loop = [] {
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
    };
    const double time = best_time({3, quick_ ? 0.0 : 0.03, 0.003}, [&] { run_kernel(loop); });
    return 2.0 * kSums * kRounds * L::kCount / time / 1e9;
  }

  /// `terms` multiply-adds beside the peak.
  void kernel(const std::string& name, double terms, double peak,
              const std::function<void()>& work) {
    const double time = best_time(patience_, work);
    report_({kKernels, name, 1e3 * time, 2e-9 * terms / time, peak, ""});
  }

  template <class Real>
  void kernels() {
    Cells dice;
    const std::string real = name_of(Real());
    const int n_x = quick_ ? 768 : 12288;
    constexpr int kUnits = 20;
    const int all = quick_ ? 40 : 209;
    for (const int m : {all, quick_ ? 16 : 64}) {
      const double terms = static_cast<double>(n_x) * kUnits * m;
      const std::string shape = "20 × " + std::to_string(n_x) + ", " + std::to_string(m) +
                                (m == all ? " examples" : " examples (a batch)");
      const auto pictures = random_pictures(n_x, m);
      InputProducts<Real> kept(pictures);
      InputProducts<Real> not_kept(pictures, 0);
      // Mini-batches list their examples, different ones in each call; without a list: all.
      std::array<std::vector<int>, 2> batches;
      if (m != all) {
        for (std::vector<int>& batch : batches) batch.resize(static_cast<std::size_t>(m));
        std::iota(batches[0].begin(), batches[0].end(), 0);
        std::copy(batches[0].rbegin(), batches[0].rend(), batches[1].begin());
      }
      std::size_t turn = 0;
      const auto W = dice.matrix<Matrix<Real>>(kUnits, n_x);
      const auto dZ = dice.matrix<RowMatrix<Real>>(kUnits, m);
      RowMatrix<Real> Z(kUnits, m);
      Matrix<Real> dW(kUnits, n_x);
      for (InputProducts<Real>* inputs : {&not_kept, &kept}) {
        const std::string from = inputs == &kept ? ", " : " from bytes, ";
        const auto forward = [&] { inputs->multiply(W, batches[++turn % 2], Z); };
        const auto backward = [&] {
          inputs->multiply_transposed(dZ, batches[turn % 2], Real(0.1), dW, Into::replace);
        };
        kernel(real + " W·X" + from + shape, terms, measure_peak<Real>(), forward);
        kernel(real + " dZ·Xᵀ" + from + shape, terms, measure_peak<Real>(), backward);
      }
      sink = static_cast<double>(Z(0, 0) + dW(0, 0));
    }
    const int m = all;
    const auto K = dice.matrix<RowMatrix<Real>>(m, m);
    const auto D = dice.matrix<RowMatrix<Real>>(kUnits, m);
    RowMatrix<Real> U(kUnits, m);
    const std::string square = std::to_string(m) + " × " + std::to_string(m);
    kernel(real + " D·K, 20 × " + square, static_cast<double>(kUnits) * m * m, measure_peak<Real>(),
           [&] { multiply<Real>(view(D), view(K), view(U), Into::replace); });
    // As in c1w4-deep: half the examples have no gradient, and 31 % of the entries are not zero.
    auto sparse = dice.matrix<RowMatrix<Real>>(kUnits, m);
    for (Eigen::Index j = 0; j < m; ++j) {
      const bool is_zero = dice.next() < 0.0;
      for (Eigen::Index i = 0; i < kUnits; ++i) {
        if (is_zero || dice.next() < -0.24) sparse(i, j) = Real(0);
      }
    }
    NonZeros<Real> nonzeros;
    nonzeros.assign(view(sparse), Real(1e-3), {});
    U.setZero();
    kernel(real + " U += dZ·K over the " + std::to_string(100 * nonzeros.count() / (kUnits * m)) +
               " % that are not zero",
           static_cast<double>(nonzeros.count()) * m, measure_peak<Real>(), [&] {
             nonzeros.assign(view(sparse), Real(1e-3), {});
             multiply<Real>(nonzeros, view(K), view(U), Into::add);
           });
    const auto W2 = dice.matrix<Matrix<Real>>(7, kUnits);
    RowMatrix<Real> Z2(7, m);
    kernel(real + " W[2]·A[1], 7 × 20, " + std::to_string(m) + " examples", 7.0 * kUnits * m,
           measure_peak<Real>(),
           [&] { multiply<Real>(view(W2), view(D), view(Z2), Into::replace); });
    Matrix<Real> dW2(7, kUnits);
    kernel(real + " dZ[2]·A[1]ᵀ, 7 × 20, " + std::to_string(m) + " examples", 7.0 * kUnits * m,
           measure_peak<Real>(), [&] {
             multiply_transposed<Real>(view(Z2), view(D), Real(0.1), view(dW2), Into::replace);
           });
    sink = static_cast<double>(U(0, 0) + Z2(0, 0) + dW2(0, 0));
  }

  Inputs random_pictures(int n_x, int count) {
    Inputs inputs{.n_x = n_x, .count = count};  // not centred, as in the course
    inputs.pixels.resize(static_cast<std::size_t>(n_x) * static_cast<std::size_t>(count));
    std::uint32_t state = 1;
    for (std::uint8_t& p : inputs.pixels) {
      state = state * 1664525U + 1013904223U;
      p = static_cast<std::uint8_t>(state >> 24U);
    }
    return inputs;
  }

  /// The same of 16-bit multiply-adds into 32 bits, eight at a time.
  double measure_integer_peak() const {
#if defined(__SSE2__)
    constexpr int kSums = 10;
    constexpr int kRounds = 20000;
    const double time = best_time({3, quick_ ? 0.0 : 0.03, 0.003}, [] {
      __m128i sums[kSums];
      for (auto& sum : sums) sum = _mm_setzero_si128();
      __m128i a = _mm_set1_epi16(sink == 0.5 ? 3 : 2);
      for (int round = 0; round < kRounds; ++round) {
        for (auto& sum : sums) sum = _mm_add_epi32(sum, _mm_madd_epi16(a, sum));
      }
      for (const auto& sum : sums) a = _mm_xor_si128(a, sum);
      sink = _mm_cvtsi128_si32(a);
    });
    return 16.0 * kSums * kRounds / time / 1e9;
#else
    return 0.0;
#endif
  }

  void pixel_kernels() {
    const int n_x = quick_ ? 768 : 12288;
    const Inputs a = random_pictures(n_x, 96);
    const Inputs b = random_pictures(n_x, 24);
    std::vector<std::int64_t> products(96 * 24);
    kernel("8-bit inner products, 96 × 24 pictures of " + std::to_string(n_x), 96.0 * 24 * n_x,
           measure_integer_peak(), [&] {
             pixel_products(a.pixels.data(), 96, b.pixels.data(), 24, n_x, products.data(), 96);
           });
    sink = static_cast<double>(products[0]);
  }

  // ---- preparation -------------------------------------------------------------------------------

  /// `work` with its longest slice.
  void phase(const std::string& name, const std::function<bool()>& advance) {
    double longest = 0.0;
    const auto start = BenchClock::now();
    for (bool done = false; !done;) {
      const auto slice = BenchClock::now();
      done = advance();
      longest = std::max(longest, seconds_since(slice));
    }
    char note[64];
    std::snprintf(note, sizeof note, "longest slice %.2f ms", 1e3 * longest);
    report_({kPreparation, name, 1e3 * seconds_since(start), 0.0, 0.0, note});
  }

  void preparation() {
    const auto of = [&](int m, int m_test) {
      const std::string counts = std::to_string(m) + " + " + std::to_string(m_test);
      DatasetBuilder pictures;
      std::vector<Error> notes;
      DataSpec spec = usual_data(DataSource::drawn);
      spec.m = m;
      spec.m_test = m_test;
      if (!pictures.start(spec, notes)) return;
      phase("drawing " + counts + " pictures", [&] { return pictures.advance(); });
      const std::shared_ptr<const Dataset> dataset = pictures.take();
      GramBuilder gram;
      gram.start(dataset);
      phase("Gram matrices of " + counts, [&] { return gram.advance(); });
      if (m < 1000) {
        auto larger = std::make_shared<Dataset>(*drawn_pictures(m + m / 20, m_test));
        gram.start(larger);
        phase("Gram matrices, m raised to " + std::to_string(larger->train.count),
              [&] { return gram.advance(); });
        gram.start(dataset);
        while (!gram.advance()) {
        }
      }
      const auto trainer =
          start_trainer<double>(dataset, NetworkSpec{}, {}, gram.matrices<double>());
      phase("starting weights and W·X of " + counts + ", 20 units",
            [&] { return trainer->advance(); });
    };
    if (quick_) {
      of(24, 8);
    } else {
      of(209, 300);
      of(2000, 500);
    }
  }

  // ---- iterations --------------------------------------------------------------------------------

  double iteration_time(Trainer& trainer, int warm_up) const {
    for (int i = 0; i < warm_up; ++i) iterate(trainer);
    return best_time(patience_, [&] { iterate(trainer); });
  }

  /// With ReLU the work of the Gram solver depends on the state of the network: a warm network has
  /// fewer gradients that are not zero.
  template <class Real>
  void iterations() {
    const int m = quick_ ? 24 : 209;
    const auto dataset = drawn_pictures(m, 0);
    const auto gram = gram_of<Real>(dataset);
    for (const int batch : {0, quick_ ? 8 : 64}) {
      for (const Optimizer optimizer : {Optimizer::gd, Optimizer::momentum, Optimizer::adam}) {
        for (const bool is_gram : {true, false}) {
          if (is_gram && optimizer == Optimizer::adam) continue;
          TrainingSpec training;
          training.optimizer = optimizer;
          training.batch_size = batch;
          if (optimizer == Optimizer::adam) training.learning_rate = 0.001;
          const auto trainer =
              fresh_trainer<Real>(dataset, NetworkSpec{}, training, is_gram ? gram : nullptr);
          const double time = iteration_time(*trainer, is_gram && !quick_ ? 100 : 2);
          const char* const names[] = {"gradient descent", "momentum", "RMSprop", "Adam"};
          report_({kIterations,
                   name_of(Real()) + (is_gram ? " Gram, " : " primal, ") +
                       names[static_cast<int>(optimizer)] + ", m = " + std::to_string(m) +
                       (batch > 0 ? ", an epoch of batches of " + std::to_string(batch)
                                  : ", full batch"),
                   1e3 * time, 0.0, 0.0, ""});
        }
      }
    }
  }

  void growth() {
    if (quick_) {
      growth_of<double>({24, 48});
      return;
    }
    growth_of<double>({500, 1000, 2000, 5000, 10000});
    growth_of<float>({500, 2000, 10000});
  }

  template <class Real>
  void growth_of(const std::vector<int>& sizes) {
    for (const int m : sizes) {
      const auto dataset = drawn_pictures(m, 0);
      TrainingSpec training;
      const SolverEstimate estimate =
          estimate_solvers(dataset->train.n_x, m, 0, NetworkSpec{}, training);
      for (const bool is_gram : {true, false}) {
        std::string note = choose_gram(estimate, SolverChoice::automatic) == is_gram
                               ? "the choice for 2500 iterations"
                               : "";
        const double bytes = is_gram ? estimate.gram_bytes : estimate.primal_bytes;
        if (bytes > kMaxRunBytes) continue;
        std::shared_ptr<const GramMatrices<Real>> gram;
        if (is_gram) {
          const auto start = BenchClock::now();
          gram = gram_of<Real>(dataset);
          note += (note.empty() ? "" : "; ") + std::string("Gram matrix once: ") +
                  std::to_string(static_cast<int>(1e3 * seconds_since(start))) + " ms";
        }
        const auto trainer = fresh_trainer<Real>(dataset, NetworkSpec{}, training, gram);
        const double time = iteration_time(*trainer, 1);
        report_({kIterations,
                 name_of(Real()) + (is_gram ? " Gram" : " primal") +
                     ", gradient descent, m = " + std::to_string(m) + ", full batch",
                 1e3 * time, 0.0, 0.0, note});
      }
    }
  }

  // ---- whole runs --------------------------------------------------------------------------------

  /// A run that is driven in the same way as by a page.
  struct Watched {
    TrainingRun run;
    std::uint32_t serial = 0;
    int points = 0;

    /// Seconds from a change of the settings to the finished curve.
    double finish(const std::string& settings) {
      const auto start = BenchClock::now();
      run.handle(Configure{++serial, true, settings});
      for (bool more = true; more;) {
        more = run.advance(12.0);
        for (const Update& update : run.take_updates()) {
          if (const auto* curve = std::get_if<CurveUpdate>(&update)) {
            points = static_cast<int>(curve->keep + curve->points.size());
          }
        }
      }
      return seconds_since(start);
    }
  };

  void whole_run(const std::string& name, const std::string& settings, const UserData* data) {
    double best = 1e9;
    int points = 0;
    for (int i = 0; i < (quick_ ? 1 : 3); ++i) {
      Watched watched;
      if (data != nullptr) watched.run.handle(Bring{*data});
      best = std::min(best, watched.finish(settings));
      points = watched.points;
      if (best > 3.0) break;
    }
    report_({kRuns, name, 1e3 * best, 0.0, 0.0, std::to_string(points) + " points"});
  }

  void whole_runs() {
    const bool has_course = options_.course.train_pictures != nullptr;
    for (const char* const name : {"c1w2-logistic", "c1w4-two-layer", "c1w4-deep", "c1w3-planar",
                                   "c2w1-init-he", "c2w2-gd", "c2w2-momentum", "c2w2-adam"}) {
      Experiment experiment = preset_experiment(name);
      const bool is_course = experiment.data.source == DataSource::course;
      std::string shown = name;
      if (is_course && !has_course) {
        experiment.preset.clear();
        experiment.data = usual_data(DataSource::drawn);
        experiment.data.m_test = 50;
        experiment.data.centre = false;
        shown += " on drawn cats";
      }
      const bool has_gram = experiment.training.optimizer == Optimizer::gd ||
                            experiment.training.optimizer == Optimizer::momentum;
      if (quick_) {
        experiment.training.iterations = 20;
        if (is_course) experiment.data.m = 24, experiment.data.m_test = 8;
      }
      for (const Precision precision : {Precision::f64, Precision::f32}) {
        for (const SolverChoice solver : {SolverChoice::gram, SolverChoice::primal}) {
          if (solver == SolverChoice::gram && !has_gram) continue;
          Experiment run = experiment;
          run.training.precision = precision;
          run.training.solver = solver;
          const std::string full = shown +
                                   (precision == Precision::f64 ? ", float64" : ", float32") +
                                   (solver == SolverChoice::gram ? " Gram" : " primal");
          if (is_course && solver == SolverChoice::primal && !quick_) {
            scaled_run(full, run);
          } else {
            whole_run(full, write_experiment(run),
                      is_course && has_course ? &options_.course : nullptr);
          }
        }
      }
    }
  }

  /// Time of a long run of equal iterations, extrapolated from some of them.
  void scaled_run(const std::string& name, Experiment experiment) {
    constexpr int kSome = 40;
    const int all = experiment.training.iterations;
    const auto time_of = [&](int iterations) {
      experiment.training.iterations = iterations;
      Watched watched;
      watched.run.handle(Bring{options_.course});
      return watched.finish(write_experiment(experiment));
    };
    const double few = time_of(2);
    const double each = (time_of(2 + kSome) - few) / kSome;
    report_({kRuns, name, 1e3 * (few + (all - 2) * each), 0.0, 0.0,
             "from " + std::to_string(kSome) + " of " + std::to_string(all) + " iterations"});
  }

  void instant() {
    const std::string size = quick_ ? "&m=24&m_test=8&iterations=20" : "&m=209&m_test=300";
    const std::string small = quick_ ? "&m=25&m_test=8&iterations=20" : "&m=219&m_test=300";
    const std::string base = "data=drawn" + size;
    Watched page;
    const auto say = [&](const std::string& name, double time) {
      report_({kInstant, name, 1e3 * time, 0.0, 0.0, std::to_string(page.points) + " points"});
    };
    say("the page's first run, its pictures drawn too", page.finish(base));
    say("learning rate", page.finish(base + "&learning_rate=0.01"));
    say("units of a layer, 20 to 21", page.finish(base + "&hidden=21,7,5"));
    say("seed", page.finish(base + "&seed=2"));
    say("examples, ten more", page.finish("data=drawn" + small));
    say("float32", page.finish(base + "&precision=f32"));
  }

  const BenchOptions& options_;
  const std::function<void(const BenchRow&)>& report_;
  bool quick_;
  Patience patience_;
};

/// Number of characters: setw counts bytes, and names contain letters of several bytes.
std::size_t letters(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string json_string(const std::string& text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  return json + '"';
}

}  // namespace

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

bool are_bench_parts(std::string_view only) {
  while (!only.empty()) {
    const std::string_view first = only.substr(0, only.find(','));
    if (std::ranges::find(kBenchParts, first) == kBenchParts.end()) return false;
    only.remove_prefix(std::min(only.size(), first.size() + 1));
  }
  return true;
}

TimedRun time_run(const std::string& settings, const UserData& data) {
  TimedRun timed;
  if (const Reading reading = read_experiment(settings); !reading.notes.empty()) {
    timed.trouble = describe(reading.notes.front());
    return timed;
  }
  Status status;
  std::vector<CurvePoint> curve;
  const auto start = BenchClock::now();
  TrainingRun run;
  run.handle(Bring{data});
  run.handle(Configure{1, true, settings});
  for (bool more = true; more;) {
    more = run.advance(12.0);
    for (Update& update : run.take_updates()) {
      if (auto* news = std::get_if<Status>(&update)) status = std::move(*news);
      if (const auto* tail = std::get_if<CurveUpdate>(&update)) {
        apply_tail(curve, *tail);
      }
      if (const auto* notice = std::get_if<Notice>(&update); notice && notice->is_error) {
        timed.trouble = describe(notice->error);
      }
    }
  }
  timed.ms = 1e3 * seconds_since(start);
  timed.points = static_cast<int>(curve.size());
  timed.hash = 0xcbf29ce484222325U;
  for (const CurvePoint& point : curve) {
    const auto bits = std::bit_cast<std::uint64_t>(point.cost);
    for (int byte = 0; byte < 8; ++byte) {
      timed.hash = (timed.hash ^ ((bits >> (8 * byte)) & 0xffU)) * 0x100000001b3U;
    }
  }
  if (!curve.empty()) timed.cost = curve.back().cost;
  timed.train_accuracy = status.train_accuracy;
  timed.test_accuracy = status.test_accuracy;
  timed.is_gram = status.is_gram;
  if (status.phase != Phase::finished && timed.trouble.empty()) timed.trouble = "it did not finish";
  return timed;
}

std::string run_text(const TimedRun& run) {
  std::array<char, 200> text{};
  std::snprintf(
      text.data(), text.size(),
      "%.1f ms, %d points, last cost %.17g, train %.2f %%, test %.2f %%, %s, hash %016llx", run.ms,
      run.points, run.cost, 100.0 * run.train_accuracy, 100.0 * run.test_accuracy,
      run.is_gram ? "Gram" : "primal", static_cast<unsigned long long>(run.hash));
  return text.data() + (run.trouble.empty() ? std::string() : "\n" + run.trouble);
}

std::string run_json(const TimedRun& run) {
  std::array<char, 320> text{};
  // JSON knows no NaN, which a run without a test set gives.
  const double test = std::isfinite(run.test_accuracy) ? run.test_accuracy : -1.0;
  std::snprintf(text.data(), text.size(),
                R"({"ms":%.6g,"points":%d,"cost":%.17g,"trainAccuracy":%.6g,"testAccuracy":%.6g,)"
                R"("solver":"%s","hash":"%016llx","trouble":)",
                run.ms, run.points, std::isfinite(run.cost) ? run.cost : -1.0, run.train_accuracy,
                test, run.is_gram ? "gram" : "primal", static_cast<unsigned long long>(run.hash));
  return text.data() + json_string(run.trouble) + "}";
}

void run_bench(const BenchOptions& options, const std::function<void(const BenchRow&)>& report) {
  Bench(options, report).run();
}

std::string row_text(const BenchRow& row) {
  constexpr std::size_t kNameColumns = 66;
  std::string text = "  " + row.name;
  text.append(kNameColumns - std::min(kNameColumns - 1, letters(row.name)), ' ');
  std::array<char, 96> numbers{};
  if (row.rate > 0.0) {
    std::snprintf(numbers.data(), numbers.size(), "%12.3f ms %8.1f GFLOP/s of %6.1f %5.0f %%",
                  row.ms, row.rate, row.peak, row.peak > 0.0 ? 100.0 * row.rate / row.peak : 0.0);
  } else {
    std::snprintf(numbers.data(), numbers.size(), "%12.3f ms", row.ms);
  }
  text += numbers.data();
  if (!row.note.empty()) text += "  " + row.note;
  return text;
}

std::string row_json(const BenchRow& row) {
  std::array<char, 128> numbers{};
  std::snprintf(numbers.data(), numbers.size(), R"("ms":%.6g,"gflops":%.5g,"peak":%.5g)", row.ms,
                row.rate, row.peak);
  return "{\"group\":" + json_string(row.group) + ",\"name\":" + json_string(row.name) + "," +
         numbers.data() + ",\"note\":" + json_string(row.note) + "}";
}

}  // namespace purr

#include "engine/labs/race.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

#include "engine/core/matrix.h"
#include "engine/core/random.h"
#include "engine/kernels/activations.h"
#include "engine/kernels/products.h"
#include "engine/labs/scalar_loops.h"
#include "engine/labs/timing.h"

namespace purr {
namespace {

constexpr double kRounding = 1e-10;
/// A short operation is repeated within a measurement, because a page's clock has steps of up to
/// 0.1 ms.
constexpr int kNumbersPerMeasurement = 1'000'000;

struct Operands {
  std::vector<double> any;       // in [−1, 1)
  std::vector<double> positive;  // in [½, 1½)
  std::vector<double> share;     // in [0, 1)
  int side = 0;                  // of the matrix of A·v
};

Operands make_operands(const RaceSettings& settings) {
  NumpyRandom random(static_cast<std::uint32_t>(settings.seed));
  const auto n = static_cast<std::size_t>(settings.n);
  Operands operands{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
  for (double& x : operands.any) x = 2.0 * random.random_double() - 1.0;
  for (double& x : operands.positive) x = 0.5 + random.random_double();
  for (double& x : operands.share) x = random.random_double();
  operands.side = static_cast<int>(std::sqrt(static_cast<double>(settings.n)));
  return operands;
}

using Numbers = std::span<double>;

auto array_of(std::span<const double> v) {
  return Eigen::Map<const Eigen::ArrayXd>(v.data(), static_cast<Eigen::Index>(v.size()));
}
auto array_of(Numbers v) {
  return Eigen::Map<Eigen::ArrayXd>(v.data(), static_cast<Eigen::Index>(v.size()));
}
auto constant(const std::vector<double>& v) { return std::span<const double>(v); }

std::span<const double> matrix_of(const Operands& o) {
  return constant(o.positive).first(static_cast<std::size_t>(o.side) * o.side);
}
std::span<const double> vector_of(const Operands& o) {
  return constant(o.share).first(static_cast<std::size_t>(o.side));
}

MatrixView<const double> row_view(std::span<const double> v) {
  const int n = static_cast<int>(v.size());
  return {v.data(), 1, n, n, 1};
}

void multiply_by_kernel(const Operands& o, Numbers out) {
  const int k = o.side;
  multiply_transposed<double>({matrix_of(o).data(), k, k, k, 1}, row_view(vector_of(o)), 1.0,
                              {out.data(), k, 1, 1, 1}, Into::replace);
}

void dot_by_kernel(const Operands& o, Numbers out) {
  multiply_transposed<double>(row_view(o.positive), row_view(o.share), 1.0,
                              {out.data(), 1, 1, 1, 1}, Into::replace);
}

/// One operation twice. `size` is how many numbers of the output it fills.
struct Operation {
  const char* name;
  const char* kernel;
  void (*loop)(const Operands&, Numbers out);
  void (*vectorised)(const Operands&, Numbers out);
  std::size_t (*size)(const Operands&);
};

std::size_t whole(const Operands& o) { return o.any.size(); }

constexpr Operation kOperations[] = {
    {"dot", "multiply_transposed",
     [](const Operands& o, Numbers out) { out[0] = scalar::dot(o.positive, o.share); },
     dot_by_kernel, [](const Operands&) { return std::size_t{1}; }},
    {"A·v", "multiply_transposed",
     [](const Operands& o, Numbers out) {
       scalar::multiply(matrix_of(o), vector_of(o), out.first(vector_of(o).size()));
     },
     multiply_by_kernel, [](const Operands& o) { return static_cast<std::size_t>(o.side); }},
    {"exp", "Eigen exp", [](const Operands& o, Numbers out) { scalar::exp(o.any, out); },
     [](const Operands& o, Numbers out) { array_of(out) = array_of(constant(o.any)).exp(); },
     whole},
    {"log", "Eigen log", [](const Operands& o, Numbers out) { scalar::log(o.positive, out); },
     [](const Operands& o, Numbers out) { array_of(out) = array_of(constant(o.positive)).log(); },
     whole},
    {"abs", "Eigen abs", [](const Operands& o, Numbers out) { scalar::abs(o.any, out); },
     [](const Operands& o, Numbers out) { array_of(out) = array_of(constant(o.any)).abs(); },
     whole},
    {"maximum", "activate (ReLU)",
     [](const Operands& o, Numbers out) { scalar::maximum(o.any, out); },
     [](const Operands& o, Numbers out) { activate<double>(Activation::relu, 0.0, o.any, out); },
     whole},
    {"square", "Eigen square", [](const Operands& o, Numbers out) { scalar::square(o.any, out); },
     [](const Operands& o, Numbers out) { array_of(out) = array_of(constant(o.any)).square(); },
     whole},
    {"reciprocal", "Eigen inverse",
     [](const Operands& o, Numbers out) { scalar::reciprocal(o.positive, out); },
     [](const Operands& o, Numbers out) {
       array_of(out) = array_of(constant(o.positive)).inverse();
     },
     whole},
};

double largest_difference(std::span<const double> a, std::span<const double> b) {
  double largest = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    largest = std::max(largest, std::fabs(a[i] - b[i]) / std::max(1.0, std::fabs(a[i])));
  }
  return largest;
}

}  // namespace

Result<RaceResult> race(const RaceSettings& settings, const LabContext& context) {
  const Operands operands = make_operands(settings);
  std::vector<double> by_loop(operands.any.size());
  std::vector<double> by_kernel(operands.any.size());
  const int rounds = std::max(1, kNumbersPerMeasurement / settings.n);
  const auto measure = [&](void (*run)(const Operands&, Numbers), Numbers out) {
    return time_of([&] {
             for (int round = 0; round < rounds; ++round) run(operands, out);
           }) /
           rounds;
  };
  RaceResult result{.equal = true};
  for (const Operation& operation : kOperations) {
    std::vector<double> loop_times;
    std::vector<double> kernel_times;
    // The first measurement warms up and is not counted.
    for (int repeat = 0; repeat <= settings.repeats; ++repeat) {
      const double loop_ms = measure(operation.loop, by_loop);
      const double kernel_ms = measure(operation.vectorised, by_kernel);
      if (repeat == 0) continue;
      loop_times.push_back(loop_ms);
      kernel_times.push_back(kernel_ms);
    }
    const std::size_t size = operation.size(operands);
    const double difference =
        largest_difference(constant(by_loop).first(size), constant(by_kernel).first(size));
    const TimeRange loop = range_of(loop_times);
    const TimeRange kernel = range_of(kernel_times);
    result.rows.push_back({.name = operation.name,
                           .kernel = operation.kernel,
                           .loop_ms = loop.median,
                           .kernel_ms = kernel.median,
                           .factor = loop.median / kernel.median,
                           .loop_low = loop.low,
                           .loop_high = loop.high,
                           .kernel_low = kernel.low,
                           .kernel_high = kernel.high,
                           .equal = difference < kRounding,
                           .largest_difference = difference});
    result.equal = result.equal && result.rows.back().equal;
    if (!context.go_on(static_cast<double>(result.rows.size()) / std::size(kOperations))) {
      return fail(Errc::lab_stopped);
    }
  }
  return result;
}

}  // namespace purr

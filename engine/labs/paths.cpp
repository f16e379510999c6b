#include "engine/labs/paths.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "engine/core/random.h"
#include "engine/kernels/activations.h"
#include "engine/model/network.h"
#include "engine/train/optimizer.h"

namespace purr {
namespace {

constexpr int kExamples = 200;
constexpr double kTrueWeights[] = {1.5, 1.5};  // of the unit that labels are drawn from
constexpr double kNear = 0.01;                 // of the height above the minimum
constexpr int kNoiseEpochs = 20;

double sigmoid(double z) { return activation(Activation::sigmoid, 0.0, z); }

double logit(const PathExamples& examples, int i, double w1, double w2) {
  return w1 * examples.X(0, i) + w2 * examples.X(1, i);
}

/// dw (2) of the mean loss over the examples `batch`.
Vector<double> gradient_of(const PathExamples& examples, std::span<const int> batch,
                           const Vector<double>& w) {
  Vector<double> dw = Vector<double>::Zero(2);
  for (const int i : batch) {
    const double dz =
        sigmoid(logit(examples, i, w(0), w(1))) - examples.labels[static_cast<std::size_t>(i)];
    dw(0) += dz * examples.X(0, i);
    dw(1) += dz * examples.X(1, i);
  }
  return dw / static_cast<double>(batch.size());
}

std::vector<int> all_examples() {
  std::vector<int> all(kExamples);
  for (int i = 0; i < kExamples; ++i) all[static_cast<std::size_t>(i)] = i;
  return all;
}

/// Batches of one epoch after another: consecutive parts of a permutation, the last may be short.
class Batches {
 public:
  Batches(int size, int seed) : size_(std::min(size, kExamples)), seed_(seed) {}

  std::span<const int> next() {
    if (size_ == 0) {
      if (order_.empty()) order_ = all_examples();
      return order_;
    }
    if (first_ >= order_.size()) {
      order_ = NumpyRandom(static_cast<std::uint32_t>(seed_ + epoch_++)).permutation(kExamples);
      first_ = 0;
    }
    const std::size_t count = std::min(static_cast<std::size_t>(size_), order_.size() - first_);
    const std::span<const int> batch = std::span(order_).subspan(first_, count);
    first_ += count;
    return batch;
  }

 private:
  int size_;
  int seed_;
  int epoch_ = 1;
  std::size_t first_ = 0;
  std::vector<int> order_;
};

PathPoint point_at(const PathExamples& examples, const Vector<double>& w) {
  return {w(0), w(1), path_cost(examples, w(0), w(1))};
}

/// Newton's method over all examples.
PathPoint find_minimum(const PathExamples& examples) {
  const std::vector<int> all = all_examples();
  Vector<double> w = Vector<double>::Zero(2);
  for (int iteration = 0; iteration < 50; ++iteration) {
    const Vector<double> dw = gradient_of(examples, all, w);
    double aa = 0.0;
    double ab = 0.0;
    double bb = 0.0;
    for (const int i : all) {
      const double z = logit(examples, i, w(0), w(1));
      const double slope = sigmoid(z) * sigmoid(-z) / kExamples;
      const double x1 = examples.X(0, i);
      const double x2 = examples.X(1, i);
      aa += slope * x1 * x1;
      ab += slope * x1 * x2;
      bb += slope * x2 * x2;
    }
    const double determinant = aa * bb - ab * ab;
    w(0) -= (bb * dw(0) - ab * dw(1)) / determinant;
    w(1) -= (aa * dw(1) - ab * dw(0)) / determinant;
  }
  return point_at(examples, w);
}

OptimizerPath walk(Optimizer optimizer, const char* name, const PathExamples& examples,
                   const PathsSettings& settings, const PathPoint& minimum) {
  const bool is_adaptive = optimizer == Optimizer::rmsprop || optimizer == Optimizer::adam;
  const double learning_rate = is_adaptive ? settings.adaptive_rate : settings.learning_rate;
  const TrainingSpec spec{
      .optimizer = optimizer, .momentum = settings.momentum, .beta2 = settings.beta2};
  Vector<double> w(2);
  w << settings.w1, settings.w2;
  Moments<double> moments;
  Batches batches(settings.batch_size, settings.seed);
  OptimizerPath path{.optimizer = name};
  path.points.push_back(point_at(examples, w));
  const double near = minimum.cost + kNear * (path.points.front().cost - minimum.cost);
  for (int step = 1; step <= settings.steps; ++step) {
    const Vector<double> dw = gradient_of(examples, batches.next(), w);
    update(w, dw, learning_rate, spec, step, moments);
    const PathPoint point = point_at(examples, w);
    path.rises += point.cost > path.points.back().cost ? 1 : 0;
    if (!path.near_at && point.cost <= near) path.near_at = step;
    path.points.push_back(point);
  }
  path.cost = path.points.back().cost;
  return path;
}

/// Over the batches of some epochs.
double noise_of(int batch_size, const PathExamples& examples, const Vector<double>& w, int seed) {
  const Vector<double> whole = gradient_of(examples, all_examples(), w);
  Batches batches(batch_size, seed);
  const int count = std::max(1, kExamples / batch_size) * kNoiseEpochs;
  double squares = 0.0;
  for (int i = 0; i < count; ++i) {
    squares += (gradient_of(examples, batches.next(), w) - whole).squaredNorm();
  }
  return std::sqrt(squares / count);
}

}  // namespace

PathExamples path_examples(const PathsSettings& settings) {
  NumpyRandom random(static_cast<std::uint32_t>(settings.seed));
  PathExamples examples{.X = Matrix<double>(2, kExamples),
                        .labels = std::vector<std::uint8_t>(kExamples)};
  for (int i = 0; i < kExamples; ++i) {
    const double x1 = random.randn();
    const double x2 = random.randn();
    examples.X(0, i) = x1;
    examples.X(1, i) = settings.stretch * x2;
    const double chance = sigmoid(kTrueWeights[0] * x1 + kTrueWeights[1] * x2);
    examples.labels[static_cast<std::size_t>(i)] = random.random_double() < chance ? 1 : 0;
  }
  return examples;
}

double path_cost(const PathExamples& examples, double w1, double w2) {
  double sum = 0.0;
  for (int i = 0; i < kExamples; ++i) {
    sum += loss(logit(examples, i, w1, w2), examples.labels[static_cast<std::size_t>(i)]);
  }
  return sum / kExamples;
}

PathsResult paths(const PathsSettings& settings, const LabContext&) {
  const PathExamples examples = path_examples(settings);
  PathsResult result;
  result.minimum = find_minimum(examples);
  for (const auto& [optimizer, name] :
       {std::pair{Optimizer::gd, "gd"}, std::pair{Optimizer::momentum, "momentum"},
        std::pair{Optimizer::rmsprop, "rmsprop"}, std::pair{Optimizer::adam, "adam"}}) {
    result.paths.push_back(walk(optimizer, name, examples, settings, result.minimum));
  }
  Vector<double> start(2);
  start << settings.w1, settings.w2;
  result.gradient_norm = gradient_of(examples, all_examples(), start).norm();
  for (const int batch_size : {1, 4, 16, 64, kExamples}) {
    result.noise.push_back({batch_size, noise_of(batch_size, examples, start, settings.seed)});
  }
  return result;
}

}  // namespace purr

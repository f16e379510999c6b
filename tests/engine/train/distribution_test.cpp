// Distributions: bins against NumPy's, and those of a layer against the same step taken apart.
#include "engine/train/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <vector>

#include "engine/train/trainer.h"
#include "tests/support/catch.h"
#include "tests/support/datasets.h"
#include "tests/support/trainers.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

struct Binned {
  std::vector<double> values;
  std::vector<std::uint32_t> counts;
  double low, high, mean, deviation;
};

#include "tests/engine/train/histograms_numpy.inc"

Histogram bins_of(const std::vector<double>& values, int bins) {
  return histogram<double>(values, bins);
}

TEST_CASE("bins are NumPy's", "[train][golden]") {
  for (const Binned& numpys : kBinned) {
    CAPTURE(numpys.values);
    const Histogram ours = bins_of(numpys.values, static_cast<int>(numpys.counts.size()));
    CHECK(ours.counts == numpys.counts);
    CHECK(ours.low == numpys.low);
    CHECK(ours.high == numpys.high);
    CHECK(ours.finite_count == numpys.values.size());
    CHECK_THAT(ours.mean, WithinAbs(numpys.mean, 1e-12 * std::max(1.0, std::fabs(ours.high))));
    if (std::isfinite(numpys.deviation)) {
      CHECK_THAT(ours.deviation, WithinRel(numpys.deviation, 1e-12));
    }
  }
}

TEST_CASE("NaN and infinite values are counted apart and move no bin", "[train][unit]") {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const Histogram clean = bins_of({1, 2, 3, 4}, 3);
  const Histogram spoiled = bins_of({1, kNan, 2, kInfinity, 3, -kInfinity, kNan, 4, kNan}, 3);
  CHECK(spoiled.counts == clean.counts);
  CHECK(spoiled.low == 1.0);
  CHECK(spoiled.high == 4.0);
  CHECK(spoiled.mean == clean.mean);
  CHECK(spoiled.nan_count == 3);
  CHECK(spoiled.infinite_count == 2);
  CHECK(spoiled.finite_count == 4);

  const Histogram nothing = bins_of({kNan, kInfinity}, 3);
  CHECK(nothing.counts.empty());
  CHECK(nothing.nan_count == 1);
  CHECK(nothing.infinite_count == 1);
  CHECK(bins_of({}, 3).counts.empty());
}

TEST_CASE("the least and the greatest value are in a bin, however wide the range",
          "[train][property]") {
  constexpr double kMax = std::numeric_limits<double>::max();
  for (const std::vector<double>& values :
       {std::vector<double>{-kMax, 0.0, kMax}, std::vector<double>{0.0, 5e-324},
        std::vector<double>{1.0, std::nextafter(1.0, 2.0)}}) {
    CAPTURE(values);
    const Histogram ours = bins_of(values, 5);
    CHECK(ours.low == values.front());
    CHECK(ours.high == values.back());
    CHECK(ours.counts.front() >= 1);
    CHECK(ours.counts.back() >= 1);
    CHECK(std::accumulate(ours.counts.begin(), ours.counts.end(), 0U) == values.size());
  }
}

TEST_CASE("dead and saturated entries are counted, and units that are so for every example",
          "[train][unit]") {
  LayerDistribution relu{.activation = Activation::relu, .units = 3, .examples = 2};
  // A dead unit, one that is dead for one example (0 counts), one alive.
  count_entries<double>(std::vector<double>{-1, -2, 0, 3, 4, 5},
                        std::vector<double>{0, 0, 0, 3, 4, 5}, relu);
  CHECK(relu.negative == 3);
  CHECK(relu.dead_units == 1);
  CHECK(relu.saturated == 0);

  LayerDistribution tanh{.activation = Activation::tanh, .units = 2, .examples = 2};
  count_entries<double>(std::vector<double>{2, -2, 1, 3},
                        std::vector<double>{0.964, -0.964, 0.95, 0.995}, tanh);
  CHECK(tanh.saturated == 3);
  CHECK(tanh.flat_units == 1);

  CHECK(is_saturated(Activation::sigmoid, 0.04));
  CHECK(is_saturated(Activation::sigmoid, 0.96));
  CHECK_FALSE(is_saturated(Activation::sigmoid, 0.5));
  CHECK_FALSE(is_saturated(Activation::relu, 40.0));
  CHECK_FALSE(is_saturated(Activation::linear, -40.0));
}

std::shared_ptr<const Dataset> six_points() {
  auto dataset = std::make_shared<Dataset>();
  dataset->train = {.n_x = 2, .count = 6};
  dataset->train.numbers = {0.5, 1.5, -1.25, 0.25, 2.0, -0.5, 0.125, -2.0, -0.75, 1.0, 0.75, 0.5};
  dataset->train_labels = {1, 0, 1, 1, 0, 0};
  dataset->test = {.n_x = 2, .count = 0};
  return dataset;
}

void check_layer(const LayerDistribution& ours, const BatchLayer& apart) {
  const auto check = [](const Histogram& a, const std::vector<double>& values) {
    const Histogram b = bins_of(values, kDistributionBins);
    CHECK(a.finite_count == values.size());
    CHECK_THAT(a.low, WithinAbs(b.low, 1e-12));
    CHECK_THAT(a.high, WithinAbs(b.high, 1e-12));
    CHECK_THAT(a.mean, WithinAbs(b.mean, 1e-12));
    CHECK_THAT(a.deviation, WithinAbs(b.deviation, 1e-12));
  };
  check(ours.Z, apart.Z);
  check(ours.A, apart.A);
  check(ours.dW, apart.dW);
  CHECK(ours.W.finite_count == apart.dW.size());
  CHECK(ours.activation == apart.activation);
  const auto silent =
      std::count_if(apart.Z.begin(), apart.Z.end(), [](double z) { return z <= 0; });
  CHECK(ours.negative == static_cast<std::uint64_t>(silent));
}

TEST_CASE("a layer's distribution is that of the step taken apart, with either solver",
          "[train][unit]") {
  NetworkSpec network;
  network.hidden = {4, 3};
  network.activation = {Activation::relu, Activation::tanh};
  network.init = Initialisation::xavier;
  TrainingSpec training;
  training.l2 = 0.2;
  training.learning_rate = 0.5;
  const bool gram = GENERATE(false, true);
  const auto trainer = trainer_of<double>(six_points(), network, training, gram);
  train_iterations(*trainer, 5);
  const std::vector<std::uint8_t> before = trainer->save();
  const BatchTrace apart = trainer->trace_batch();
  for (int l = 1; l <= 3; ++l) {
    CAPTURE(gram, l);
    const LayerDistribution distribution = trainer->distribution(l);
    check_layer(distribution, apart.layers[static_cast<std::size_t>(l - 1)]);
    const LayerWeights weights = trainer->weights(l);
    const auto [least, most] = std::minmax_element(weights.W.begin(), weights.W.end());
    CHECK_THAT(distribution.W.low, WithinAbs(static_cast<double>(*least), 1e-6));
    CHECK_THAT(distribution.W.high, WithinAbs(static_cast<double>(*most), 1e-6));
  }
  // Looking changes nothing, and training goes on as without it.
  CHECK(trainer->save() == before);
  const auto unseen = trainer_of<double>(six_points(), network, training, gram);
  train_iterations(*unseen, 9);
  train_iterations(*trainer, 4);
  CHECK(are_the_same(trainer->parameters(), unseen->parameters()));
}

TEST_CASE("the distribution is of all examples without dropout, whatever the batch",
          "[train][unit]") {
  NetworkSpec network;
  network.hidden = {4};
  network.activation = {Activation::tanh};
  TrainingSpec whole;
  TrainingSpec parts = whole;
  parts.batch_size = 2;
  parts.keep_prob = 0.5;
  const auto a = trainer_of<float>(six_points(), network, whole, false)->distribution(1);
  const auto b = trainer_of<float>(six_points(), network, parts, false)->distribution(1);
  CHECK(b.examples == 6);
  CHECK(a.Z.counts == b.Z.counts);
  CHECK(a.A.counts == b.A.counts);
  CHECK(a.dW.counts == b.dW.counts);
  CHECK(a.A.high == b.A.high);
}

}  // namespace
}  // namespace purr

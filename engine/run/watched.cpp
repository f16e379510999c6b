#include "engine/run/watched.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "engine/data/standardise.h"

namespace purr {
namespace {

constexpr int kBoundarySide = 96;
constexpr int kPlaneColumns = 16384;  // points of the plane that go through the network at once
constexpr double kPlaneWork = 1e9;    // multiply-adds for one picture of the plane …
constexpr double kPlaneWorkWhileBusy = 1e8;  // … and while training waits for it

/// A square around all points, with a margin and one scale for both axes.
PlaneView usual_view(const std::vector<double>& points) {
  double x_min = 0, x_max = 0, y_min = 0, y_max = 0;
  for (std::size_t i = 0; i + 1 < points.size(); i += 2) {
    x_min = i == 0 ? points[i] : std::min(x_min, points[i]);
    x_max = i == 0 ? points[i] : std::max(x_max, points[i]);
    y_min = i == 0 ? points[i + 1] : std::min(y_min, points[i + 1]);
    y_max = i == 0 ? points[i + 1] : std::max(y_max, points[i + 1]);
  }
  const double size = 1.16 * std::max({x_max - x_min, y_max - y_min, 1e-6});
  return {.side = kBoundarySide,
          .x_min = (x_min + x_max - size) / 2,
          .y_min = (y_min + y_max - size) / 2,
          .size = size};
}

/// `side`, or fewer values a row where the network is too large for it.
int affordable_side(const RunState& run, int side) {
  const auto parameters = static_cast<double>(parameter_count(run.sizes()));
  const double work = run.is_busy() ? kPlaneWorkWhileBusy : kPlaneWork;
  return std::min(side, std::max(kBoundarySide, static_cast<int>(std::sqrt(work / parameters))));
}

}  // namespace

PredictionsUpdate predictions_of(const RunState& run) {
  PredictionsUpdate update{.revision = run.data_revision, .iteration = run.trainer->iteration()};
  run.trainer->predict(update.train, update.test);
  return update;
}

WeightsUpdate weights_of(const RunState& run, int layer) {
  LayerWeights weights = run.trainer->weights(layer);
  return {.layer = layer,
          .iteration = run.trainer->iteration(),
          .n_out = weights.n_out,
          .n_in = weights.n_in,
          .W = std::move(weights.W),
          .b = std::move(weights.b),
          .learned = std::move(weights.learned)};
}

std::optional<TraceUpdate> trace_of(const RunState& run, bool is_test, int example) {
  const std::vector<std::uint8_t>& labels =
      is_test ? run.dataset->test_labels : run.dataset->train_labels;
  if (example < 0 || example >= static_cast<int>(labels.size())) return std::nullopt;
  TraceUpdate update{.revision = run.data_revision,
                     .iteration = run.trainer->iteration(),
                     .is_test = is_test,
                     .example = example,
                     .label = labels[static_cast<std::size_t>(example)]};
  int l = 0;
  for (LayerTrace& trace : run.trainer->trace(is_test, example)) {
    ++l;
    TraceUpdate::Layer layer{.activation = trace.activation};
    layer.db = trace.dZ;  // m = 1: the mean over one example
    layer.Z = std::move(trace.Z);
    layer.A = std::move(trace.A);
    layer.dA = std::move(trace.dA);
    layer.dZ = std::move(trace.dZ);
    // The first layer of pictures has too many weights to go with every trace.
    constexpr int kMaxTracedInputs = 16;
    if (l > 1 || run.dataset->train.n_x <= kMaxTracedInputs) {
      const LayerWeights weights = run.trainer->weights(l);
      layer.W.assign(weights.W.begin(), weights.W.end());
    }
    layer.b = run.trainer->biases(l);
    update.layers.push_back(std::move(layer));
  }
  update.loss = loss(update.layers.back().Z[0], update.label);
  return update;
}

DistributionUpdate distribution_of(const RunState& run, int layer) {
  const int l = std::min(layer, run.layer_count());
  return {.revision = run.data_revision,
          .iteration = run.trainer->iteration(),
          .layer = l,
          .distribution = run.trainer->distribution(l)};
}

WeightUpdate weight_of(const RunState& run, const WeightPlace& place) {
  const std::vector<int> sizes = run.sizes();
  const int layer = std::clamp(place.layer, 1, run.layer_count());
  const auto l = static_cast<std::size_t>(layer);
  const WeightPlace there{layer, std::clamp(place.unit, 1, sizes[l]),
                          std::clamp(place.input, 1, sizes[l - 1])};
  WeightUpdate update{.revision = run.data_revision,
                      .trace = run.trainer->trace_weight(layer, there.unit, there.input)};
  if (!run.is_busy()) {
    update.history = run.history.weight_history(*run.trainer, run.experiment.training, there);
    // While an earlier state is looked at there are later checkpoints, too.
    std::erase_if(update.history, [&](const WeightPoint& point) {
      return point.iteration >= update.trace.iteration;
    });
  }
  update.history.push_back({update.trace.iteration, update.trace.weight});
  if (16.0 * sizes[l] * sizes[l - 1] > kMaxTraceBytes) update.trace.W = update.trace.dW = {};
  return update;
}

UnitUpdate unit_of(const RunState& run, const UnitPlace& place) {
  const int layer = std::clamp(place.layer, 1, run.layer_count());
  const int unit = std::clamp(place.unit, 1, run.sizes()[static_cast<std::size_t>(layer)]);
  UnitUpdate update{.revision = run.data_revision,
                    .iteration = run.trainer->iteration(),
                    .layer = layer,
                    .unit = unit};
  std::vector<UnitAnswer> answers;
  for (const double a : run.trainer->outputs(layer, unit)) {
    if (a == 0.0) ++update.at_zero;
    answers.push_back({static_cast<std::int32_t>(answers.size()), a});
  }
  // Examples with equal answers, such as 0, come in their order. NaN counts as the least.
  const auto value = [](const UnitAnswer& answer) {
    return std::isnan(answer.a) ? -std::numeric_limits<double>::infinity() : answer.a;
  };
  const auto count = static_cast<std::ptrdiff_t>(answers.size());
  const auto most = std::min<std::ptrdiff_t>(UnitUpdate::kShown, count);
  const auto least = std::min<std::ptrdiff_t>(UnitUpdate::kShown, count - most);
  std::stable_sort(answers.begin(), answers.end(),
                   [&](const UnitAnswer& a, const UnitAnswer& b) { return value(a) > value(b); });
  update.most.assign(answers.begin(), answers.begin() + most);
  update.least.assign(answers.rbegin(), answers.rbegin() + least);
  return update;
}

BoundaryUpdate boundary_of(const RunState& run) {
  BoundaryUpdate update = boundary_of(run, {.side = kBoundarySide});
  update.is_view = false;
  return update;
}

BoundaryUpdate boundary_of(const RunState& run, const PlaneView& asked) {
  const Dataset& data = *run.dataset;
  PlaneView view = asked.size > 0.0 ? asked : usual_view(shown_coordinates(data, data.train));
  const bool is_input = has_standardised_plane(data);
  const auto input = [&](int k, double x) { return is_input ? x : data.train.value(k, x); };
  const int side = affordable_side(run, asked.side);
  std::vector<float> y_hat;
  y_hat.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  // A few rows at a time: all of a large grid would take memory for every unit of a layer.
  const int rows_at_once = std::max(1, kPlaneColumns / side);
  for (int first = 0; first < side; first += rows_at_once) {
    const int rows = std::min(rows_at_once, side - first);
    Matrix<double> grid(2, rows * side);
    for (int i = 0; i < rows * side; ++i) {
      const double column = i % side + 0.5;
      const double row = first + i / side + 0.5;
      grid(0, i) = input(0, view.x_min + view.size * column / side);
      grid(1, i) = input(1, view.y_min + view.size * row / side);
    }
    const std::vector<float> part = run.trainer->predict(grid);
    y_hat.insert(y_hat.end(), part.begin(), part.end());
  }
  return {.revision = run.data_revision,
          .iteration = run.trainer->iteration(),
          .side = side,
          .x_min = static_cast<float>(view.x_min),
          .x_max = static_cast<float>(view.x_min + view.size),
          .y_min = static_cast<float>(view.y_min),
          .y_max = static_cast<float>(view.y_min + view.size),
          .y_hat = std::move(y_hat),
          .is_view = true};
}

}  // namespace purr

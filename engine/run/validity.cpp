#include "engine/run/validity.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "engine/train/health_monitor.h"

namespace purr {
namespace {

constexpr std::size_t kMaxLayers = kMaxHiddenLayers + 1;
constexpr std::size_t kMaxWords = 100000;  // of one column of a table

std::size_t area(int rows, int columns) {
  return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

bool are_labels(const std::vector<std::uint8_t>& labels) {
  return !labels.empty() &&
         std::all_of(labels.begin(), labels.end(), [](std::uint8_t label) { return label <= 1; });
}

/// Whether every example has one of the values.
bool is_valid_for(const Facet& facet, const DataUpdate& data) {
  constexpr std::size_t kMaxValues = 256;
  const auto are_values = [&](const std::vector<std::uint8_t>& values) {
    return std::all_of(values.begin(), values.end(),
                       [&](std::uint8_t value) { return value < facet.values.size(); });
  };
  return facet.values.size() <= kMaxValues && facet.train.size() == data.train_labels.size() &&
         facet.test.size() == data.test_labels.size() && are_values(facet.train) &&
         are_values(facet.test);
}

}  // namespace

bool is_valid(const PictureSet& set) {
  constexpr int kMaxSide = 1024;
  return set.width >= 1 && set.height >= 1 && set.width <= kMaxSide && set.height <= kMaxSide &&
         set.channels == 3 && set.pixels.size() == set.labels.size() * set.picture_size() &&
         are_labels(set.labels) && set.test_count >= 0 && set.test_count < set.count();
}

bool is_valid(const PointSet& set) {
  return set.xy.size() == 2 * set.labels.size() && are_labels(set.labels) &&
         std::all_of(set.xy.begin(), set.xy.end(), [](double x) { return x > -1e12 && x < 1e12; });
}

bool is_valid(const Table& table) {
  return is_whole(table) &&
         std::all_of(table.words.begin(), table.words.end(),
                     [](const auto& words) { return words.size() <= kMaxWords; });
}

bool is_valid(const PlaneView& view) {
  return view.side >= 0 && view.side <= PlaneView::kMaxSide && std::isfinite(view.x_min) &&
         std::isfinite(view.y_min) && std::isfinite(view.size) && view.size >= 0.0;
}

bool is_valid(const Histogram& histogram) {
  constexpr std::size_t kMaxBins = 1024;
  return histogram.counts.size() <= kMaxBins;
}

bool is_valid(const BatchLayer& layer) {
  if (layer.n_out < 1 || layer.n_in < 1) return false;
  const auto n_out = static_cast<std::size_t>(layer.n_out);
  const std::size_t weights = area(layer.n_out, layer.n_in);
  const std::size_t values = layer.Z.size();
  // The mask and what the optimiser keeps may be absent.
  const auto fits = [](const std::vector<double>& part, std::size_t size) {
    return part.empty() || part.size() == size;
  };
  return values % n_out == 0 && layer.A.size() == values && fits(layer.D, values) &&
         layer.dA.size() == values && layer.dZ.size() == values && layer.dW.size() == weights &&
         layer.db.size() == n_out && fits(layer.v_dW, weights) && fits(layer.s_dW, weights) &&
         fits(layer.v_db, n_out) && fits(layer.s_db, n_out);
}

bool is_valid(const BatchTrace& trace) { return trace.layers.size() <= kMaxLayers; }

bool is_valid(const GradientPoint& point) {
  return point.layers >= 0 && point.layers <= static_cast<int>(kMaxLayers);
}

bool is_valid(const Error& error) {
  constexpr std::size_t kMaxArgs = 10;
  return error.args.size() <= kMaxArgs;
}

bool is_valid(const LayerActivity& layer) {
  return layer.is_dead.size() <= static_cast<std::size_t>(kMaxUnits) &&
         std::all_of(layer.is_dead.begin(), layer.is_dead.end(),
                     [](std::uint8_t dead) { return dead <= 1; });
}

bool is_valid(const RunTo& command) { return command.iteration >= 0; }

bool is_valid(const Watch& command) { return command.distribution_layer >= 0; }

bool is_valid(const LookBack& command) { return command.iteration >= LookBack::kNow; }

bool is_valid(const EditWeight& command) { return std::isfinite(command.value); }

bool is_valid(const Pace& command) {
  return command.per_second == 0.0 ||
         (command.per_second >= kMinPace && command.per_second <= kMaxPace);
}

bool is_valid(const AskPictures& command) {
  return command.examples.size() <= AskPictures::kMaxCount;
}

// A vector of points is copied in one piece, past the rules for each of them.
bool is_valid(const GradientsUpdate& update) {
  return std::all_of(update.points.begin(), update.points.end(),
                     [](const GradientPoint& point) { return is_valid(point); });
}

bool is_valid(const KeptPictures& pictures) {
  return std::all_of(pictures.places.begin(), pictures.places.end(),
                     [](std::int32_t place) { return place >= 0; });
}

bool is_valid(const DataUpdate& update) {
  constexpr std::size_t kMaxFacets = 16;
  constexpr std::size_t kMaxNames = Table::kMaxColumns * kMaxOneHot;
  const auto is_of_plane = [](const std::vector<double>& values) {
    return values.empty() || values.size() == 2;
  };
  const auto fits = [](const KeptPictures& kept, const std::vector<std::uint8_t>& labels) {
    return kept.places.size() == (kept.kept_as != 0 ? labels.size() : 0);
  };
  return update.facets.size() <= kMaxFacets && fits(update.train_kept, update.train_labels) &&
         fits(update.test_kept, update.test_labels) && update.feature_names.size() <= kMaxNames &&
         update.table_names.size() <= static_cast<std::size_t>(Table::kMaxColumns) &&
         is_of_plane(update.point_means) &&
         update.point_deviations.size() == update.point_means.size() &&
         std::all_of(update.facets.begin(), update.facets.end(),
                     [&](const Facet& facet) { return is_valid_for(facet, update); }) &&
         std::all_of(update.flipped.begin(), update.flipped.end(), [&](std::int32_t i) {
           return i >= 0 && static_cast<std::size_t>(i) < update.train_labels.size();
         });
}

/// Pictures of one size, and as many as there are examples.
bool is_valid(const PicturesUpdate& update) {
  const std::size_t count = update.examples.size();
  return count > 0 ? !update.pixels.empty() && update.pixels.size() % count == 0
                   : update.pixels.empty();
}

bool is_valid(const WeightsUpdate& update) {
  return update.n_out >= 0 && update.n_in >= 0 &&
         update.W.size() == area(update.n_out, update.n_in) &&
         (update.learned.empty() || update.learned.size() == update.W.size());
}

bool is_valid(const TraceUpdate& update) { return update.layers.size() <= kMaxLayers; }

bool is_valid(const BoundaryUpdate& update) {
  return update.side >= 0 && update.y_hat.size() == area(update.side, update.side);
}

bool is_valid(const HealthUpdate& update) {
  return update.layers.size() < kMaxLayers && update.steps.size() <= HealthMonitor::kMaxSteps &&
         std::all_of(update.diagnoses.begin(), update.diagnoses.end(), [](const Diagnosis& one) {
           return one.layer >= 0 && one.layer <= static_cast<int>(kMaxLayers);
         });
}

bool is_valid(const UnitUpdate& update) {
  constexpr auto kMax = static_cast<std::size_t>(UnitUpdate::kShown);
  return update.most.size() <= kMax && update.least.size() <= kMax;
}

}  // namespace purr

#include "engine/run/messages.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/core/bytes.h"

namespace purr {
namespace {

// One pair of functions for each type of message; the kind is the variant's index in one byte.

void put(ByteWriter& out, const std::vector<std::uint8_t>& bytes) {
  out.put_array(std::span(bytes));
}

void put_pictures(ByteWriter& out, const std::shared_ptr<const PictureSet>& set) {
  out.put<std::uint8_t>(set != nullptr);
  if (!set) return;
  out.put<std::int32_t>(set->width);
  out.put<std::int32_t>(set->height);
  out.put<std::int32_t>(set->channels);
  put(out, set->pixels);
  put(out, set->labels);
  for (const std::string& name : set->class_names) out.put_text(name);
}

/// True for a set whose parts agree and that holds something.
bool is_whole(const PictureSet& set) {
  constexpr int kMaxSide = 1024;
  if (set.labels.empty()) return false;
  if (set.width < 1 || set.height < 1 || set.width > kMaxSide || set.height > kMaxSide)
    return false;
  if (set.channels != 3 || set.pixels.size() != set.labels.size() * set.picture_size())
    return false;
  for (const std::uint8_t label : set.labels) {
    if (label > 1) return false;
  }
  return true;
}

bool get_pictures(ByteReader& in, std::shared_ptr<const PictureSet>& pictures) {
  if (!in.get_bool()) return true;
  auto set = std::make_shared<PictureSet>();
  set->width = in.get<std::int32_t>();
  set->height = in.get<std::int32_t>();
  set->channels = in.get<std::int32_t>();
  set->pixels = in.get_array<std::uint8_t>();
  set->labels = in.get_array<std::uint8_t>();
  for (std::string& name : set->class_names) name = in.get_text();
  if (!in.ok() || !is_whole(*set)) return false;
  pictures = std::move(set);
  return true;
}

void put_points(ByteWriter& out, const std::shared_ptr<const PointSet>& set) {
  out.put<std::uint8_t>(set != nullptr);
  if (!set) return;
  out.put_array(std::span(set->xy));
  put(out, set->labels);
}

bool get_points(ByteReader& in, std::shared_ptr<const PointSet>& points) {
  if (!in.get_bool()) return true;
  auto set = std::make_shared<PointSet>();
  set->xy = in.get_array<double>();
  set->labels = in.get_array<std::uint8_t>();
  if (!in.ok() || set->labels.empty() || set->xy.size() != 2 * set->labels.size()) return false;
  for (const double x : set->xy) {
    if (!(x > -1e12 && x < 1e12)) return false;
  }
  for (const std::uint8_t label : set->labels) {
    if (label > 1) return false;
  }
  points = std::move(set);
  return true;
}

void put_texts(ByteWriter& out, const std::vector<std::string>& texts) {
  out.put(static_cast<std::uint32_t>(texts.size()));
  for (const std::string& text : texts) out.put_text(text);
}
bool get_texts(ByteReader& in, std::vector<std::string>& texts, std::uint32_t most) {
  const auto count = in.get<std::uint32_t>();
  if (count > most) return false;
  for (std::uint32_t i = 0; i < count && in.ok(); ++i) texts.push_back(in.get_text());
  return in.ok();
}

void put_table(ByteWriter& out, const std::shared_ptr<const Table>& table) {
  out.put<std::uint8_t>(table != nullptr);
  if (!table) return;
  put_texts(out, table->names);
  out.put_array(std::span(table->values));
  out.put<std::int32_t>(table->rows);
  for (const auto& words : table->words) put_texts(out, words);
}
bool get_table(ByteReader& in, std::shared_ptr<const Table>& table) {
  if (!in.get_bool()) return true;
  constexpr std::uint32_t kMostWords = 100000;
  auto read = std::make_shared<Table>();
  if (!get_texts(in, read->names, Table::kMostColumns)) return false;
  read->values = in.get_array<double>();
  read->rows = in.get<std::int32_t>();
  read->words.resize(read->names.size());
  for (auto& words : read->words) {
    if (!get_texts(in, words, kMostWords)) return false;
  }
  if (!in.ok() || !is_whole(*read)) return false;
  table = std::move(read);
  return true;
}

// ---- commands --------------------------------------------------------------------------------------

void put(ByteWriter& out, const Configure& c) {
  out.put(c.serial);
  out.put<std::uint8_t>(c.retrain);
  out.put_text(c.experiment);
}
bool get(ByteReader& in, Configure& c) {
  c.serial = in.get<std::uint32_t>();
  c.retrain = in.get_bool();
  c.experiment = in.get_text();
  return true;
}

void put(ByteWriter&, const Play&) {}
bool get(ByteReader&, Play&) { return true; }
void put(ByteWriter&, const Pause&) {}
bool get(ByteReader&, Pause&) { return true; }

void put(ByteWriter& out, const RunTo& c) { out.put<std::int32_t>(c.iteration); }
bool get(ByteReader& in, RunTo& c) {
  c.iteration = in.get<std::int32_t>();
  return c.iteration >= 0;
}

void put(ByteWriter& out, const Bring& c) {
  put_pictures(out, c.data.train_pictures);
  put_pictures(out, c.data.test_pictures);
  put_points(out, c.data.train_points);
  put_points(out, c.data.test_points);
  put_pictures(out, c.data.my_pictures);
  put_table(out, c.data.table);
  out.put<std::uint8_t>(c.data.glyphs != nullptr);
  if (c.data.glyphs) put(out, *c.data.glyphs);
}
bool get(ByteReader& in, Bring& c) {
  if (!get_pictures(in, c.data.train_pictures) || !get_pictures(in, c.data.test_pictures) ||
      !get_points(in, c.data.train_points) || !get_points(in, c.data.test_points) ||
      !get_pictures(in, c.data.my_pictures) || !get_table(in, c.data.table)) {
    return false;
  }
  if (in.get_bool()) {
    c.data.glyphs = std::make_shared<const std::vector<std::uint8_t>>(in.get_array<std::uint8_t>());
  }
  return true;
}

void put(ByteWriter& out, const Watch& c) {
  for (const bool flag : {c.predictions, c.first_layer, c.boundary, c.trace, c.trace_is_test}) {
    out.put<std::uint8_t>(flag);
  }
  out.put<std::int32_t>(c.trace_example);
  out.put<std::int32_t>(c.distribution_layer);
  out.put(c.plane_view.side);
  for (const double value : {c.plane_view.x_min, c.plane_view.y_min, c.plane_view.size}) {
    out.put(value);
  }
}
bool get(ByteReader& in, Watch& c) {
  for (bool* flag : {&c.predictions, &c.first_layer, &c.boundary, &c.trace, &c.trace_is_test}) {
    *flag = in.get_bool();
  }
  c.trace_example = in.get<std::int32_t>();
  c.distribution_layer = in.get<std::int32_t>();
  PlaneView& plane = c.plane_view;
  plane.side = in.get<std::int32_t>();
  for (double* value : {&plane.x_min, &plane.y_min, &plane.size}) *value = in.get<double>();
  return c.distribution_layer >= 0 && plane.side >= 0 && plane.side <= PlaneView::kMostSide &&
         std::isfinite(plane.x_min) && std::isfinite(plane.y_min) && std::isfinite(plane.size) &&
         plane.size >= 0.0;
}

void put(ByteWriter& out, const AskWeights& c) {
  out.put(c.token);
  out.put<std::int32_t>(c.layer);
}
bool get(ByteReader& in, AskWeights& c) {
  c.token = in.get<std::uint32_t>();
  c.layer = in.get<std::int32_t>();
  return true;
}

void put(ByteWriter& out, const AskPrediction& c) {
  out.put(c.token);
  put(out, c.pixels);
}
bool get(ByteReader& in, AskPrediction& c) {
  c.token = in.get<std::uint32_t>();
  c.pixels = in.get_array<std::uint8_t>();
  return true;
}

void put(ByteWriter& out, const EditWeight& c) {
  for (const int place : {c.layer, c.unit, c.input}) out.put<std::int32_t>(place);
  out.put(c.value);
}
bool get(ByteReader& in, EditWeight& c) {
  for (int* place : {&c.layer, &c.unit, &c.input}) *place = in.get<std::int32_t>();
  c.value = in.get<double>();
  return std::isfinite(c.value);
}

void put(ByteWriter& out, const AskBatch& c) { out.put(c.token); }
bool get(ByteReader& in, AskBatch& c) {
  c.token = in.get<std::uint32_t>();
  return true;
}

void put(ByteWriter& out, const Pace& c) { out.put(c.per_second); }
bool get(ByteReader& in, Pace& c) {
  c.per_second = in.get<double>();
  return c.per_second == 0.0 || (c.per_second >= kMinPace && c.per_second <= kMaxPace);
}

void put(ByteWriter& out, const AskPictures& c) {
  out.put(c.revision);
  out.put<std::uint8_t>(c.is_test);
  out.put_array(std::span(c.examples));
}
bool get(ByteReader& in, AskPictures& c) {
  c.revision = in.get<std::uint32_t>();
  c.is_test = in.get_bool();
  c.examples = in.get_array<std::int32_t>();
  return c.examples.size() <= AskPictures::kMost;
}

void put(ByteWriter& out, const FindTwins& c) { out.put(c.revision); }
bool get(ByteReader& in, FindTwins& c) {
  c.revision = in.get<std::uint32_t>();
  return true;
}

// ---- updates ---------------------------------------------------------------------------------------

void put(ByteWriter& out, const Status& u) {
  out.put(u.serial);
  out.put(u.phase);
  out.put(u.iteration);
  out.put(u.target);
  for (const double value : {u.progress, u.cost, u.test_cost, u.train_accuracy, u.test_accuracy}) {
    out.put(value);
  }
  out.put(u.m);
  out.put(u.m_test);
  out.put<std::uint8_t>(u.is_gram);
  out.put(u.precision);
  for (const double value : {u.ms_per_iteration, u.elapsed_ms, u.estimated_ms}) out.put(value);
  out.put(u.parameters);
  out.put_array(std::span(u.layers));
  out.put(u.stop_reason);
}
bool get(ByteReader& in, Status& u) {
  u.serial = in.get<std::uint32_t>();
  u.phase = static_cast<Phase>(in.get_below(6));
  u.iteration = in.get<std::int32_t>();
  u.target = in.get<std::int32_t>();
  for (double* value : {&u.progress, &u.cost, &u.test_cost, &u.train_accuracy, &u.test_accuracy}) {
    *value = in.get<double>();
  }
  u.m = in.get<std::int32_t>();
  u.m_test = in.get<std::int32_t>();
  u.is_gram = in.get_bool();
  u.precision = static_cast<Precision>(in.get_below(2));
  for (double* value : {&u.ms_per_iteration, &u.elapsed_ms, &u.estimated_ms}) {
    *value = in.get<double>();
  }
  u.parameters = in.get<std::int64_t>();
  u.layers = in.get_array<std::int32_t>();
  u.stop_reason = static_cast<StopReason>(in.get_below(6));
  return true;
}

void put(ByteWriter& out, const CurveUpdate& u) {
  out.put(u.keep);
  out.put_array(std::span(u.points));
}
bool get(ByteReader& in, CurveUpdate& u) {
  u.keep = in.get<std::uint32_t>();
  u.points = in.get_array<CurvePoint>();
  return true;
}

void put(ByteWriter& out, const GradientsUpdate& u) {
  out.put(u.keep);
  out.put_array(std::span(u.points));
}
bool get(ByteReader& in, GradientsUpdate& u) {
  u.keep = in.get<std::uint32_t>();
  u.points = in.get_array<GradientPoint>();
  for (const GradientPoint& point : u.points) {
    if (point.layers < 0 || point.layers > kMaxHiddenLayers + 1) return false;
  }
  return true;
}

void put(ByteWriter& out, const DataSpec& spec) {
  out.put(spec.source);
  for (const int value : {spec.m, spec.m_test, spec.data_seed}) out.put<std::int32_t>(value);
  out.put<std::uint8_t>(spec.centre);
  out.put<std::uint8_t>(spec.polarity);
  out.put(spec.emoji_test);
  for (const double value : {spec.noise, spec.share, spec.jitter, spec.clutter, spec.test_share})
    out.put(value);
  for (const int value : {spec.flips, spec.flip_seed}) out.put<std::int32_t>(value);
  out.put<std::int32_t>(spec.label_column);
  out.put_array(std::span(spec.columns));
  out.put_array(std::span(spec.flipped));
  out.put<std::uint8_t>(spec.standardise);
}
void get(ByteReader& in, DataSpec& spec) {
  spec.source = static_cast<DataSource>(in.get_below(kDataSourceCount));
  for (int* value : {&spec.m, &spec.m_test, &spec.data_seed}) *value = in.get<std::int32_t>();
  spec.centre = in.get_bool();
  spec.polarity = in.get_bool();
  spec.emoji_test = static_cast<EmojiTest>(in.get_below(3));
  for (double* value : {&spec.noise, &spec.share, &spec.jitter, &spec.clutter, &spec.test_share}) {
    *value = in.get<double>();
  }
  for (int* value : {&spec.flips, &spec.flip_seed}) *value = in.get<std::int32_t>();
  spec.label_column = in.get<std::int32_t>();
  spec.columns = in.get_array<int>();
  spec.flipped = in.get_array<int>();
  spec.standardise = in.get_bool();
}

void put(ByteWriter& out, const Facet& facet) {
  out.put_text(facet.name);
  out.put(static_cast<std::uint32_t>(facet.values.size()));
  for (const std::string& value : facet.values) out.put_text(value);
  put(out, facet.train);
  put(out, facet.test);
}
/// True where every example has a value.
bool get(ByteReader& in, Facet& facet, const DataUpdate& data) {
  constexpr std::uint32_t kMaxValues = 256;
  facet.name = in.get_text();
  const auto count = in.get<std::uint32_t>();
  if (count > kMaxValues) return false;
  for (std::uint32_t i = 0; i < count; ++i) facet.values.push_back(in.get_text());
  facet.train = in.get_array<std::uint8_t>();
  facet.test = in.get_array<std::uint8_t>();
  const auto is_value = [&](std::uint8_t value) { return value < count; };
  return in.ok() && facet.train.size() == data.train_labels.size() &&
         facet.test.size() == data.test_labels.size() &&
         std::all_of(facet.train.begin(), facet.train.end(), is_value) &&
         std::all_of(facet.test.begin(), facet.test.end(), is_value);
}

void put(ByteWriter& out, const DataUpdate& u) {
  out.put(u.revision);
  put(out, u.spec);
  out.put(u.width);
  out.put(u.height);
  put(out, u.train_labels);
  put(out, u.test_labels);
  for (const std::string& name : u.class_names) out.put_text(name);
  out.put_array(std::span(u.train_points));
  out.put_array(std::span(u.test_points));
  out.put(static_cast<std::uint32_t>(u.facets.size()));
  for (const Facet& facet : u.facets) put(out, facet);
  put_texts(out, u.feature_names);
  put_texts(out, u.table_names);
  out.put(u.table_label);
  out.put_array(std::span(u.flipped));
}
bool get(ByteReader& in, DataUpdate& u) {
  u.revision = in.get<std::uint32_t>();
  get(in, u.spec);
  u.width = in.get<std::int32_t>();
  u.height = in.get<std::int32_t>();
  u.train_labels = in.get_array<std::uint8_t>();
  u.test_labels = in.get_array<std::uint8_t>();
  for (std::string& name : u.class_names) name = in.get_text();
  u.train_points = in.get_array<double>();
  u.test_points = in.get_array<double>();
  constexpr std::uint32_t kMaxFacets = 16;
  const auto facet_count = in.get<std::uint32_t>();
  if (facet_count > kMaxFacets) return false;
  u.facets.resize(facet_count);
  for (Facet& facet : u.facets) {
    if (!get(in, facet, u)) return false;
  }
  if (!get_texts(in, u.feature_names, Table::kMostColumns) ||
      !get_texts(in, u.table_names, Table::kMostColumns)) {
    return false;
  }
  u.table_label = in.get<std::int32_t>();
  u.flipped = in.get_array<std::int32_t>();
  return std::all_of(u.flipped.begin(), u.flipped.end(), [&](std::int32_t i) {
    return i >= 0 && static_cast<std::size_t>(i) < u.train_labels.size();
  });
}

void put(ByteWriter& out, const PicturesUpdate& u) {
  out.put(u.revision);
  out.put<std::uint8_t>(u.is_test);
  out.put<std::uint8_t>(u.is_small);
  out.put_array(std::span(u.examples));
  put(out, u.pixels);
}
bool get(ByteReader& in, PicturesUpdate& u) {
  u.revision = in.get<std::uint32_t>();
  u.is_test = in.get_bool();
  u.is_small = in.get_bool();
  u.examples = in.get_array<std::int32_t>();
  u.pixels = in.get_array<std::uint8_t>();
  // Pictures of one size, and as many as it says.
  const std::size_t count = u.examples.size();
  return count > 0 ? !u.pixels.empty() && u.pixels.size() % count == 0 : u.pixels.empty();
}

void put(ByteWriter& out, const TwinsUpdate& u) {
  out.put(u.revision);
  out.put(u.progress);
  out.put<std::uint8_t>(u.is_done);
  out.put_array(std::span(u.twins));
}
bool get(ByteReader& in, TwinsUpdate& u) {
  u.revision = in.get<std::uint32_t>();
  u.progress = in.get<double>();
  u.is_done = in.get_bool();
  u.twins = in.get_array<Twins>();
  return true;
}

void put(ByteWriter& out, const PredictionsUpdate& u) {
  out.put(u.revision);
  out.put(u.iteration);
  out.put_array(std::span(u.train));
  out.put_array(std::span(u.test));
}
bool get(ByteReader& in, PredictionsUpdate& u) {
  u.revision = in.get<std::uint32_t>();
  u.iteration = in.get<std::int32_t>();
  u.train = in.get_array<float>();
  u.test = in.get_array<float>();
  return true;
}

void put(ByteWriter& out, const WeightsUpdate& u) {
  out.put(u.token);
  for (const std::int32_t value : {u.layer, u.iteration, u.n_out, u.n_in}) out.put(value);
  out.put_array(std::span(u.W));
  out.put_array(std::span(u.b));
}
bool get(ByteReader& in, WeightsUpdate& u) {
  u.token = in.get<std::uint32_t>();
  for (std::int32_t* value : {&u.layer, &u.iteration, &u.n_out, &u.n_in}) {
    *value = in.get<std::int32_t>();
  }
  u.W = in.get_array<float>();
  u.b = in.get_array<float>();
  return u.n_out >= 0 && u.n_in >= 0 &&
         u.W.size() == static_cast<std::size_t>(u.n_out) * static_cast<std::size_t>(u.n_in);
}

void put(ByteWriter& out, const TraceUpdate& u) {
  out.put(u.revision);
  out.put(u.iteration);
  out.put<std::uint8_t>(u.is_test);
  out.put(u.example);
  out.put(u.label);
  out.put(u.loss);
  out.put(static_cast<std::uint32_t>(u.layers.size()));
  for (const TraceUpdate::Layer& layer : u.layers) {
    out.put(layer.activation);
    for (const auto* values :
         {&layer.Z, &layer.A, &layer.dA, &layer.dZ, &layer.W, &layer.b, &layer.db}) {
      out.put_array(std::span(*values));
    }
  }
}
bool get(ByteReader& in, TraceUpdate& u) {
  u.revision = in.get<std::uint32_t>();
  u.iteration = in.get<std::int32_t>();
  u.is_test = in.get_bool();
  u.example = in.get<std::int32_t>();
  u.label = in.get<std::uint8_t>();
  u.loss = in.get<double>();
  const auto count = in.get<std::uint32_t>();
  if (count > kMaxHiddenLayers + 1) return false;
  u.layers.resize(count);
  for (TraceUpdate::Layer& layer : u.layers) {
    layer.activation = static_cast<Activation>(in.get_below(5));
    for (auto* values : {&layer.Z, &layer.A, &layer.dA, &layer.dZ, &layer.W, &layer.b, &layer.db}) {
      *values = in.get_array<double>();
    }
  }
  return true;
}

void put(ByteWriter& out, const BoundaryUpdate& u) {
  out.put(u.revision);
  out.put(u.iteration);
  out.put(u.side);
  for (const float value : {u.x_min, u.x_max, u.y_min, u.y_max}) out.put(value);
  out.put_array(std::span(u.y_hat));
  out.put<std::uint8_t>(u.is_view);
}
bool get(ByteReader& in, BoundaryUpdate& u) {
  u.revision = in.get<std::uint32_t>();
  u.iteration = in.get<std::int32_t>();
  u.side = in.get<std::int32_t>();
  for (float* value : {&u.x_min, &u.x_max, &u.y_min, &u.y_max}) *value = in.get<float>();
  u.y_hat = in.get_array<float>();
  u.is_view = in.get_bool();
  return u.side >= 0 &&
         u.y_hat.size() == static_cast<std::size_t>(u.side) * static_cast<std::size_t>(u.side);
}

void put(ByteWriter& out, const Histogram& u) {
  for (const double value : {u.low, u.high, u.mean, u.deviation}) out.put(value);
  for (const std::uint64_t count : {u.finite_count, u.nan_count, u.infinite_count}) out.put(count);
  out.put_array(std::span(u.counts));
}
bool get(ByteReader& in, Histogram& u) {
  for (double* value : {&u.low, &u.high, &u.mean, &u.deviation}) *value = in.get<double>();
  for (std::uint64_t* count : {&u.finite_count, &u.nan_count, &u.infinite_count}) {
    *count = in.get<std::uint64_t>();
  }
  u.counts = in.get_array<std::uint32_t>();
  constexpr std::size_t kMostBins = 1024;
  return u.counts.size() <= kMostBins;
}

void put(ByteWriter& out, const DistributionUpdate& u) {
  out.put(u.revision);
  out.put(u.iteration);
  out.put(u.layer);
  const LayerDistribution& distribution = u.distribution;
  out.put(distribution.activation);
  out.put(distribution.leaky_slope);
  out.put(distribution.units);
  out.put(distribution.examples);
  for (const Histogram* part :
       {&distribution.Z, &distribution.A, &distribution.W, &distribution.dW})
    put(out, *part);
  for (const std::uint64_t count : {distribution.negative, distribution.saturated}) out.put(count);
  for (const std::int32_t count : {distribution.dead_units, distribution.flat_units})
    out.put(count);
}
bool get(ByteReader& in, DistributionUpdate& u) {
  u.revision = in.get<std::uint32_t>();
  u.iteration = in.get<std::int32_t>();
  u.layer = in.get<std::int32_t>();
  LayerDistribution& distribution = u.distribution;
  distribution.activation = static_cast<Activation>(in.get_below(5));
  distribution.leaky_slope = in.get<double>();
  distribution.units = in.get<std::int32_t>();
  distribution.examples = in.get<std::int32_t>();
  for (Histogram* part : {&distribution.Z, &distribution.A, &distribution.W, &distribution.dW}) {
    if (!get(in, *part)) return false;
  }
  for (std::uint64_t* count : {&distribution.negative, &distribution.saturated}) {
    *count = in.get<std::uint64_t>();
  }
  for (std::int32_t* count : {&distribution.dead_units, &distribution.flat_units}) {
    *count = in.get<std::int32_t>();
  }
  return true;
}

void put(ByteWriter& out, const PredictionReply& u) {
  out.put(u.token);
  out.put(u.y_hat);
}
bool get(ByteReader& in, PredictionReply& u) {
  u.token = in.get<std::uint32_t>();
  u.y_hat = in.get<double>();
  return true;
}

/// All matrices of a layer in the trace of a batch, in their order.
template <class Layer>
auto matrices_of(Layer& layer) {
  return std::array{&layer.Z,  &layer.A,    &layer.D,    &layer.dA,   &layer.dZ,  &layer.dW,
                    &layer.db, &layer.v_dW, &layer.v_db, &layer.s_dW, &layer.s_db};
}

void put(ByteWriter& out, const BatchReply& u) {
  out.put(u.token);
  out.put(u.trace.iteration);
  out.put(u.trace.cost);
  out.put_array(std::span(u.trace.examples));
  out.put(static_cast<std::uint32_t>(u.trace.layers.size()));
  for (const BatchLayer& layer : u.trace.layers) {
    out.put(layer.activation);
    out.put<std::int32_t>(layer.n_out);
    out.put<std::int32_t>(layer.n_in);
    for (const auto* matrix : matrices_of(layer)) out.put_array(std::span(*matrix));
  }
}
bool get(ByteReader& in, BatchReply& u) {
  u.token = in.get<std::uint32_t>();
  u.trace.iteration = in.get<std::int32_t>();
  u.trace.cost = in.get<double>();
  u.trace.examples = in.get_array<int>();
  const auto count = in.get<std::uint32_t>();
  if (count > kMaxHiddenLayers + 1) return false;
  u.trace.layers.resize(count);
  for (BatchLayer& layer : u.trace.layers) {
    layer.activation = static_cast<Activation>(in.get_below(5));
    layer.n_out = in.get<std::int32_t>();
    layer.n_in = in.get<std::int32_t>();
    for (auto* matrix : matrices_of(layer)) *matrix = in.get_array<double>();
    if (layer.n_out < 1 || layer.n_in < 1) return false;
    // Each is whole, or not there at all.
    const auto n_out = static_cast<std::size_t>(layer.n_out);
    const std::size_t cells = n_out * static_cast<std::size_t>(layer.n_in);
    const auto fits = [](const std::vector<double>& values, std::size_t size) {
      return values.empty() || values.size() == size;
    };
    if (layer.Z.size() % n_out != 0 || layer.A.size() != layer.Z.size() ||
        !fits(layer.D, layer.Z.size()) || layer.dA.size() != layer.Z.size() ||
        layer.dZ.size() != layer.Z.size() || layer.dW.size() != cells || layer.db.size() != n_out ||
        !fits(layer.v_dW, cells) || !fits(layer.s_dW, cells) || !fits(layer.v_db, n_out) ||
        !fits(layer.s_db, n_out)) {
      return false;
    }
  }
  return true;
}

void put(ByteWriter& out, const Notice& u) {
  out.put<std::uint8_t>(u.is_error);
  out.put(u.error.code);
  out.put(static_cast<std::uint32_t>(u.error.args.size()));
  for (const std::string& arg : u.error.args) out.put_text(arg);
}
bool get(ByteReader& in, Notice& u) {
  u.is_error = in.get_bool();
  u.error.code = in.get<Errc>();
  const auto count = in.get<std::uint32_t>();
  if (count > 10 || errc_name(u.error.code) == nullptr) return false;
  for (std::uint32_t i = 0; i < count; ++i) u.error.args.push_back(in.get_text());
  return true;
}

template <class Variant>
std::vector<std::uint8_t> write(const Variant& message) {
  ByteWriter out;
  out.put(static_cast<std::uint8_t>(message.index()));
  std::visit([&](const auto& value) { put(out, value); }, message);
  return out.take();
}

template <class Variant, std::size_t... I>
Result<Variant> read(std::span<const std::uint8_t> bytes, std::index_sequence<I...>) {
  ByteReader in(bytes);
  const auto kind = in.get<std::uint8_t>();
  Variant message;
  bool is_read = false;
  const auto try_kind = [&]<std::size_t Index>() {
    if (kind != Index) return;
    std::variant_alternative_t<Index, Variant> value;
    is_read = get(in, value) && in.ok() && in.at_end();
    message = std::move(value);
  };
  (try_kind.template operator()<I>(), ...);
  if (!is_read) return fail(Errc::bad_message);
  return message;
}

}  // namespace

std::optional<Error> stop_sentence(const Status& status, const TrainingSpec& training) {
  const std::string at = std::to_string(status.iteration);
  switch (status.stop_reason) {
    case StopReason::none:
    case StopReason::iterations: break;
    case StopReason::cost:
      return Error{Errc::stopped_at_cost, {at, number_text(training.stop_cost)}};
    case StopReason::gradient:
      return Error{Errc::stopped_at_gradient, {at, number_text(training.stop_gradient)}};
    case StopReason::patience:
      return Error{Errc::stopped_without_progress, {at, std::to_string(training.stop_patience)}};
    case StopReason::time:
      return Error{Errc::stopped_at_time, {at, number_text(training.stop_seconds)}};
  }
  return std::nullopt;
}

std::vector<std::uint8_t> to_bytes(const Command& command) { return write(command); }
std::vector<std::uint8_t> to_bytes(const Update& update) { return write(update); }

Result<Command> command_from_bytes(std::span<const std::uint8_t> bytes) {
  return read<Command>(bytes, std::make_index_sequence<std::variant_size_v<Command>>());
}
Result<Update> update_from_bytes(std::span<const std::uint8_t> bytes) {
  return read<Update>(bytes, std::make_index_sequence<std::variant_size_v<Update>>());
}

}  // namespace purr

#include "engine/train/diagnosis.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "engine/train/diagnosis_words.h"
#include "engine/train/plateau.h"
#include "engine/train/trend.h"

namespace purr {
namespace {

constexpr double kHugeSpike = 1000.0;  // reported even where the run recovered
constexpr double kFlat = 0.9;          // share of outputs at the flat ends

Diagnosis blow_up_of(const RunFacts& facts) {
  const bool is_nan = facts.spike < 0;
  const int at = is_nan ? facts.failed_at : facts.spike;
  const auto [formula, step, weights, ratio] = step_words(facts, at);
  const auto point = part_of(facts.curve, at, at + 1);
  Diagnosis diagnosis{.kind = DiagnosisKind::blow_up, .iteration = at};
  if (is_nan) {
    diagnosis.words = {Errc::diagnosed_nan, {std::to_string(at), formula, step, ratio, weights}};
    if (facts.failed_at >= 0) diagnosis.words.args.push_back(count_words(facts.failed_at));
  } else {
    const double cost = point.empty() ? kNotMeasured : point.front().cost;
    const double start = facts.curve.empty() ? kNotMeasured : facts.curve.front().cost;
    const bool has_failed = facts.failed_at >= 0;
    diagnosis.words = {has_failed ? Errc::diagnosed_blow_up_nan : Errc::diagnosed_blow_up,
                       {std::to_string(at), number_words(cost), number_words(start), formula, step,
                        ratio, weights}};
    if (has_failed) diagnosis.words.args.push_back(std::to_string(facts.failed_at));
  }
  return diagnosis;
}

bool blew_up(const RunFacts& facts, const Trend& trend) {
  if (facts.failed_at >= 0) return true;
  if (facts.spike < 0) return false;
  if (!trend.has_learned) return true;
  double peak = 0.0;
  for (const CurvePoint& point : facts.curve) peak = std::max(peak, point.cost);
  return peak > kHugeSpike * std::max(trend.start, facts.data.guess_cost);
}

void add_dead(const RunFacts& facts, const Trend& trend, bool has_blown_up,
              std::vector<Diagnosis>& all) {
  for (std::size_t l = 0; l < facts.layers.size(); ++l) {
    const int units = static_cast<int>(facts.layers[l].is_dead.size());
    const int dead = facts.layers[l].dead_count();
    if (!are_nearly_all_dead(dead, units)) continue;
    const bool is_all = dead == units;
    // Beside a few dead units the others may learn all there is to learn.
    if (!is_all && (trend.has_learned || (!trend.is_late && !has_blown_up))) continue;
    const int since = l < facts.dead_since.size() && facts.dead_since[l] >= 0 ? facts.dead_since[l]
                                                                              : facts.iteration;
    all.push_back(
        {.kind = DiagnosisKind::dead_layer,
         .iteration = since,
         .layer = static_cast<std::int32_t>(l + 1),
         .words = {Errc::diagnosed_dead,
                   {count_words(since), count_words(dead), count_words(units),
                    count_words(static_cast<std::ptrdiff_t>(l + 1)), number_words(facts.data.m)}}});
  }
}

void add_saturated(const RunFacts& facts, const Trend& trend, std::vector<Diagnosis>& all) {
  if (!trend.is_late || trend.has_learned) return;
  for (std::size_t l = 0; l < facts.layers.size(); ++l) {
    const LayerActivity& layer = facts.layers[l];
    const bool has_ends =
        layer.activation == Activation::sigmoid || layer.activation == Activation::tanh;
    if (!has_ends || !(layer.flat_share >= kFlat)) continue;
    const char* name = Enumerators<Activation>::kNames[static_cast<std::size_t>(layer.activation)];
    all.push_back({.kind = DiagnosisKind::saturated_layer,
                   .iteration = facts.iteration,
                   .layer = static_cast<std::int32_t>(l + 1),
                   .words = {Errc::diagnosed_saturated,
                             {count_words(facts.iteration),
                              count_words(std::lround(100.0 * layer.flat_share)),
                              count_words(static_cast<std::ptrdiff_t>(l + 1)), name,
                              number_words(trend.last.mean)}}});
  }
}

}  // namespace

int LayerActivity::dead_count() const {
  return static_cast<int>(std::count(is_dead.begin(), is_dead.end(), std::uint8_t{1}));
}

bool are_nearly_all_dead(int dead, int units) { return dead > 0 && 5 * dead >= 4 * units; }

std::vector<Diagnosis> diagnose_run(const RunFacts& facts) {
  std::vector<Diagnosis> all;
  // What is not a number explains all that follows.
  if (facts.data.not_finite > 0) return all;
  const Trend trend = trend_of(facts);
  const bool has_blown_up = blew_up(facts, trend);
  if (has_blown_up) all.push_back(blow_up_of(facts));
  if (facts.failed_at < 0) add_dead(facts, trend, has_blown_up, all);
  const bool has_dead_layer = !all.empty() && all.back().kind == DiagnosisKind::dead_layer;
  add_saturated(facts, trend, all);
  const bool is_told = !all.empty();
  if (auto plateau = diagnose_plateau(facts, trend, has_dead_layer)) {
    all.push_back(std::move(*plateau));
  } else if (!is_told) {
    if (auto nothing = diagnose_nothing_learned(facts, trend)) all.push_back(std::move(*nothing));
  }
  return all;
}

}  // namespace purr

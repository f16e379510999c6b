#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/io/experiment.h"

namespace purr {

/// What is wrong with an experiment, or nothing. Ranges are written out here once more, so that a
/// slip in the table of keys shows.
inline std::string why_illegal(const Experiment& e) {
  const auto within = [](double value, double min, double max) {
    return std::isfinite(value) && value >= min && value <= max;
  };
  if (!e.preset.empty() && find_preset(e.preset) == nullptr) return "preset";
  if (static_cast<int>(e.data.source) > 13) return "data";
  if (!within(e.data.m, 0, 10000) || !within(e.data.m_test, 0, 10000)) return "m";
  if (!within(e.data.data_seed, 0, 999999999)) return "data_seed";
  if (!within(e.data.noise, 0, 40)) return "noise";
  if (!within(e.data.share, 0, 1)) return "share";
  if (!within(e.data.jitter, 0, 2)) return "jitter";
  if (!within(e.data.clutter, 0, 1)) return "clutter";
  if (!within(e.data.label_column, -1, 255)) return "label_column";
  if (e.data.columns.size() > 64) return "columns";
  for (const int column : e.data.columns) {
    if (!within(column, 0, 255)) return "columns";
  }
  if (!within(e.data.test_share, 0, 0.9)) return "test_share";
  if (static_cast<int>(e.data.emoji_test) > 2) return "emoji_test";
  if (!within(e.data.flips, 0, 10000)) return "flips";
  if (!within(e.data.flip_seed, 0, 999999999)) return "flip_seed";
  if (e.data.flipped.size() > 60) return "flipped";
  for (std::size_t i = 0; i < e.data.flipped.size(); ++i) {
    if (!within(e.data.flipped[i], 0, 9999)) return "flipped";
    if (i > 0 && e.data.flipped[i] <= e.data.flipped[i - 1]) return "order of flipped";
  }
  if (e.network.hidden.size() > 12) return "hidden layers";
  for (const int units : e.network.hidden) {
    if (!within(units, 1, 256)) return "hidden units";
  }
  const std::size_t activations = e.network.activation.size();
  if (activations == 0 || (activations != 1 && activations != e.network.hidden.size())) {
    return "number of activations";
  }
  for (const Activation g : e.network.activation) {
    if (!Enumerators<Activation>::has(g)) return "activation";
  }
  if (!within(e.network.leaky_slope, 0, 1)) return "leaky_slope";
  if (static_cast<int>(e.network.init) > 5) return "init";
  if (!within(e.network.init_scale, 0, 100)) return "init_scale";
  if (!within(e.network.seed, 0, 999999999)) return "seed";
  const TrainingSpec& t = e.training;
  if (static_cast<int>(t.optimizer) > 3) return "optimizer";
  if (!within(t.learning_rate, 0, 100)) return "learning_rate";
  if (!within(t.momentum, 0, 0.9999)) return "momentum";
  if (!within(t.beta2, 0, 0.999999)) return "beta2";
  if (!within(t.epsilon, 0, 1)) return "epsilon";
  if (!within(t.batch_size, 0, 10000)) return "batch_size";
  if (!within(t.shuffle_seed, 0, 999999999)) return "shuffle_seed";
  if (!within(t.l2, 0, 1000)) return "l2";
  if (!within(t.keep_prob, 0.05, 1)) return "keep_prob";
  if (!within(t.dropout_seed, 0, 999999999)) return "dropout_seed";
  if (!within(t.decay, 0, 10)) return "decay";
  if (!within(t.iterations, 1, 1000000)) return "iterations";
  if (!within(t.stop_cost, 0, 100)) return "stop_cost";
  if (!within(t.stop_gradient, 0, 1000)) return "stop_gradient";
  if (!within(t.stop_patience, 0, 10000)) return "stop_patience";
  if (!within(t.stop_seconds, 0, 86400)) return "stop_seconds";
  if (t.frozen.size() > 32) return "frozen";
  for (const Frozen& part : t.frozen) {
    if (!within(part.layer, 1, 13) || !within(part.unit, 0, 256)) return "frozen part";
    if (!within(part.input, -1, 1 << 24) || (part.unit == 0 && part.input >= 0)) return "frozen";
  }
  if (static_cast<int>(t.precision) > 1) return "precision";
  if (static_cast<int>(t.solver) > 2) return "solver";
  if (!within(e.view.example, 0, 9999)) return "example";
  if (static_cast<int>(e.view.example_set) > 1) return "example_set";
  if (static_cast<int>(e.view.theme) > 2 || static_cast<int>(e.view.language) > 2) return "view";
  return {};
}

}  // namespace purr

// What a data set is like before any training: the facts that diagnose_data() judges.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_set>

#include "engine/train/diagnosis.h"

namespace purr {
namespace {

/// A hash of the inputs of one example, eight bytes at a time. FNV's constants, with a shift so
/// that high bits reach low ones.
std::uint64_t hash_of(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * 0x100000001b3;
    hash ^= hash >> 29U;
  };
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, 8);
    mix(word);
  }
  for (; i < bytes.size(); ++i) mix(bytes[i]);
  return hash;
}

/// The bytes of the inputs of example `i`.
std::span<const std::uint8_t> inputs_of(const Inputs& inputs, int i) {
  const auto n_x = static_cast<std::size_t>(inputs.n_x);
  const std::size_t at = n_x * static_cast<std::size_t>(i);
  if (inputs.is_pixels()) return std::span(inputs.pixels).subspan(at, n_x);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(inputs.numbers.data() + at);
  return {bytes, n_x * sizeof(double)};
}

int count_leaked(const Inputs& train, const Inputs& test) {
  if (test.count == 0 || train.n_x != test.n_x) return 0;
  std::unordered_set<std::uint64_t> seen;
  seen.reserve(static_cast<std::size_t>(train.count));
  for (int i = 0; i < train.count; ++i) seen.insert(hash_of(inputs_of(train, i)));
  int leaked = 0;
  for (int i = 0; i < test.count; ++i) {
    if (seen.contains(hash_of(inputs_of(test, i)))) ++leaked;
  }
  return leaked;
}

/// Scales of the features of points and tables. Those that never change have none.
void measure_scales(const Dataset& dataset, DataFacts& facts) {
  const Inputs& inputs = dataset.train;
  if (inputs.is_pixels() || inputs.is_standardised() || inputs.count == 0) return;
  for (int k = 0; k < inputs.n_x; ++k) {
    const auto at = [&](int i) {
      return inputs.numbers[static_cast<std::size_t>(i) * static_cast<std::size_t>(inputs.n_x) +
                            static_cast<std::size_t>(k)];
    };
    double mean = 0.0;
    for (int i = 0; i < inputs.count; ++i) mean += at(i) / inputs.count;
    double squares = 0.0;
    for (int i = 0; i < inputs.count; ++i) squares += (at(i) - mean) * (at(i) - mean);
    const double scale = std::sqrt(squares / inputs.count);
    if (!std::isfinite(scale) || scale == 0.0) continue;
    const auto place = static_cast<std::size_t>(k);
    const std::string name = place < dataset.feature_names.size() ? dataset.feature_names[place]
                                                                  : "x" + std::to_string(k + 1);
    if (facts.least_scale == 0.0 || scale < facts.least_scale) {
      facts.least_scale = scale;
      facts.least_name = name;
    }
    if (scale > facts.most_scale) {
      facts.most_scale = scale;
      facts.most_name = name;
    }
  }
}

}  // namespace

DataFacts facts_of(const Dataset& dataset) {
  DataFacts facts{.m = dataset.train.count, .m_test = dataset.test.count};
  const auto ones =
      std::count(dataset.train_labels.begin(), dataset.train_labels.end(), std::uint8_t{1});
  if (facts.m > 0) {
    const double p = static_cast<double>(ones) / facts.m;
    facts.majority = std::max(p, 1.0 - p);
    if (p == 0.0 || p == 1.0) {
      const std::uint8_t y = dataset.train_labels.front();
      const std::string& name = dataset.class_names[y];
      facts.only_label = y;
      facts.only_name = name.empty() ? "y = " + std::to_string(y) : name;
    } else {
      facts.guess_cost = -p * std::log(p) - (1.0 - p) * std::log1p(-p);
    }
  }
  measure_scales(dataset, facts);
  facts.leaked = count_leaked(dataset.train, dataset.test);
  return facts;
}

}  // namespace purr

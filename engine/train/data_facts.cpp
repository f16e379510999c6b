// What a data set is like before any training, and what is wrong with it.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_set>

#include "engine/train/diagnosis.h"
#include "engine/train/diagnosis_words.h"

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

std::string feature_name(const Dataset& dataset, std::size_t k) {
  return k < dataset.feature_names.size() ? dataset.feature_names[k] : "x" + std::to_string(k + 1);
}

/// Counts inputs that are NaN or infinite. The readers of files refuse them.
void count_not_finite(const Dataset& dataset, DataFacts& facts) {
  const std::vector<double>& numbers = dataset.train.numbers;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (std::isfinite(numbers[i])) continue;
    if (facts.not_finite++ > 0) continue;
    const auto n_x = static_cast<std::size_t>(dataset.train.n_x);
    facts.not_finite_example = static_cast<int>(i / n_x) + 1;
    facts.not_finite_name = feature_name(dataset, i % n_x);
  }
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
    const std::string name = feature_name(dataset, static_cast<std::size_t>(k));
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
  count_not_finite(dataset, facts);
  measure_scales(dataset, facts);
  facts.leaked = count_leaked(dataset.train, dataset.test);
  return facts;
}

std::vector<Diagnosis> diagnose_data(const DataFacts& facts) {
  constexpr double kMaxScaleRatio = 100.0;
  std::vector<Diagnosis> all;
  if (facts.not_finite > 0) {
    all.push_back({.kind = DiagnosisKind::blow_up,
                   .words = {Errc::diagnosed_not_finite,
                             {count_words(facts.not_finite), facts.not_finite_name,
                              count_words(facts.not_finite_example)}}});
  }
  if (facts.only_label >= 0) {
    all.push_back({.kind = DiagnosisKind::one_class,
                   .words = {Errc::one_class, {count_words(facts.m), facts.only_name}}});
  }
  if (facts.least_scale > 0.0 && facts.most_scale > kMaxScaleRatio * facts.least_scale) {
    all.push_back({.kind = DiagnosisKind::input_scale,
                   .words = {Errc::diagnosed_scale,
                             {facts.most_name, number_words(facts.most_scale), facts.least_name,
                              number_words(facts.least_scale),
                              number_words(facts.most_scale / facts.least_scale)}}});
  }
  // A table of few values has equal rows by chance, and one picture may be there twice.
  if (facts.leaked > std::max(1.0, 0.05 * facts.m_test)) {
    all.push_back(
        {.kind = DiagnosisKind::leak,
         .words = {Errc::diagnosed_leak, {count_words(facts.leaked), count_words(facts.m_test)}}});
  }
  return all;
}

}  // namespace purr

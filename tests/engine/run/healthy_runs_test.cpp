// Healthy runs, of which nothing is said.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/io/experiment.h"
#include "engine/run/experiment_run.h"
#include "engine/run/message_fields.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

/// A run as somebody might set it up, by chance.
std::string random_settings(Dice& dice) {
  const auto one_of = [&]<std::size_t n>(const std::array<const char*, n>& all) {
    return std::string(all[static_cast<std::size_t>(dice.below(static_cast<int>(n)))]);
  };
  const auto rate = [&](double low, double high) {
    return number_text(std::pow(10.0, dice.between(low, high)));
  };
  const std::string data = one_of(
      std::array{"drawn", "flower", "circles", "moons", "blobs", "quantiles", "spiral", "xor"});
  const bool is_drawn = data == "drawn";
  std::string settings =
      "data=" + data +
      "&activation=" + one_of(std::array{"relu", "tanh", "sigmoid", "leaky_relu", "softplus"}) +
      "&init=" + one_of(std::array{"xavier", "he", "small", "scaled&init_scale=0.3"}) +
      "&seed=" + std::to_string(dice.from_to(1, 99)) +
      "&data_seed=" + std::to_string(dice.from_to(1, 99)) + "&hidden=";
  const int layers = dice.from_to(is_drawn ? 0 : 1, 3);
  for (int l = 0; l < layers; ++l) {
    settings += (l > 0 ? "," : "") + one_of(std::array{"3", "4", "5", "7", "10", "20"});
  }
  const int optimizer = dice.below(8);
  const double shift = is_drawn ? -1.0 : 0.0;
  if (optimizer == 0) settings += "&optimizer=adam&learning_rate=" + rate(-4 + shift, -1.3 + shift);
  if (optimizer == 1) settings += "&optimizer=momentum&learning_rate=" + rate(-4, -1 + shift);
  if (optimizer == 2)
    settings += "&optimizer=rmsprop&learning_rate=" + rate(-4 + shift, -2 + shift);
  if (optimizer > 2) settings += "&learning_rate=" + rate(-3 + shift, shift);
  if (is_drawn) settings += "&m=" + one_of(std::array{"40", "100"}) + "&m_test=40&iterations=150";
  const bool has_batches = dice.one_in(4);
  if (has_batches) settings += "&batch_size=" + one_of(std::array{"16", "32", "64"});
  if (!is_drawn) {
    settings += "&iterations=" + (has_batches ? one_of(std::array{"50", "200"})
                                              : one_of(std::array{"200", "1000", "2000"}));
  }
  if (dice.one_in(5)) settings += "&l2=" + rate(-2, 1);
  if (dice.one_in(6) && layers > 0)
    settings += "&keep_prob=" + number_text(dice.between(0.6, 0.95));
  if (dice.one_in(8)) settings += "&solver=primal&precision=f32";
  if (dice.one_in(8)) settings += "&decay=0.001";
  if (dice.one_in(5)) settings += "&flips=" + std::to_string(dice.from_to(1, 15));
  return settings;
}

/// Whether a run is healthy by what anybody sees of its curves: it ends with far more right answers
/// than the larger class has, its cost has fallen by a fifth, and the means of its cost over four
/// parts of its second half do not rise.
bool is_healthy(const RunSummary& run, double majority) {
  if (run.status.phase != Phase::finished) return false;
  if (run.status.train_accuracy < majority + 0.15) return false;
  const auto mean = [&](std::size_t first, std::size_t last) {
    double sum = 0.0;
    for (std::size_t i = first; i < last; ++i) sum += run.curve[i].cost;
    return sum / static_cast<double>(last - first);
  };
  const std::size_t n = run.curve.size();
  if (n < 40 || mean(n - n / 8, n) > 0.8 * mean(0, 3)) return false;
  for (std::size_t part = 4; part < 7; ++part) {
    const double before = mean(part * n / 8, (part + 1) * n / 8);
    const double after = mean((part + 1) * n / 8, (part + 2) * n / 8);
    if (after > 1.02 * before + 0.002) return false;
  }
  return true;
}

double majority_of(const Watcher& watcher) {
  const auto& labels = watcher.data.train_labels;
  const double ones = static_cast<double>(std::count(labels.begin(), labels.end(), 1)) /
                      static_cast<double>(labels.size());
  return std::max(ones, 1.0 - ones);
}

using Words = std::vector<std::string>;

Words words_of(const std::vector<Diagnosis>& diagnoses) {
  Words words;
  for (const Diagnosis& one : diagnoses) words.push_back(describe(one.words));
  return words;
}

TEST_CASE("two hundred healthy runs are not accused of anything", "[run][slow][property]") {
  Dice dice(20);
  int healthy = 0;
  Watcher watcher;
  for (int i = 0; i < 1000 && healthy < 200; ++i) {
    const std::string settings = random_settings(dice);
    watcher.train(settings);
    RunSummary run;
    run.status = watcher.status;
    run.curve = watcher.curve;
    if (!is_healthy(run, majority_of(watcher))) continue;
    ++healthy;
    CAPTURE(settings, run.status.train_accuracy, run.status.cost);
    CHECK(words_of(watcher.health.diagnoses) == Words{});
  }
  CHECK(healthy == 200);
}

}  // namespace
}  // namespace purr

#include "engine/io/change_kind.h"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/io/experiment.h"
#include "tests/support/catch.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

// A short run on few points in which every key of training has an effect: Adam, mini-batches,
// dropout, and labels at random, so that the cost of the test set soon grows.
constexpr const char* kBase =
    "data=none&m=20&m_test=10&hidden=4,3&activation=leaky_relu&optimizer=adam&learning_rate=0.1"
    "&batch_size=7&keep_prob=0.8&dropout_seed=3&iterations=60";
constexpr int kChangedAt = 10;

/// Another value of each key that is not a flag or a number: one that matters in the run above.
struct OtherValue {
  std::string_view key;
  const char* value;
};
constexpr OtherValue kOtherValues[] = {
    {"data", "circles"},
    {"train_url", "https://example.org/a.h5"},
    {"columns", "0"},
    {"test_url", "https://example.org/b.h5"},
    {"emoji_test", "artist"},
    {"flipped", "3"},
    {"hidden", "4,5"},
    {"activation", "tanh"},
    {"init", "he"},
    {"optimizer", "momentum"},
    {"iterations", "15"},
    {"stop_cost", "50"},
    {"stop_gradient", "900"},
    {"stop_patience", "1"},
    {"stop_seconds", "1e-06"},
    {"frozen", "1"},
    {"precision", "f32"},
    {"solver", "primal"},
    {"example_set", "train"},
    {"theme", "dark"},
    {"lang", "zh"},
    {"label_column", "0"},
    {"label", "y"},
    {"class_one", "no"},
    {"features", "x1"},
    {"one_hot", "x1"},
    {"momentum", "0.5"},
    {"beta2", "0.5"},
    {"epsilon", "0.1"},
};

Experiment with_other_value(const Experiment& before, const Key& key) {
  Experiment after = before;
  // Setting a preset would replace all the rest.
  if (std::string_view(key.name) == "preset") {
    after.preset = "c2w2-adam";
    return after;
  }
  std::string value;
  for (const OtherValue& other : kOtherValues) {
    if (other.key == key.name) value = other.value;
  }
  if (value.empty() && key.type == KeyType::flag) value = key.get(before) == "0" ? "1" : "0";
  if (value.empty()) {
    const double now = key_number(key, before);
    value = number_text(key.type == KeyType::integer    ? now + 1
                        : now * 2 > key.max || now == 0 ? key.min + (key.max - key.min) / 2
                                                        : now * 2);
  }
  std::vector<Error> notes;
  set_key(after, key.name, value, notes);
  REQUIRE(notes.empty());
  REQUIRE(key.get(after) != key.get(before));
  return after;
}

/// The run of kBase at kChangedAt, paused.
void go_to_the_change(Watcher& watcher, const Experiment& before) {
  watcher.configure(write_experiment(before));
  watcher.settle();
  watcher.run_to(kChangedAt);
  REQUIRE(watcher.status.phase == Phase::ready);
}

/// Where a run ends and with what weights.
auto end_of(Watcher& watcher) {
  watcher.send(Play{});
  watcher.settle();
  return std::tuple(watcher.status.iteration, watcher.weights(1).W, watcher.weights(3).b);
}

/// What a run really does about a change, seen from outside.
ChangeKind observed_kind(const Experiment& before, const Experiment& after) {
  Watcher unchanged;
  go_to_the_change(unchanged, before);
  Watcher watcher;
  go_to_the_change(watcher, before);
  const std::uint32_t revision = watcher.data.revision;
  watcher.configure(write_experiment(after));
  // While a trainer is being made there are no weights to give.
  watcher.send(AskWeights{1, 1});
  watcher.take();
  const bool is_rebuilt = watcher.weights_reply->n_out == 0;
  watcher.settle();
  if (watcher.data.revision != revision) return ChangeKind::new_data;
  if (watcher.status.iteration == 0) return ChangeKind::restart;
  REQUIRE(watcher.status.iteration == kChangedAt);
  if (is_rebuilt) return ChangeKind::reshape;
  return end_of(watcher) == end_of(unchanged) ? ChangeKind::none : ChangeKind::live;
}

TEST_CASE("a run does about a change of each key what the table of keys says", "[io][run]") {
  const Experiment before = read_experiment(kBase).experiment;
  for (const Key& key : keys()) {
    CAPTURE(key.name);
    const Experiment after = with_other_value(before, key);
    CHECK(change_kind(before, after) == key.change);
    CHECK(change_kind(after, before) == key.change);
    // A run cannot tell how it is looked at.
    const ChangeKind expected = key.change == ChangeKind::view ? ChangeKind::none : key.change;
    CHECK(observed_kind(before, after) == expected);
  }
}

TEST_CASE("of several changes the largest counts", "[io][unit]") {
  const Experiment before = read_experiment(kBase).experiment;
  CHECK(change_kind(before, before) == ChangeKind::none);
  std::vector<Error> notes;
  Experiment after = before;
  const auto kind_with = [&](const char* key, const char* value) {
    set_key(after, key, value, notes);
    return change_kind(before, after);
  };
  CHECK(kind_with("theme", "dark") == ChangeKind::view);
  CHECK(kind_with("learning_rate", "0.5") == ChangeKind::live);
  CHECK(kind_with("hidden", "9") == ChangeKind::reshape);
  CHECK(kind_with("seed", "7") == ChangeKind::restart);
  CHECK(kind_with("noise", "0.5") == ChangeKind::new_data);
  CHECK(notes.empty());
}

TEST_CASE("a key is of the view exactly where its change is", "[io][unit]") {
  for (const Key& key : keys()) {
    CAPTURE(key.name);
    CHECK(is_view_key(key.name) == (key.change == ChangeKind::view));
    // Every member of ViewSpec, and nothing else, is what an experiment is compared without.
    const Experiment before;
    Experiment after = with_other_value(before, key);
    after.view = before.view;
    CHECK((after == before) == (key.change == ChangeKind::view));
  }
}

TEST_CASE("a slider offers legal values and its usual one lies on it", "[io][unit]") {
  for (const char* settings : {"", "data=moons", "data=blobs", "preset=c2w2-adam"}) {
    const Experiment experiment = read_experiment(settings).experiment;
    for (const Key& key : keys()) {
      if (key.type != KeyType::integer && key.type != KeyType::number) continue;
      CAPTURE(settings, key.name);
      const SliderRange range = slider_range(key.name, experiment);
      CHECK(range.min >= key.min);
      CHECK(range.max <= key.max);
      CHECK(range.min < range.max);
      CHECK(range.usual <= range.max);
      const bool has_zero = range.scale == SliderScale::logarithmic_zero;
      if (range.scale != SliderScale::linear) CHECK(range.min > 0.0);
      // 0 stands for "all", "off" or "as fast as possible" and is written as a word.
      CHECK((range.usual >= range.min || range.usual == 0.0));
      if (has_zero) CHECK(key.min <= 0.0);
    }
  }
  CHECK(slider_range("noise", read_experiment("data=moons").experiment).max == 1.0);
  CHECK(slider_range("noise", read_experiment("data=blobs").experiment).max == 4.0);
  CHECK(slider_range("noise", Experiment{}).max == 40.0);
  CHECK(slider_range("hidden", Experiment{}).max == 64.0);
  CHECK(slider_range("learning_rate", read_experiment("preset=c2w2-adam").experiment).usual ==
        0.0007);
}

}  // namespace
}  // namespace purr

// Defaults by version: what was written before keeps its meaning.
#include "engine/io/defaults.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/run/experiment_run.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"
#include "tests/support/experiments.h"
#include "tests/support/legal.h"

namespace purr {
namespace {

/// Every setting of the default run of version 1, as version 0.1 wrote it into a run's JSON.
constexpr auto kVersion1 =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"preset", ""},
                                                                  {"data", "drawn"},
                                                                  {"train_url", ""},
                                                                  {"test_url", ""},
                                                                  {"m", "209"},
                                                                  {"m_test", "300"},
                                                                  {"data_seed", "1"},
                                                                  {"noise", "6"},
                                                                  {"share", "0.35"},
                                                                  {"jitter", "1"},
                                                                  {"clutter", "0.45"},
                                                                  {"polarity", "1"},
                                                                  {"test_share", "0.2"},
                                                                  {"label_column", "-1"},
                                                                  {"columns", ""},
                                                                  {"label", ""},
                                                                  {"class_one", ""},
                                                                  {"features", ""},
                                                                  {"one_hot", ""},
                                                                  {"emoji_test", "names"},
                                                                  {"flips", "0"},
                                                                  {"flip_seed", "1"},
                                                                  {"flipped", ""},
                                                                  {"centre", "1"},
                                                                  {"standardise", "0"},
                                                                  {"hidden", "20,7,5"},
                                                                  {"activation", "relu"},
                                                                  {"leaky_slope", "0.01"},
                                                                  {"init", "xavier"},
                                                                  {"init_scale", "0.01"},
                                                                  {"seed", "1"},
                                                                  {"optimizer", "gd"},
                                                                  {"learning_rate", "0.0075"},
                                                                  {"momentum", "0.9"},
                                                                  {"beta2", "0.999"},
                                                                  {"epsilon", "1e-08"},
                                                                  {"epsilon_inside", "0"},
                                                                  {"batch_size", "0"},
                                                                  {"shuffle_seed", "11"},
                                                                  {"l2", "0"},
                                                                  {"keep_prob", "1"},
                                                                  {"dropout_seed", "0"},
                                                                  {"decay", "0"},
                                                                  {"iterations", "2500"},
                                                                  {"stop_cost", "0"},
                                                                  {"stop_gradient", "0"},
                                                                  {"stop_patience", "0"},
                                                                  {"stop_seconds", "0"},
                                                                  {"frozen", ""},
                                                                  {"precision", "f64"},
                                                                  {"solver", "auto"},
                                                                  {"instant", "1"},
                                                                  {"pace", "0"},
                                                                  {"text_scale", "1"},
                                                                  {"example", "0"},
                                                                  {"example_set", "test"},
                                                                  {"log_cost", "0"},
                                                                  {"log_iteration", "0"},
                                                                  {"log_gradients", "1"},
                                                                  {"theme", "system"},
                                                                  {"lang", "system"}});

std::vector<std::string> pairs_of(std::string text) {
  std::vector<std::string> pairs;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('&', begin), text.size());
    pairs.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return pairs;
}

/// Reads a text without mistakes by the rules that there were when version 1 was the only one.
Experiment read_by_old_rules(const std::string& text) {
  Experiment experiment;
  for (const auto& [name, value] : kVersion1) {
    std::vector<Error> notes;
    find_key(name)->set(experiment, value, notes);
    REQUIRE(notes.empty());
  }
  const std::vector<std::string> pairs = pairs_of(text);
  const auto apply = [&](auto wants, auto set) {
    for (const std::string& pair : pairs) {
      const std::string name = pair.substr(0, pair.find('='));
      if (name != "v" && wants(name)) set(name, pair.substr(pair.find('=') + 1));
    }
  };
  const auto set_one = [&](const std::string& name, const std::string& value) {
    std::vector<Error> notes;
    find_key(name)->set(experiment, value, notes);
    REQUIRE(notes.empty());
  };
  const auto is = [](std::string_view wanted) {
    return [wanted](const std::string& name) { return name == wanted; };
  };
  apply(is("preset"), [&](const std::string&, const std::string& value) {
    if (value.empty()) return;
    experiment = read_by_old_rules(find_preset(value)->settings);
    experiment.preset = value;
  });
  apply(is("data"), [&](const std::string&, const std::string& value) {
    Experiment other;
    std::vector<Error> notes;
    find_key("data")->set(other, value, notes);
    if (other.data.source != experiment.data.source) {
      experiment.data = usual_data(other.data.source);
    }
  });
  apply(is("hidden"), set_one);
  apply(
      [](const std::string& name) {
        return name != "preset" && name != "data" && name != "hidden" && name != "train_url" &&
               name != "test_url";
      },
      set_one);
  return experiment;
}

TEST_CASE("the default run of version 1 is what it was", "[io][unit]") {
  REQUIRE(kVersion1.size() == keys().size());
  const Experiment first = read_experiment("v=1").experiment;
  CHECK(first == default_experiment(1));
  CHECK(first == Experiment{});
  for (const auto& [name, value] : kVersion1) {
    CAPTURE(name);
    CHECK(find_key(name)->get(first) == value);
  }
}

TEST_CASE("version 2 learns from more pictures by fewer and longer steps", "[io][unit]") {
  Experiment expected;
  expected.data.m = 360;
  expected.network.hidden = {20, 7};
  expected.training.learning_rate = 0.03;
  expected.training.iterations = 500;
  CHECK(default_experiment() == expected);
  CHECK(default_experiment(2) == expected);
  CHECK(read_experiment("v=2").experiment == expected);
  CHECK(read_experiment("v=2").notes.empty());
  // An address without any setting is the default run of today.
  for (const char* text : {"", "#", "?", "https://example.org/", "https://example.org/#"}) {
    CAPTURE(text);
    const std::string_view link = text;
    CHECK(read_experiment(link.starts_with("https") ? link.substr(20) : link).experiment ==
          expected);
  }
  CHECK(why_illegal(expected).empty());
}

TEST_CASE("a text of version 1, or of none, reads as it always did", "[io][property]") {
  Dice dice(21);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    std::vector<std::string> names;
    const int hidden_layers = dice.below(4);
    const auto add = [&](const std::string& name, const std::string& value) {
      text += (text.empty() ? "" : "&") + name + "=" + value;
    };
    if (dice.one_in(3)) add("preset", dice.one_in(5) ? "" : dice.one_of(presets()).name);
    if (dice.one_in(2)) add("data", random_value(*find_key("data"), 1, dice));
    if (dice.one_in(4)) add("data", random_value(*find_key("data"), 1, dice));
    for (const Key& key : keys()) {
      const std::string_view name = key.name;
      if (name == "preset" || name == "data" || name == "activation" || name == "hidden" ||
          key.type == KeyType::address || !dice.one_in(12)) {
        continue;
      }
      add(key.name, random_value(key, hidden_layers, dice));
    }
    if (text.empty()) text = "seed=2";
    CAPTURE(text);
    const Experiment expected = read_by_old_rules(text);
    const Reading plain = read_experiment(text);
    CHECK(plain.notes.empty());
    REQUIRE(plain.experiment == expected);
    REQUIRE(read_experiment("v=1&" + text).experiment == expected);
    REQUIRE(read_experiment(text + "&v=1").experiment == expected);
    REQUIRE(read_experiment(pairs_of("v=1&" + text)).experiment == expected);
    // It is written in the present version and means the same there.
    const std::string link = write_experiment(expected);
    CAPTURE(link);
    REQUIRE(link.starts_with("v=2"));
    REQUIRE(read_experiment(link).experiment == expected);
  }
}

TEST_CASE("a text of version 2 reads back as the experiment that wrote it", "[io][property]") {
  Dice dice(22);
  for (int round = 0; round < 3000; ++round) {
    std::vector<Error> notes;
    const Experiment experiment = random_experiment(dice, notes);
    const std::string link = write_experiment(experiment);
    CAPTURE(link);
    REQUIRE(link.starts_with("v=2"));
    REQUIRE(read_experiment(link).experiment == experiment);
    REQUIRE(read_experiment(link).notes.empty());
  }
}

TEST_CASE("a preset and what is changed in it do not depend on the version", "[io][unit]") {
  for (const Preset& preset : presets()) {
    for (const char* more : {"", "&data=drawn", "&data=course", "&data=emoji", "&seed=4"}) {
      const std::string text = std::string("preset=") + preset.name + more;
      CAPTURE(text);
      CHECK(read_experiment("v=2&" + text).experiment == read_experiment("v=1&" + text).experiment);
    }
  }
}

TEST_CASE("the course's pictures bring the course's steps in version 2", "[io][unit]") {
  const Experiment course = read_experiment("v=2&data=course").experiment;
  CHECK(course.training == preset_experiment("c1w4-deep").training);
  CHECK(course.data == usual_data(DataSource::course));
  CHECK(write_experiment(course) == "v=2&data=course");
  CHECK(read_experiment("v=2&data=course&learning_rate=0.03").experiment.training.learning_rate ==
        0.03);
  // There and back again, as the data card does it; what was changed stays.
  Experiment experiment = default_experiment();
  change_source(experiment, DataSource::course);
  CHECK(experiment.training.iterations == 2500);
  change_source(experiment, DataSource::drawn);
  CHECK(experiment == default_experiment());
  experiment.training.learning_rate = 0.02;
  change_source(experiment, DataSource::course);
  CHECK(experiment.training.learning_rate == 0.02);
  CHECK(experiment.training.iterations == 500);
}

TEST_CASE("a version that is not known is noted and read as the present one", "[io][unit]") {
  for (const char* version : {"3", "20", "two", ""}) {
    CAPTURE(version);
    const Reading reading = read_experiment(std::string("seed=7&v=") + version);
    REQUIRE(reading.notes.size() == 1);
    CHECK(reading.notes[0].code == Errc::newer_link);
    CHECK(reading.experiment == read_experiment("v=2&seed=7").experiment);
  }
}

TEST_CASE("runs of old links go as they went before", "[io][golden]") {
  // Version 0.1 trained them, with the kernels of SSE 4.2 and WebAssembly, which share their bits.
  struct Row {
    const char* link;
    double cost;
    std::uint64_t fingerprint;
    int m;
  };
  const auto rows = std::to_array<Row>({
      {"v=1", 0.03616513563356158, 0x83b2cf5a023fcd98, 209},
      {"m=40&m_test=10&hidden=5&iterations=50", 0.632330395928379, 0x80dcbedc19cbadb9, 40},
      {"data=moons&iterations=100", 0.6210492509495564, 0xbe55fac783697347, 300},
      {"v=1&data=moons", 0.3389121411328405, 0x427a90382a6e9d5e, 300},
      {"data_seed=2&m=30&m_test=9&iterations=40&l2=1", 1.2094318043053611, 0x04be650924824a1e, 30},
      {"preset=c1w3-planar&iterations=200", 0.34550962293471427, 0xe6f1b88c17ce5622, 400},
      {"preset=c1w4-deep&data=drawn&m_test=10&iterations=30", 0.6794281766717165,
       0xe4e465eed5181020, 209},
      {"data=xor&hidden=&iterations=60", 0.7622149643549855, 0xead73af0fd101c0d, 300},
      {"m=0&m_test=5&hidden=3&iterations=20", 0.6908065291510695, 0x41112a103d141cc9, 209},
      {"seed=3&hidden=8,3&m_test=20&activation=leaky_relu&iterations=30", 0.6873270418633892,
       0xd7f96f24e96588cd, 209},
  });
  ExperimentRun run;
  for (const Row& row : rows) {
    CAPTURE(row.link);
    // As it came, and after it was written in the present version.
    for (const std::string& text :
         {std::string(row.link), write_experiment(read_experiment(row.link).experiment)}) {
      run.begin(text);
      while (run.advance(100.0)) {
      }
      CHECK(run.summary().status.cost == row.cost);
      CHECK(run.summary().fingerprint == row.fingerprint);
      CHECK(run.summary().status.m == row.m);
    }
  }
}

}  // namespace
}  // namespace purr

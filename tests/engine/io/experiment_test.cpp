#include "engine/io/experiment.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/defaults.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"
#include "tests/support/experiments.h"
#include "tests/support/legal.h"

namespace purr {
namespace {

std::vector<Errc> codes(const std::vector<Error>& notes) {
  std::vector<Errc> all;
  for (const Error& note : notes) all.push_back(note.code);
  return all;
}

TEST_CASE("every key reads back what it writes", "[io][property]") {
  Dice dice(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<Error> notes;
    const Experiment experiment = random_experiment(dice, notes);
    REQUIRE(notes.empty());
    for (const Key& key : keys()) {
      CAPTURE(key.name);
      // The preset and the data bring other settings with them, units fit the activations.
      Experiment other = experiment;
      const std::string text = key.get(experiment);
      key.set(other, text, notes);
      CHECK(notes.empty());
      CHECK(key.get(other) == text);
      if (std::string_view(key.name) != "preset") CHECK(other == experiment);
    }
  }
}

TEST_CASE("a link reads back as the experiment that wrote it", "[io][property]") {
  Dice dice(2);
  for (int round = 0; round < 3000; ++round) {
    std::vector<Error> notes;
    const Experiment experiment = random_experiment(dice, notes);
    REQUIRE(notes.empty());
    REQUIRE(why_illegal(experiment).empty());
    const std::string link = write_experiment(experiment);
    CAPTURE(link);
    const Reading reading = read_experiment(link);
    REQUIRE(reading.notes.empty());
    REQUIRE(reading.experiment == experiment);

    // Without the view, the run is still the same.
    const Reading run = read_experiment(write_experiment(experiment, /*view=*/false));
    REQUIRE(run.notes.empty());
    Experiment expected = experiment;
    expected.view = ViewSpec{};
    REQUIRE(run.experiment == expected);

    // Nothing in it needs encoding in an address.
    REQUIRE(std::all_of(link.begin(), link.end(), [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
             std::string_view("=&,._-%").find(c) != std::string_view::npos;
    }));
  }
}

TEST_CASE("an address goes through a link whatever signs it has", "[io][unit]") {
  Experiment experiment = default_experiment();
  change_source(experiment, DataSource::course);
  experiment.addresses.train = "https://example.org/a%20b/x.h5?k=1&l=2#3";
  const std::string link = write_experiment(experiment);
  CHECK(link ==
        "v=2&data=course&train_url=https%3A%2F%2Fexample.org%2Fa%2520b%2Fx.h5%3Fk%3D1%26l%3D2%233");
  CHECK(read_experiment(link).notes.empty());
  CHECK(read_experiment(link).experiment == experiment);
  CHECK(codes(read_experiment("train_url=a%20b").notes) == std::vector{Errc::bad_address});
}

TEST_CASE("the order of a link's settings does not matter", "[io][property]") {
  Dice dice(3);
  for (int round = 0; round < 500; ++round) {
    std::vector<Error> notes;
    const Experiment experiment = random_experiment(dice, notes);
    const std::string link = write_experiment(experiment);
    std::vector<std::string> pairs;
    for (std::size_t begin = 0; begin < link.size();) {
      const std::size_t end = std::min(link.find('&', begin), link.size());
      pairs.push_back(link.substr(begin, end - begin));
      begin = end + 1;
    }
    for (std::size_t i = pairs.size(); i > 1; --i) {
      std::swap(pairs[i - 1], pairs[static_cast<std::size_t>(dice.below(static_cast<int>(i)))]);
    }
    std::string shuffled;
    for (const std::string& pair : pairs) shuffled += (shuffled.empty() ? "" : "&") + pair;
    CAPTURE(link, shuffled);
    CHECK(read_experiment(shuffled).experiment == experiment);
    CHECK(read_experiment(pairs).experiment == experiment);
  }
  CHECK(read_experiment("activation=tanh,relu&m=50&hidden=4,3&data=moons&preset=c1w4-deep")
            .experiment ==
        read_experiment("preset=c1w4-deep&data=moons&hidden=4,3&m=50&activation=tanh,relu")
            .experiment);
}

TEST_CASE("the default run writes its version alone and reads an empty link", "[io][unit]") {
  CHECK(write_experiment(default_experiment()) == "v=2");
  CHECK(read_experiment("").experiment == default_experiment());
  CHECK(read_experiment("").notes.empty());
  CHECK(write_experiment(preset_experiment("c1w4-deep")) == "v=2&preset=c1w4-deep");
}

TEST_CASE("an address is read from its hash or its query", "[io][unit]") {
  const Experiment expected = read_experiment("hidden=4,3&learning_rate=0.5").experiment;
  REQUIRE(expected.network.hidden == std::vector{4, 3});
  REQUIRE(expected.training.learning_rate == 0.5);
  for (const char* text :
       {"#hidden=4,3&learning_rate=0.5", "?hidden=4,3&learning_rate=0.5",
        "https://example.org/a/?x=1#hidden=4,3&learning_rate=0.5",
        "https://example.org/a/?hidden=4,3&learning_rate=0.5", "#hidden=4%2C3&learning_rate=0%2e5",
        "#%68idden=4,3&&learning_rate=%30.5&", "v=1&hidden=4%2c3&learning_rate=0.5"}) {
    CAPTURE(text);
    const Reading reading = read_experiment(text);
    CHECK(reading.notes.empty());
    CHECK(reading.experiment == expected);
  }
}

TEST_CASE("a percent sign that encodes nothing stays one", "[io][unit]") {
  for (const char* text : {"m=%", "m=%4", "m=%zz", "m=%%31", "m=5%"}) {
    CAPTURE(text);
    const Reading reading = read_experiment(text);
    CHECK(codes(reading.notes) == std::vector{Errc::bad_number});
    CHECK(reading.experiment == Experiment{});
  }
  CHECK(read_experiment("m=%31%32").experiment.data.m == 12);
  // An encoded & or = belongs to the value.
  CHECK(codes(read_experiment("init=he%26m=5").notes) == std::vector{Errc::bad_choice});
}

TEST_CASE("bad values are repaired with a note and stay legal", "[io][unit]") {
  struct Row {
    const char* text;
    Errc code;
    const char* repaired;  // as a link of version 1
  };
  const auto rows = std::to_array<Row>({
      {"colour=red", Errc::unknown_key, ""},
      {"Hidden=4", Errc::unknown_key, ""},
      {"=4", Errc::unknown_key, ""},
      {"learning_rate", Errc::bad_number, ""},
      {"learning_rate=", Errc::bad_number, ""},
      {"learning_rate=fast", Errc::bad_number, ""},
      {"learning_rate=nan", Errc::bad_number, ""},
      {"learning_rate=inf", Errc::bad_number, ""},
      {"learning_rate=0x10", Errc::bad_number, ""},
      {"learning_rate=1e999", Errc::bad_number, ""},
      {"learning_rate=0,1", Errc::bad_number, ""},
      {"learning_rate=1e", Errc::bad_number, ""},
      {"learning_rate=--1", Errc::bad_number, ""},
      {"learning_rate=-1", Errc::out_of_range, "learning_rate=0"},
      {"learning_rate=101", Errc::out_of_range, "learning_rate=100"},
      {"keep_prob=0", Errc::out_of_range, "keep_prob=0.05"},
      {"momentum=1", Errc::out_of_range, "momentum=0.9999"},
      {"m=1.5", Errc::bad_number, ""},
      {"m=-1", Errc::out_of_range, "m=0"},
      {"m=99999999999999999999", Errc::out_of_range, "m=10000"},
      {"seed=1e18", Errc::out_of_range, "seed=999999999"},
      {"iterations=0", Errc::out_of_range, "iterations=1"},
      {"iterations=1e9", Errc::out_of_range, "iterations=1000000"},
      {"hidden=0", Errc::bad_units, ""},
      {"hidden=257", Errc::bad_units, ""},
      {"hidden=,4", Errc::bad_units, ""},
      {"hidden=4;3", Errc::bad_units, ""},
      {"hidden=-4", Errc::bad_units, ""},
      {"hidden=4.5", Errc::bad_units, ""},
      {"hidden=1,1,1,1,1,1,1,1,1,1,1,1,1", Errc::bad_units, ""},
      {"activation=swish", Errc::bad_choice, ""},
      {"activation=tanh,relu", Errc::bad_activations, ""},
      {"activation=", Errc::bad_activations, ""},
      {"init=random", Errc::bad_choice, ""},
      {"data=dogs", Errc::bad_choice, ""},
      {"optimizer=ADAM", Errc::bad_choice, ""},
      {"centre=yes", Errc::bad_choice, ""},
      {"share=1.5", Errc::out_of_range, "share=1"},
      {"jitter=3", Errc::out_of_range, "jitter=2"},
      {"flipped=a", Errc::bad_flips, ""},
      {"flipped=1.5", Errc::bad_flips, ""},
      {"flipped=-1", Errc::bad_flips, ""},
      {"flipped=10000", Errc::bad_flips, ""},
      {"preset=c9w9", Errc::unknown_preset, ""},
      {"v=3", Errc::newer_link, "v=2"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Reading reading = read_experiment(row.text);
    CHECK(codes(reading.notes) == std::vector{row.code});
    const std::string repaired = row.repaired;
    CHECK(reading.experiment == read_experiment(repaired.empty() ? "v=1" : repaired).experiment);
    CHECK(why_illegal(reading.experiment).empty());
    for (const Error& note : reading.notes) {
      // All gaps of the sentence are filled, in both languages.
      for (const Language language : {Language::english, Language::chinese}) {
        const std::string sentence = describe(note, language);
        for (const char* gap : {"{0}", "{1}", "{2}", "{3}", "{4}"}) {
          CHECK(sentence.find(gap) == std::string::npos);
        }
      }
    }
  }
}

TEST_CASE("a bad setting spoils no other", "[io][unit]") {
  const Reading reading = read_experiment("m=x&hidden=8&colour=1&seed=7&init=nothing");
  CHECK(reading.notes.size() == 3);
  CHECK(reading.experiment == read_experiment("hidden=8&seed=7").experiment);
}

TEST_CASE("the last of two equal settings counts", "[io][unit]") {
  CHECK(read_experiment("seed=1&seed=2").experiment.network.seed == 2);
  CHECK(read_experiment("preset=c1w4-deep&preset=c1w3-planar").experiment ==
        preset_experiment("c1w3-planar"));
}

TEST_CASE("hostile text yields a legal experiment", "[io][property]") {
  Dice dice(4);
  const std::vector<std::string> pieces{
      "preset=", "c1w4-deep", "data=",  "hidden=",       "activation=", "&",    "=",  "#",
      "?",       "%",         "%00",    "%26",           "%ff",         ",",    "-",  "1e308",
      "nan",     "999999999", "20,7,5", "tanh,relu",     "course",      "\n",   "\0", "m=",
      "猫",      "v=",        "l2=",    "learning_rate", "+",           "0x1p", ".",  "seed"};
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    switch (dice.below(3)) {
      case 0: text = dice.bytes(dice.below(400)); break;
      case 1:
        for (int i = dice.below(40); i > 0; --i) text += dice.one_of(pieces);
        break;
      default: {  // a good link with some bytes changed
        std::vector<Error> notes;
        text = write_experiment(random_experiment(dice, notes));
        for (int i = dice.below(5); i > 0 && !text.empty(); --i) {
          text[static_cast<std::size_t>(dice.below(static_cast<int>(text.size())))] =
              static_cast<char>(dice.byte());
        }
      }
    }
    const Reading reading = read_experiment(text);
    CAPTURE(text);
    REQUIRE(why_illegal(reading.experiment).empty());
    // What came of it is an experiment like any other.
    REQUIRE(read_experiment(write_experiment(reading.experiment)).experiment == reading.experiment);
  }
}

/// True for well-formed UTF-8 without control characters: what a message may hold.
bool is_readable(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || i + length > text.size()) return false;
    if (lead < 32 || lead == 127) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U) return false;
    }
    i += length;
  }
  return true;
}

TEST_CASE("notes quote hostile text so that it can be shown", "[io][property]") {
  // A note becomes JSON on its way to the page, which takes UTF-8 only.
  Dice dice(5);
  const auto check = [](const Reading& reading) {
    for (const Error& note : reading.notes) {
      const std::string sentence = describe(note);
      CAPTURE(sentence);
      REQUIRE(is_readable(sentence));
      REQUIRE(sentence.size() < 1000);
    }
  };
  check(read_experiment("m=%ff%fe"));
  check(read_experiment("%e7%8c=1"));
  check(read_experiment("init=\xC3"));
  check(read_experiment("preset=%00%01%1b[31m"));
  // Cut off in the middle of a character, wherever the cut is.
  for (int i = 0; i < 4; ++i) {
    std::string cats(static_cast<std::size_t>(i), 'x');
    for (int k = 0; k < 200; ++k) cats += "猫";
    check(read_experiment("init=" + cats));
    check(read_experiment(cats + "=1"));
    check(read_experiment("v=" + cats));
    check(read_experiment("hidden=" + cats));
  }
  for (int round = 0; round < 2000; ++round) {
    check(read_experiment(std::string(find_key("init")->name) + "=" + dice.bytes(dice.below(300))));
    check(read_experiment(dice.bytes(dice.below(300))));
  }
}

TEST_CASE("what a person typed in their own script is quoted as it is", "[io][unit]") {
  const Reading reading = read_experiment("猫=1");
  REQUIRE(reading.notes.size() == 1);
  CHECK(reading.notes[0].args == std::vector<std::string>{"猫"});
}

TEST_CASE("a link without end is cut and read as far as it goes", "[io][unit]") {
  std::string text = "seed=7&";
  text.append(5000000, 'a');
  const Reading reading = read_experiment(text);
  REQUIRE_FALSE(reading.notes.empty());
  CHECK(reading.notes.front().code == Errc::link_too_long);
  CHECK(reading.experiment.network.seed == 7);
  std::string many;
  for (int i = 0; i < 1000000; ++i) many += '&';
  CHECK(read_experiment(many).experiment == default_experiment());
  std::string commas = "hidden=";
  commas.append(8000, ',');
  CHECK(why_illegal(read_experiment(commas).experiment).empty());
}

TEST_CASE("presets parse without a note and are the course's recipes", "[io][golden]") {
  REQUIRE(presets().size() == 19);
  std::set<std::string_view> names;
  for (const Preset& preset : presets()) {
    CAPTURE(preset.name);
    CHECK(names.insert(preset.name).second);
    CHECK(find_preset(preset.name) == &preset);
    CHECK(read_experiment(preset.settings).notes.empty());
    const Experiment experiment = preset_experiment(preset.name);
    CHECK(why_illegal(experiment).empty());
    CHECK(experiment.preset == preset.name);
    CHECK(write_experiment(experiment) == std::string("v=2&preset=") + preset.name);
    CHECK(read_experiment(std::string("preset=") + preset.name).experiment == experiment);
    CHECK(std::string_view(preset.title_english).size() > 3);
    CHECK(std::string_view(preset.title_chinese).size() > 3);
  }
  CHECK(find_preset("c1w4-deeper") == nullptr);
  CHECK(preset_experiment("c1w4-deeper") == default_experiment());

  // The table of the course's recipes.
  struct Row {
    const char* name;
    DataSource source;
    std::vector<int> hidden;
    Activation activation;
    Initialisation init;
    int seed;
    double learning_rate;
    int iterations;
  };
  const std::vector<Row> rows{
      {"c1w2-logistic",
       DataSource::course,
       {},
       Activation::relu,
       Initialisation::zeros,
       1,
       0.005,
       2000},
      {"c1w3-planar",
       DataSource::flower,
       {4},
       Activation::tanh,
       Initialisation::small,
       2,
       1.2,
       10000},
      {"c1w3-planar-1",
       DataSource::flower,
       {1},
       Activation::tanh,
       Initialisation::small,
       2,
       1.2,
       5000},
      {"c1w3-planar-50",
       DataSource::flower,
       {50},
       Activation::tanh,
       Initialisation::small,
       2,
       1.2,
       5000},
      {"c1w4-two-layer",
       DataSource::course,
       {7},
       Activation::relu,
       Initialisation::small,
       1,
       0.0075,
       2500},
      {"c1w4-deep",
       DataSource::course,
       {20, 7, 5},
       Activation::relu,
       Initialisation::xavier,
       1,
       0.0075,
       2500},
      {"c2w1-init-zeros",
       DataSource::circles,
       {10, 5},
       Activation::relu,
       Initialisation::zeros,
       3,
       0.01,
       15000},
      {"c2w1-init-large",
       DataSource::circles,
       {10, 5},
       Activation::relu,
       Initialisation::large,
       3,
       0.01,
       15000},
      {"c2w1-init-he",
       DataSource::circles,
       {10, 5},
       Activation::relu,
       Initialisation::he,
       3,
       0.01,
       15000},
      {"c2w1-reg-dropout",
       DataSource::csv,
       {20, 3},
       Activation::relu,
       Initialisation::xavier,
       3,
       0.3,
       30000},
      {"c2w2-adam",
       DataSource::moons,
       {5, 2},
       Activation::relu,
       Initialisation::he,
       3,
       0.0007,
       10000},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Experiment e = preset_experiment(row.name);
    CHECK(e.data == usual_data(row.source));
    CHECK(e.network.hidden == row.hidden);
    CHECK(e.network.activation == std::vector{row.activation});
    CHECK(e.network.init == row.init);
    if (row.init != Initialisation::zeros) CHECK(e.network.seed == row.seed);
    CHECK(e.training.learning_rate == row.learning_rate);
    CHECK(e.training.iterations == row.iterations);
    CHECK(e.training.precision == Precision::f64);
  }
  CHECK(preset_experiment("c2w1-reg-l2").training.l2 == 0.7);
  const TrainingSpec dropout = preset_experiment("c2w1-reg-dropout").training;
  CHECK(dropout.keep_prob == 0.86);
  CHECK(dropout.dropout_seed == 1);
  const TrainingSpec adam = preset_experiment("c2w2-adam").training;
  CHECK(adam.optimizer == Optimizer::adam);
  CHECK(adam.momentum == 0.9);
  CHECK(adam.beta2 == 0.999);
  CHECK(adam.epsilon == 1e-8);
  CHECK(adam.epsilon_inside);
  CHECK(adam.batch_size == 64);
  CHECK(adam.shuffle_seed == 11);
  const TrainingSpec momentum = preset_experiment("c2w2-momentum").training;
  CHECK(momentum.optimizer == Optimizer::momentum);
  CHECK(momentum.momentum == 0.9);
}

TEST_CASE("a new data source brings its usual numbers and a preset everything but the view",
          "[io][unit]") {
  std::vector<Error> notes;
  Experiment e;
  set_key(e, "log_cost", "1", notes);
  set_key(e, "m", "17", notes);
  set_key(e, "data", "moons", notes);
  CHECK(e.data == usual_data(DataSource::moons));
  set_key(e, "m", "17", notes);
  set_key(e, "data", "moons", notes);  // no change: the person's number stays
  CHECK(e.data.m == 17);
  set_key(e, "preset", "c1w4-deep", notes);
  Experiment expected = preset_experiment("c1w4-deep");
  expected.view.log_cost = true;
  CHECK(e == expected);
  set_key(e, "preset", "", notes);
  expected = default_experiment();
  expected.view.log_cost = true;
  CHECK(e == expected);
  CHECK(notes.empty());
}

TEST_CASE("labels flipped by hand are kept in order, each once, as many as there is room for",
          "[io][unit]") {
  const Reading reading = read_experiment("v=2&flipped=17,3,17,4");
  CHECK(reading.notes.empty());
  CHECK(reading.experiment.data.flipped == std::vector{3, 4, 17});
  CHECK(write_experiment(reading.experiment) == "v=2&flipped=3,4,17");
  std::string many = "v=2&flipped=1000";
  for (int i = 1; i < kMaxFlippedByHand; ++i) many += "," + std::to_string(1000 + i);
  CHECK(read_experiment(many).notes.empty());
  CHECK(write_experiment(read_experiment(many).experiment) == many);
  many += ",9999";
  CHECK(codes(read_experiment(many).notes) == std::vector{Errc::bad_flips});
}

TEST_CASE("activations follow the number of layers", "[io][unit]") {
  std::vector<Error> notes;
  Experiment e;
  const auto set = [&](const char* key, const char* value) { set_key(e, key, value, notes); };
  set("hidden", "4,3");
  set("activation", "tanh,relu");
  set("hidden", "4,3,2");
  CHECK(e.network.activation == std::vector{Activation::tanh, Activation::relu, Activation::relu});
  set("hidden", "4");
  CHECK(e.network.activation == std::vector{Activation::tanh});
  set("hidden", "4,3,2");
  CHECK(e.network.activation == std::vector{Activation::tanh});
  set("activation", "relu,relu,relu");
  CHECK(e.network.activation == std::vector{Activation::relu});
  set("hidden", "");
  set("activation", "sigmoid");
  CHECK(e.network.activation == std::vector{Activation::sigmoid});
  CHECK(notes.empty());
}

TEST_CASE("the table of keys is complete and speaks both languages", "[io][unit]") {
  std::set<std::string_view> names;
  for (const Key& key : keys()) {
    CAPTURE(key.name);
    CHECK(names.insert(key.name).second);
    CHECK(find_key(key.name) == &key);
    CHECK(std::string_view(key.name).find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") ==
          std::string_view::npos);
    CHECK(std::string_view(key.help_english).size() > 5);
    CHECK(std::string_view(key.help_chinese).size() > 5);
    if (key.type == KeyType::integer || key.type == KeyType::number) {
      CHECK(key.min < key.max);
      const double usual = std::strtod(key.get(Experiment{}).c_str(), nullptr);
      CHECK(usual >= key.min);
      CHECK(usual <= key.max);
      // Both ends are legal, and what lies beyond them comes back to them.
      for (const double end : {key.min, key.max}) {
        Experiment e;
        std::vector<Error> notes;
        key.set(e, number_text(end), notes);
        CHECK(notes.empty());
        CHECK(key.get(e) == number_text(end));
        CHECK(why_illegal(e).empty());
        key.set(e, number_text(end == key.max ? end + 1 : end - 1), notes);
        CHECK(codes(notes) == std::vector{Errc::out_of_range});
        CHECK(key.get(e) == number_text(end));
      }
    }
    if (key.type == KeyType::choice) {
      for (const char* choice : key.choices) {
        Experiment e;
        std::vector<Error> notes;
        key.set(e, choice, notes);
        CHECK(notes.empty());
        CHECK(key.get(e) == choice);
      }
    }
  }
  CHECK(find_key("no_such_key") == nullptr);
  CHECK(find_key("") == nullptr);
}

TEST_CASE("numbers are written as short as they can be read back", "[io][property]") {
  CHECK(number_text(0.0075) == "0.0075");
  CHECK(number_text(1e-8) == "1e-08");
  CHECK(number_text(100) == "100");
  CHECK(number_text(0) == "0");
  Dice dice(6);
  for (int i = 0; i < 20000; ++i) {
    const double value = std::bit_cast<double>(dice.bits());
    if (!std::isfinite(value)) continue;
    REQUIRE(std::strtod(number_text(value).c_str(), nullptr) == value);
    REQUIRE(number_text(value).size() <= 40);
  }
}

}  // namespace
}  // namespace purr

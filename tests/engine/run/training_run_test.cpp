#include "engine/run/training_run.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "engine/data/dataset.h"
#include "tests/support/brought.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"
#include "tests/support/trainers.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

const std::string kMoons = "data=moons&m=60&m_test=30&hidden=5,4&activation=tanh&learning_rate=0.3";

std::shared_ptr<const Dataset> dataset_of(const std::string& settings) {
  DatasetBuilder builder;
  std::vector<Error> notes;
  REQUIRE(builder.start(read_experiment(settings).experiment.data, notes).has_value());
  while (!builder.advance()) {
  }
  return builder.take();
}

/// Pictures of 6×5, which the Gram solver takes by itself.
BroughtData small_pictures(int m = 20, int m_test = 8, std::uint64_t seed = 1) {
  Dice dice(seed);
  BroughtData data;
  data.train_pictures = random_pictures(6, 5, m, dice);
  data.test_pictures = random_pictures(6, 5, m_test, dice);
  return data;
}

TEST_CASE("a run trains to its end and tells its curve", "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons + "&iterations=200");
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(watcher.status.iteration == 200);
  CHECK(watcher.status.target == 200);
  CHECK(watcher.status.m == 60);
  CHECK(watcher.status.m_test == 30);
  CHECK(watcher.status.layers == std::vector<std::int32_t>{2, 5, 4, 1});
  CHECK(watcher.status.parameters == 2 * 5 + 5 + 5 * 4 + 4 + 4 + 1);
  CHECK(watcher.status.serial == 1);
  CHECK(watcher.notices.empty());
  // Iterations 0 … 199, and the state at the end.
  REQUIRE(watcher.curve.size() == 201);
  for (int i = 0; i <= 200; ++i) CHECK(watcher.curve[static_cast<std::size_t>(i)].iteration == i);
  CHECK(watcher.status.cost == watcher.curve.back().cost);
  CHECK(watcher.curve.back().cost < watcher.curve.front().cost);
  CHECK(watcher.curve.back().has_test == 1);
  CHECK(watcher.status.test_accuracy == watcher.curve.back().test_accuracy);

  // The same by hand.
  const Experiment e = read_experiment(kMoons + "&iterations=200").experiment;
  const auto trainer = trainer_of<double>(dataset_of(kMoons), e.network, e.training, false);
  for (int i = 0; i < 200; ++i) {
    trainer->step();
    REQUIRE(watcher.cost_at(i) == trainer->last_point().cost);
  }
}

TEST_CASE("a run that was not asked to train stands ready at its start", "[run][unit]") {
  Watcher watcher;
  watcher.configure(kMoons);
  watcher.settle();
  CHECK(watcher.status.phase == Phase::ready);
  CHECK(watcher.status.iteration == 0);
  CHECK_THAT(watcher.status.cost, WithinAbs(0.7, 0.2));
  CHECK(watcher.curve.size() == 1);
  watcher.send(Play{});
  for (int i = 0; i < 7; ++i) CHECK(watcher.advance());
  watcher.send(Pause{});
  watcher.settle();
  CHECK(watcher.status.phase == Phase::ready);
  CHECK(watcher.status.iteration == 7);
}

TEST_CASE("sets of one class, of one example and with most of one class train, and say what is odd",
          "[run][unit]") {
  struct Row {
    const char* settings;
    bool is_one_class;
  };
  const auto rows = std::to_array<Row>({
      {"data=moons&m=40&share=0&hidden=3&iterations=50", true},
      {"data=moons&m=40&share=1&hidden=3&iterations=50", true},
      {"data=circles&m=1&m_test=5&hidden=3&iterations=50", true},
      {"data=drawn&m=12&m_test=4&share=0&hidden=4,3&iterations=30", true},
      {"data=drawn&m=1&m_test=1&hidden=4&iterations=30", true},
      {"data=drawn&m=1&m_test=0&hidden=&iterations=30&solver=primal", true},
      {"data=drawn&m=40&m_test=4&share=0.1&hidden=4&iterations=30", false},
      {"data=moons&m=40&share=0.1&hidden=3&iterations=50", false},
      {"data=flower&m=40&flips=12&hidden=3&iterations=50", false},
      {"data=flower&m=40&flips=40&flipped=0,1&hidden=3&iterations=50", false},
  });
  for (const Row& row : rows) {
    CAPTURE(row.settings);
    Watcher watcher;
    watcher.train(row.settings);
    CHECK(watcher.status.phase == Phase::finished);
    CHECK(std::isfinite(watcher.status.cost));
    CHECK(watcher.status.cost < watcher.curve.front().cost);
    CHECK(watcher.was_told(Errc::one_class) == row.is_one_class);
  }
}

TEST_CASE("flipped labels are told, and taking them back gives the run that was", "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons + "&iterations=60");
  const std::vector<CurvePoint> clean = watcher.curve;
  const std::vector<std::uint8_t> labels = watcher.data.train_labels;
  CHECK(watcher.data.flipped.empty());
  watcher.train(kMoons + "&iterations=60&flips=18&flipped=5");
  CHECK(watcher.data.flipped.size() >= 17);
  CHECK(watcher.data.train_labels != labels);
  CHECK_FALSE(are_equal(watcher.curve, clean));
  CHECK(watcher.curve.back().cost > clean.back().cost);  // wrong labels are harder to learn
  watcher.train(kMoons + "&iterations=60");
  CHECK(watcher.data.train_labels == labels);
  CHECK(are_equal(watcher.curve, clean));
}

TEST_CASE("training the same run twice gives the same curve, every double", "[run][property]") {
  const std::string settings = GENERATE_COPY(
      kMoons + "&iterations=150", kMoons + "&iterations=40&batch_size=16&optimizer=adam",
      kMoons + "&iterations=100&keep_prob=0.8&l2=0.2",
      std::string("data=drawn&m=12&m_test=6&hidden=4&iterations=60"));
  Watcher watcher;
  watcher.train(settings);
  const std::vector<CurvePoint> first = watcher.curve;
  REQUIRE(first.size() >= 40);
  watcher.train(settings);
  CHECK(are_equal(watcher.curve, first));
  // Something else in between, and a run that never saw it.
  watcher.train("data=circles&iterations=10");
  watcher.train(settings);
  CHECK(are_equal(watcher.curve, first));
  Watcher other;
  other.train(settings);
  CHECK(are_equal(other.curve, first));
}

TEST_CASE("pauses leave no trace in the numbers", "[run][property]") {
  const std::string settings =
      GENERATE_COPY(kMoons + "&iterations=100",
                    kMoons + "&iterations=30&batch_size=16&optimizer=momentum&keep_prob=0.9");
  Watcher whole;
  whole.train(settings);
  Watcher paused;
  paused.configure(settings);
  paused.settle();
  Dice dice(1);
  while (paused.status.phase != Phase::finished) {
    paused.send(Play{});
    for (int i = dice.below(9); i > 0; --i) paused.advance();
    paused.send(Pause{});
    paused.send(Watch{.first_layer = true, .boundary = true, .trace = true});
    paused.settle();
  }
  CHECK(paused.status.iteration == whole.status.iteration);
  CHECK(paused.status.cost == whole.status.cost);
  REQUIRE(paused.curve.size() == whole.curve.size());
  for (std::size_t i = 0; i < whole.curve.size(); ++i) {
    REQUIRE(paused.curve[i].cost == whole.curve[i].cost);
  }
}

TEST_CASE("a live change of the learning rate equals the run by hand", "[run][unit]") {
  Watcher watcher;
  watcher.configure(kMoons + "&iterations=300");
  watcher.settle();
  watcher.run_to(50);
  CHECK(watcher.status.iteration == 50);
  CHECK(watcher.status.phase == Phase::ready);
  watcher.configure(kMoons + "&iterations=300&learning_rate=0.05");
  CHECK(watcher.status.iteration == 50);
  watcher.send(Play{});
  for (int i = 0; i < 30; ++i) watcher.advance();
  watcher.configure(kMoons + "&iterations=300&learning_rate=0.7&l2=0.1");
  watcher.settle();
  CHECK(watcher.status.iteration == 300);

  Experiment e = read_experiment(kMoons + "&iterations=300").experiment;
  const auto trainer = trainer_of<double>(dataset_of(kMoons), e.network, e.training, false);
  for (int i = 0; i < 300; ++i) {
    if (i == 50) e.training.learning_rate = 0.05;
    if (i == 80) e.training.learning_rate = 0.7, e.training.l2 = 0.1;
    trainer->set_training(e.training);
    trainer->step();
    CAPTURE(i);
    REQUIRE(watcher.cost_at(i) == trainer->last_point().cost);
  }
}

/// Settings that change while a run goes on: after so many steps, to this.
struct LiveChange {
  int after_steps;
  std::string settings;
};

/// Trains to `iteration`, one step at a time, with the changes on the way. Returns the settings
/// that were made last.
std::string train_with_changes(Watcher& watcher, const std::string& start,
                               const std::vector<LiveChange>& changes, int iteration) {
  watcher.configure(start);
  watcher.settle();
  watcher.send(RunTo{iteration});
  std::size_t next = 0;
  for (int steps = 0;; ++steps) {
    for (; next < changes.size() && changes[next].after_steps == steps; ++next) {
      watcher.configure(changes[next].settings);
    }
    if (!watcher.advance()) break;
  }
  watcher.settle();
  return next == 0 ? start : changes[next - 1].settings;
}

TEST_CASE("an earlier iteration is gone back to bit for bit, over live changes too",
          "[run][property]") {
  Dice dice(GENERATE(range(1, 13)));
  const std::string base =
      kMoons + "&iterations=200&solver=" + (dice.one_in(2) ? "gram" : "primal");
  const auto random_settings = [&] {
    std::string text = base + "&learning_rate=" + number_text(dice.between(0.05, 0.5));
    if (dice.one_in(3)) text += "&optimizer=momentum";
    if (dice.one_in(3)) text += "&batch_size=" + std::to_string(dice.from_to(7, 40));
    if (dice.one_in(4)) text += "&shuffle_seed=" + std::to_string(dice.below(5));
    if (dice.one_in(4)) text += "&keep_prob=0.9";
    if (dice.one_in(4)) text += "&l2=0.1";
    if (dice.one_in(4)) text += "&decay=0.01";
    return text;
  };
  const std::string start = random_settings();
  std::vector<LiveChange> changes;
  for (int step = 0, count = dice.from_to(1, 8); count > 0; --count) {
    step += dice.one_in(3) ? 0 : dice.below(60);  // some at the same moment
    changes.push_back({step, random_settings()});
  }
  Watcher watcher;
  const std::string last = train_with_changes(watcher, start, changes, 90);
  REQUIRE(watcher.status.iteration == 90);

  int iteration = 90;
  for (int rounds = 0; rounds < 4 && iteration > 0; ++rounds) {
    iteration = dice.below(iteration);
    CAPTURE(start, iteration, rounds);
    watcher.run_to(iteration);
    REQUIRE(watcher.status.iteration == iteration);
    REQUIRE(watcher.status.phase == Phase::ready);

    // A run that stops there, and only then takes the last settings over.
    Watcher fresh;
    train_with_changes(fresh, start, changes, iteration);
    REQUIRE(fresh.status.iteration == iteration);
    fresh.configure(last);
    fresh.settle();
    CHECK(watcher.status.cost == fresh.status.cost);
    CHECK(watcher.status.test_cost == fresh.status.test_cost);
    for (int l = 1; l <= 3; ++l) {
      CHECK(watcher.weights(l).W == fresh.weights(l).W);
      CHECK(watcher.weights(l).b == fresh.weights(l).b);
    }
    // What follows is the same as well: velocities and the order of the examples came back.
    watcher.run_to(iteration + 25);
    fresh.run_to(iteration + 25);
    for (int i = iteration; i < iteration + 25; ++i) {
      REQUIRE(watcher.cost_at(i) == fresh.cost_at(i));
    }
    CHECK(watcher.status.cost == fresh.status.cost);
    watcher.run_to(iteration);
    CHECK(watcher.status.iteration == iteration);
  }
}

TEST_CASE("going back to where a run already is changes nothing", "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons + "&iterations=100");
  const std::vector<CurvePoint> curve = watcher.curve;
  watcher.run_to(100);
  CHECK(watcher.status.iteration == 100);
  CHECK(are_equal(watcher.curve, curve));
  watcher.run_to(0);
  CHECK(watcher.status.iteration == 0);
  CHECK(watcher.status.phase == Phase::ready);
  CHECK(watcher.curve.size() == 1);
  watcher.send(Play{});
  watcher.settle();
  REQUIRE(watcher.curve.size() == curve.size());
  for (std::size_t i = 0; i < curve.size(); ++i) CHECK(watcher.curve[i].cost == curve[i].cost);
}

TEST_CASE("a run may be trained beyond its end", "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons + "&iterations=20");
  watcher.run_to(35);
  CHECK(watcher.status.iteration == 35);
  CHECK(watcher.status.phase == Phase::finished);
  Watcher longer;
  longer.train(kMoons + "&iterations=35");
  CHECK(watcher.status.cost == longer.status.cost);
}

TEST_CASE("an end that has passed stops the run at once", "[run][unit]") {
  Watcher watcher;
  watcher.configure(kMoons + "&iterations=300");
  watcher.settle();
  watcher.send(Play{});
  for (int i = 0; i < 50; ++i) watcher.advance();
  watcher.configure(kMoons + "&iterations=20");
  watcher.settle();
  CHECK(watcher.status.iteration == 50);
  CHECK(watcher.status.phase == Phase::finished);
  watcher.configure(kMoons + "&iterations=60");
  watcher.settle();
  CHECK(watcher.status.phase == Phase::ready);
  watcher.send(Play{});
  watcher.settle();
  CHECK(watcher.status.iteration == 60);
  CHECK(watcher.status.phase == Phase::finished);
}

TEST_CASE("a change of layers in the middle keeps the common corner", "[run][unit]") {
  const auto settings = [](const std::string& hidden) {
    return kMoons + "&iterations=100&hidden=" + hidden;
  };
  struct Row {
    const char* hidden;
    std::vector<int> kept;  // layers of which a corner stays
  };
  const auto row = GENERATE(values<Row>({{"7,4", {1, 2, 3}},
                                         {"3,4", {1, 2, 3}},
                                         {"5,6", {1, 2, 3}},
                                         {"8,2", {1, 2, 3}},
                                         {"5,4,3", {1, 2}},
                                         {"5", {1}},
                                         {"2,9,3,3", {1, 2}}}));
  Watcher watcher;
  watcher.configure(settings("5,4"));
  watcher.settle();
  watcher.run_to(40);
  std::vector<LayerWeights> before;
  for (int l = 1; l <= 3; ++l) before.push_back(watcher.weights(l));
  const bool in_two_commands = GENERATE(false, true);
  if (in_two_commands) watcher.configure(settings("9,9"));  // and at once something else
  watcher.configure(settings(row.hidden));
  watcher.settle();
  CHECK(watcher.status.iteration == 40);
  CHECK(watcher.status.phase == Phase::ready);

  // What is new has the weights of a fresh start.
  Watcher fresh;
  fresh.configure(settings(row.hidden));
  fresh.settle();
  for (int l = 1; l < static_cast<int>(fresh.status.layers.size()); ++l) {
    const LayerWeights now = watcher.weights(l);
    const LayerWeights initial = fresh.weights(l);
    const bool is_kept = std::find(row.kept.begin(), row.kept.end(), l) != row.kept.end();
    const LayerWeights none;
    const LayerWeights& old = is_kept ? before[static_cast<std::size_t>(l - 1)] : none;
    CAPTURE(row.hidden, l);
    for (int i = 0; i < now.n_out; ++i) {
      for (int j = 0; j < now.n_in; ++j) {
        const bool is_old = i < old.n_out && j < old.n_in;
        const auto place = static_cast<std::size_t>(j * now.n_out + i);
        REQUIRE(now.W[place] ==
                (is_old ? old.W[static_cast<std::size_t>(j * old.n_out + i)] : initial.W[place]));
      }
      const auto place = static_cast<std::size_t>(i);
      REQUIRE(now.b[place] == (i < old.n_out ? old.b[place] : initial.b[place]));
    }
  }
  // And it goes on from there.
  watcher.send(Play{});
  watcher.settle();
  CHECK(watcher.status.iteration == 100);
  CHECK(watcher.status.phase == Phase::finished);
}

TEST_CASE("behind a change of layers the way back is a fresh run", "[run][unit]") {
  Watcher watcher;
  watcher.configure(kMoons + "&iterations=100");
  watcher.settle();
  watcher.run_to(40);
  watcher.configure(kMoons + "&iterations=100&hidden=6,4");
  watcher.settle();
  watcher.run_to(70);
  CHECK(watcher.status.iteration == 70);
  watcher.run_to(50);
  CHECK(watcher.status.iteration == 50);
  watcher.run_to(30);
  CHECK(watcher.status.iteration == 30);
  CHECK(watcher.status.phase == Phase::ready);
  Watcher fresh;
  fresh.configure(kMoons + "&iterations=100&hidden=6,4");
  fresh.settle();
  fresh.run_to(30);
  CHECK(watcher.status.cost == fresh.status.cost);
  REQUIRE(watcher.curve.size() == 31);
  for (int i = 0; i <= 30; ++i) CHECK(watcher.cost_at(i) == fresh.cost_at(i));
}

TEST_CASE("a change of solver or precision in the middle goes on from where it is", "[run][unit]") {
  Watcher watcher;
  watcher.send(Bring{small_pictures()});
  const std::string base =
      "data=course&hidden=6,3&activation=tanh&learning_rate=0.05&iterations=200";
  watcher.configure(base);
  watcher.settle();
  CHECK(watcher.status.is_gram);
  watcher.run_to(60);
  const double cost = watcher.status.cost;
  struct Row {
    const char* settings;
    bool is_gram;
    double tolerance;
  };
  // A rounding of the weights to single precision and what 20 steps make of it.
  for (const Row& row :
       {Row{"&solver=primal", false, 1e-9}, Row{"&solver=gram", true, 1e-9},
        Row{"&precision=f32", true, 1e-5}, Row{"&precision=f32&solver=primal", false, 1e-5},
        Row{"&precision=f64", true, 1e-5}}) {
    CAPTURE(row.settings);
    watcher.configure(base + row.settings);
    watcher.settle();
    CHECK(watcher.status.iteration == 60);
    CHECK(watcher.status.is_gram == row.is_gram);
    CHECK_THAT(watcher.status.cost, WithinRel(cost, row.tolerance));
  }
  watcher.send(Play{});
  watcher.settle();
  Watcher whole;
  whole.send(Bring{small_pictures()});
  whole.train(base);
  CHECK(watcher.status.iteration == 200);
  CHECK_THAT(watcher.status.cost, WithinRel(whole.status.cost, 1e-4));
}

TEST_CASE("an optimiser that needs single weights changes the solver by itself", "[run][unit]") {
  Watcher watcher;
  watcher.send(Bring{small_pictures()});
  watcher.configure("data=course&hidden=4&iterations=50");
  watcher.settle();
  watcher.run_to(10);
  CHECK(watcher.status.is_gram);
  watcher.configure("data=course&hidden=4&iterations=50&optimizer=adam&learning_rate=0.001");
  watcher.settle();
  CHECK_FALSE(watcher.status.is_gram);
  CHECK(watcher.status.iteration == 10);
  CHECK(watcher.notices.empty());
  watcher.configure("data=course&hidden=4&iterations=50&optimizer=adam&solver=gram");
  watcher.settle();
  CHECK(watcher.was_told(Errc::gram_unsupported));
  CHECK_FALSE(watcher.status.is_gram);
}

TEST_CASE("a run waits for data that a person must bring", "[run][unit]") {
  const BroughtData both = small_pictures();
  Watcher watcher;
  watcher.configure("data=course&hidden=4&iterations=30", /*retrain=*/true);
  watcher.settle();
  CHECK(watcher.status.phase == Phase::waiting);
  REQUIRE(watcher.notices.size() == 1);
  CHECK(watcher.notices[0].is_error);
  CHECK(watcher.notices[0].error.code == Errc::data_missing);

  BroughtData test_only;
  test_only.test_pictures = both.test_pictures;
  watcher.send(Bring{test_only});
  watcher.settle();
  CHECK(watcher.status.phase == Phase::waiting);
  CHECK(watcher.was_told(Errc::no_training_set));

  // Settings may change meanwhile.
  watcher.configure("data=course&hidden=4&iterations=25", /*retrain=*/true);
  watcher.settle();
  CHECK(watcher.status.phase == Phase::waiting);

  BroughtData train_only;
  train_only.train_pictures = both.train_pictures;
  watcher.send(Bring{train_only});
  watcher.settle();
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(watcher.status.iteration == 25);
  CHECK(watcher.status.m == 20);
  CHECK(watcher.status.m_test == 8);
  CHECK(watcher.data.train_labels == both.train_pictures->labels);
  CHECK(watcher.data.width == 6);
  CHECK(watcher.data.height == 5);
  std::vector<std::uint8_t> pixels;
  for (const PicturesUpdate& slice : watcher.pictures) {
    if (!slice.is_test) pixels.insert(pixels.end(), slice.pixels.begin(), slice.pixels.end());
  }
  CHECK(pixels == both.train_pictures->pixels);
}

/// Pictures of 256×256, together more than is sent whole, and each unlike the others.
BroughtData large_pictures() {
  const auto make = [](int count, int first) {
    auto set = std::make_shared<PictureSet>();
    set->width = set->height = 256;
    set->pixels.resize(static_cast<std::size_t>(count) * set->picture_size());
    for (std::size_t i = 0; i < set->pixels.size(); ++i) {
      const std::size_t picture = i / set->picture_size() + static_cast<std::size_t>(first);
      set->pixels[i] = static_cast<std::uint8_t>((i * 7 + picture * 31) % 251);
    }
    for (int i = 0; i < count; ++i) set->labels.push_back(i % 2 == 0 ? 1 : 0);
    return set;
  };
  BroughtData data;
  data.train_pictures = make(120, 0);
  data.test_pictures = make(12, 300);
  return data;
}

TEST_CASE("of a large set small versions are sent, and pictures that are asked for",
          "[run][unit]") {
  Watcher watcher;
  const BroughtData data = large_pictures();
  const PictureSet& train = *data.train_pictures;
  const PictureSet& test = *data.test_pictures;
  REQUIRE(train.pixels.size() + test.pixels.size() > kMostSentBytes);
  watcher.send(Bring{data});
  watcher.configure("data=course&hidden=1&iterations=2&solver=primal");
  watcher.settle();
  const std::size_t small = std::size_t{64} * 64 * 3;
  std::vector<int> seen[2] = {std::vector<int>(120), std::vector<int>(12)};
  for (const PicturesUpdate& slice : watcher.pictures) {
    CHECK(slice.is_small);
    CHECK(slice.pixels.size() == slice.examples.size() * small);
    for (const int i : slice.examples)
      ++seen[slice.is_test ? 1 : 0].at(static_cast<std::size_t>(i));
  }
  for (const std::vector<int>& times : seen) {
    CHECK(std::all_of(times.begin(), times.end(), [](int n) { return n == 1; }));
  }

  const auto answer = [&](const AskPictures& ask) {
    watcher.pictures.clear();
    watcher.send(ask);
    watcher.take();
    return watcher.pictures;
  };
  const std::uint32_t revision = watcher.data.revision;
  const auto bytes_of = [](const PictureSet& set, int i) {
    const auto begin = set.pixels.begin() + static_cast<std::ptrdiff_t>(set.picture_size()) * i;
    return std::vector<std::uint8_t>(begin,
                                     begin + static_cast<std::ptrdiff_t>(set.picture_size()));
  };
  // What is not there is left out; what is much comes in several pieces.
  const auto some = answer({revision, true, {11, -1, 12, 3}});
  REQUIRE(some.size() == 1);
  CHECK(some[0].is_test);
  CHECK_FALSE(some[0].is_small);
  CHECK(some[0].examples == std::vector<std::int32_t>{11, 3});
  std::vector<std::uint8_t> wanted = bytes_of(test, 11);
  const std::vector<std::uint8_t> other = bytes_of(test, 3);
  wanted.insert(wanted.end(), other.begin(), other.end());
  CHECK(some[0].pixels == wanted);
  AskPictures all{revision, false, {}};
  for (int i = 119; i >= 0; --i) all.examples.push_back(i);
  const auto many = answer(all);
  CHECK(many.size() > 1);
  std::size_t count = 0;
  for (const PicturesUpdate& slice : many) {
    CHECK(slice.pixels.size() <= std::size_t{1} << 20U);
    count += slice.examples.size();
  }
  CHECK(count == 120);
  CHECK(many.back().examples.back() == 0);
  CHECK(answer({revision + 1, false, {0}}).empty());
  CHECK(answer({revision, false, {}}).empty());
}

TEST_CASE("the search for twins finds a test picture that was learnt from", "[run][unit]") {
  BroughtData data = small_pictures();
  auto test = std::make_shared<PictureSet>(*data.test_pictures);
  const auto n = static_cast<std::ptrdiff_t>(test->picture_size());
  std::copy_n(data.train_pictures->pixels.begin() + 13 * n, n, test->pixels.begin() + 5 * n);
  data.test_pictures = test;
  Watcher watcher;
  watcher.send(Bring{data});
  watcher.train("data=course&hidden=4&iterations=3");
  CHECK_FALSE(watcher.twins.has_value());
  watcher.send(FindTwins{watcher.data.revision + 1});  // of a set that is not there
  watcher.settle();
  CHECK_FALSE(watcher.twins.has_value());
  watcher.send(FindTwins{watcher.data.revision});
  watcher.take();
  REQUIRE(watcher.twins.has_value());
  CHECK(watcher.twins->revision == watcher.data.revision);
  watcher.settle();
  CHECK(watcher.twins->is_done);
  CHECK(watcher.twins->twins == std::vector<Twins>{{.train = 13, .test = 5}});
  CHECK(watcher.status.phase == Phase::finished);
  // Points have no pictures to compare.
  watcher.twins.reset();
  watcher.train(kMoons + "&iterations=3");
  watcher.send(FindTwins{watcher.data.revision});
  watcher.settle();
  CHECK_FALSE(watcher.twins.has_value());
}

TEST_CASE("pictures of two sizes do not fit together", "[run][unit]") {
  Dice dice(1);
  BroughtData data = small_pictures();
  data.test_pictures = random_pictures(4, 4, 3, dice);
  Watcher watcher;
  watcher.send(Bring{data});
  watcher.train("data=course&hidden=4&iterations=30");
  CHECK(watcher.status.phase == Phase::waiting);
  CHECK(watcher.was_told(Errc::size_mismatch));
  watcher.send(Bring{small_pictures()});
  watcher.settle();
  CHECK(watcher.status.phase == Phase::finished);
}

TEST_CASE("a set of nothing is no set", "[run][unit]") {
  // Not by way of bytes, which refuse it before.
  Watcher watcher;
  BroughtData nothing;
  nothing.train_pictures = std::make_shared<PictureSet>();
  nothing.train_points = std::make_shared<PointSet>();
  watcher.run.handle(Bring{nothing});
  watcher.train("data=course&iterations=3");
  CHECK(watcher.status.phase == Phase::waiting);
  watcher.train("data=csv&iterations=3");
  CHECK(watcher.status.phase == Phase::waiting);
  CHECK(watcher.was_told(Errc::points_missing));
}

TEST_CASE("more examples than there are come down to what there is", "[run][unit]") {
  Watcher watcher;
  watcher.send(Bring{small_pictures()});
  watcher.train("data=course&m=5000&m_test=7&hidden=4&iterations=10");
  CHECK(watcher.was_told(Errc::fewer_examples));
  CHECK(watcher.status.m == 20);
  CHECK(watcher.status.m_test == 7);
  CHECK(watcher.status.phase == Phase::finished);
}

TEST_CASE("a larger training set begins with the smaller one", "[run][property]") {
  Watcher watcher;
  watcher.train("data=drawn&m=20&m_test=5&hidden=4&iterations=10");
  const std::vector<std::uint8_t> labels = watcher.data.train_labels;
  const std::uint32_t revision = watcher.data.revision;
  watcher.train("data=drawn&m=33&m_test=5&hidden=4&iterations=10");
  CHECK(watcher.data.revision > revision);
  REQUIRE(watcher.data.train_labels.size() == 33);
  CHECK(std::equal(labels.begin(), labels.end(), watcher.data.train_labels.begin()));
  Watcher fresh;
  fresh.train("data=drawn&m=33&m_test=5&hidden=4&iterations=10");
  CHECK(are_equal(watcher.curve, fresh.curve));
}

TEST_CASE("a run that explodes says where and why, and rewinding helps", "[run][unit]") {
  Watcher watcher;
  const std::string base = "data=moons&m=60&m_test=30&hidden=5,4&activation=linear&iterations=400";
  watcher.configure(base + "&learning_rate=100&l2=50", /*retrain=*/true);
  watcher.settle();
  CHECK(watcher.status.phase == Phase::failed);
  REQUIRE(watcher.notices.size() == 1);
  const Notice& notice = watcher.notices[0];
  CHECK(notice.is_error);
  REQUIRE(notice.error.code == Errc::cost_exploded);
  REQUIRE(notice.error.args.size() == 4);
  CHECK(notice.error.args[0] == std::to_string(watcher.status.iteration));
  CHECK(notice.error.args[1].find_first_of("0123456789in") != std::string::npos);
  CHECK(notice.error.args[2].find_first_of("0123456789in") != std::string::npos);
  REQUIRE_FALSE(watcher.curve.empty());
  CHECK(watcher.curve.back().iteration == watcher.status.iteration);
  CHECK_FALSE(std::isfinite(watcher.curve.back().cost));
  const int failed_at = watcher.status.iteration;
  REQUIRE(failed_at > 0);

  // Playing on makes no sense and does nothing; nor does a smaller rate alone.
  watcher.send(Play{});
  watcher.settle();
  watcher.configure(base + "&learning_rate=0.1");
  watcher.send(Play{});
  watcher.settle();
  CHECK(watcher.status.phase == Phase::failed);
  CHECK(watcher.status.iteration == failed_at);
  CHECK(watcher.notices.size() == 1);

  watcher.run_to(0);
  CHECK(watcher.status.phase == Phase::ready);
  CHECK(watcher.status.iteration == 0);
  watcher.send(Play{});
  watcher.settle();
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(watcher.notices.size() == 1);
  Watcher fresh;
  fresh.train(base + "&learning_rate=0.1");
  CHECK(watcher.status.cost == fresh.status.cost);
}

TEST_CASE("the sentence of an explosion has numbers of the last step, whatever the solver",
          "[run][unit]") {
  Watcher watcher;
  watcher.send(Bring{small_pictures()});
  const std::string batch = GENERATE("", "&batch_size=8");
  const std::string solver = GENERATE("gram", "primal");
  watcher.train(
      "data=course&hidden=6,5,4&activation=linear&learning_rate=3&iterations=400&solver=" + solver +
      batch);
  REQUIRE(watcher.status.phase == Phase::failed);
  REQUIRE(watcher.notices.size() == 1);
  const std::vector<std::string>& args = watcher.notices[0].error.args;
  REQUIRE(args.size() == 4);
  CHECK(args[3] == "α·‖dW‖");
  CAPTURE(args);
  // Before costs overflow the weights are large but finite; both norms are numbers above 1.
  CHECK(std::strtod(args[1].c_str(), nullptr) > 1.0);
  CHECK(std::strtod(args[2].c_str(), nullptr) > 1.0);
}

TEST_CASE("a run that would need too much memory is refused, and a smaller one then goes",
          "[run][unit]") {
  Watcher watcher;
  // The Gram matrix of 10 000 points has 800 MB, its products with as many test points as many.
  watcher.configure("data=moons&m=10000&m_test=10000&hidden=4&iterations=3&solver=gram",
                    /*retrain=*/true);
  watcher.settle();
  CHECK(watcher.status.phase == Phase::waiting);
  CHECK(watcher.was_told(Errc::too_much_memory));
  watcher.configure("data=moons&m=10000&m_test=100&hidden=4&iterations=3");
  watcher.settle();
  CHECK(watcher.status.phase == Phase::finished);
  CHECK(watcher.status.iteration == 3);
  CHECK_FALSE(watcher.status.is_gram);
}

TEST_CASE("questions are answered, foolish ones too", "[run][unit]") {
  Watcher watcher;
  watcher.send(AskWeights{5, 1});
  watcher.send(AskPrediction{6, {1, 2, 3}});
  watcher.take();
  REQUIRE(watcher.weights_reply.has_value());
  CHECK(watcher.weights_reply->token == 5);
  CHECK(watcher.weights_reply->W.empty());
  REQUIRE(watcher.prediction.has_value());
  CHECK(std::isnan(watcher.prediction->y_hat));
  CHECK(watcher.was_told(Errc::bad_picture));

  const BroughtData data = small_pictures();
  watcher.send(Bring{data});
  watcher.train("data=course&hidden=4&iterations=30&centre=1");
  for (const int layer : {-1, 0, 3, 100}) {
    watcher.send(AskWeights{7, layer});
    watcher.take();
    CHECK(watcher.weights_reply->token == 7);
    CHECK(watcher.weights_reply->W.empty());
  }
  CHECK(watcher.weights(1).n_in == 90);
  CHECK(watcher.weights(2).n_in == 4);
  // A training picture asked about anew gets the prediction that it had.
  REQUIRE(watcher.predictions.has_value());
  REQUIRE(watcher.predictions->train.size() == 20);
  REQUIRE(watcher.predictions->test.size() == 8);
  for (std::size_t i = 0; i < 20; ++i) {
    const auto begin = data.train_pictures->pixels.begin() + static_cast<std::ptrdiff_t>(90 * i);
    watcher.send(AskPrediction{8, {begin, begin + 90}});
    watcher.take();
    CHECK_THAT(watcher.prediction->y_hat, WithinAbs(watcher.predictions->train[i], 1e-6));
  }
  for (const int size : {0, 1, 89, 91}) {
    watcher.send(AskPrediction{9, std::vector<std::uint8_t>(static_cast<std::size_t>(size))});
    watcher.take();
    CHECK(std::isnan(watcher.prediction->y_hat));
  }
}

TEST_CASE("a question that comes while other data is being prepared is not put to the old network",
          "[run][unit]") {
  Watcher watcher;
  watcher.send(Bring{small_pictures()});
  watcher.train("data=course&hidden=4&iterations=5");
  Dice dice(2);
  BroughtData smaller;
  smaller.train_pictures = random_pictures(2, 2, 6, dice);
  smaller.test_pictures = random_pictures(2, 2, 6, dice);
  watcher.send(Bring{smaller});
  bool is_busy = true;
  while (is_busy) {
    // As many bytes as the new pictures have, then as the old ones had.
    for (const int size : {12, 90}) {
      watcher.send(AskPrediction{1, std::vector<std::uint8_t>(static_cast<std::size_t>(size), 9)});
    }
    watcher.send(AskWeights{2, 1});
    is_busy = watcher.advance();
  }
  watcher.send(AskPrediction{3, std::vector<std::uint8_t>(12, 9)});
  watcher.take();
  CHECK(watcher.prediction->token == 3);
  CHECK(std::isfinite(watcher.prediction->y_hat));
}

TEST_CASE("what is watched arrives and fits together", "[run][unit]") {
  Watcher watcher;
  watcher.send(Watch{.predictions = true,
                     .first_layer = true,
                     .boundary = true,
                     .trace = true,
                     .trace_is_test = true,
                     .trace_example = 3});
  watcher.train(kMoons + "&iterations=40");
  REQUIRE(watcher.predictions.has_value());
  CHECK(watcher.predictions->iteration == 40);
  CHECK(watcher.predictions->train.size() == 60);
  CHECK(watcher.predictions->test.size() == 30);
  CHECK(watcher.predictions->revision == watcher.data.revision);
  double right = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    right += (watcher.predictions->train[i] > 0.5F) == (watcher.data.train_labels[i] == 1) ? 1 : 0;
  }
  CHECK_THAT(right / 60, WithinAbs(watcher.status.train_accuracy, 1e-12));

  REQUIRE(watcher.watched_weights.has_value());
  CHECK(watcher.watched_weights->n_out == 5);
  CHECK(watcher.watched_weights->n_in == 2);
  CHECK(watcher.watched_weights->W == watcher.weights(1).W);

  REQUIRE(watcher.trace.has_value());
  CHECK(watcher.trace->example == 3);
  CHECK(watcher.trace->is_test);
  REQUIRE(watcher.trace->layers.size() == 3);
  const TraceUpdate::Layer& output = watcher.trace->layers.back();
  CHECK_THAT(output.A[0], WithinAbs(watcher.predictions->test[3], 1e-6));
  const double z = output.Z[0];
  CHECK_THAT(watcher.trace->loss, WithinAbs(std::max(z, 0.0) - z * watcher.trace->label +
                                                std::log1p(std::exp(-std::fabs(z))),
                                            1e-12));
  CHECK(watcher.trace->layers[1].W.size() == 5 * 4);

  REQUIRE(watcher.boundary.has_value());
  CHECK(watcher.boundary->y_hat.size() ==
        static_cast<std::size_t>(watcher.boundary->side * watcher.boundary->side));
  for (std::size_t i = 0; i + 1 < watcher.data.train_points.size(); i += 2) {
    CHECK(watcher.data.train_points[i] > watcher.boundary->x_min);
    CHECK(watcher.data.train_points[i] < watcher.boundary->x_max);
    CHECK(watcher.data.train_points[i + 1] > watcher.boundary->y_min);
    CHECK(watcher.data.train_points[i + 1] < watcher.boundary->y_max);
  }

  // An example that does not exist has no trace, and nothing happens.
  watcher.trace.reset();
  watcher.send(Watch{.trace = true, .trace_is_test = true, .trace_example = 30});
  watcher.settle();
  watcher.send(Watch{.trace = true, .trace_example = -1});
  watcher.settle();
  CHECK_FALSE(watcher.trace.has_value());
}

TEST_CASE("a part of the plane is looked at beside the whole", "[run][unit]") {
  Watcher watcher;
  watcher.send(Watch{.boundary = true,
                     .plane_view = {.side = 24, .x_min = 0.25, .y_min = -0.5, .size = 0.5}});
  watcher.train(kMoons + "&iterations=40");
  REQUIRE(watcher.plane_view.has_value());
  REQUIRE(watcher.boundary.has_value());
  const BoundaryUpdate& part = *watcher.plane_view;
  CHECK(part.iteration == 40);
  CHECK(part.side == 24);
  CHECK(part.x_min == 0.25F);
  CHECK(part.x_max == 0.75F);
  CHECK(part.y_min == -0.5F);
  CHECK(part.y_max == 0.0F);
  REQUIRE(part.y_hat.size() == 24 * 24);

  // The same place asked about twice: the middle of the view, by a view half as wide.
  const std::vector<float> wide = part.y_hat;
  watcher.send(Watch{.plane_view = {.side = 12, .x_min = 0.375, .y_min = -0.375, .size = 0.25}});
  watcher.settle();
  REQUIRE(watcher.plane_view->side == 12);
  for (std::size_t row = 0; row < 12; ++row) {
    for (std::size_t column = 0; column < 12; ++column) {
      CHECK_THAT(watcher.plane_view->y_hat[row * 12 + column],
                 WithinAbs(wide[(row + 6) * 24 + column + 6], 1e-6));
    }
  }
  // No size asks for the usual square; and a grid of several parts is one picture.
  watcher.send(Watch{.boundary = true, .plane_view = {.side = 288}});
  watcher.settle();
  CHECK(watcher.plane_view->x_min == watcher.boundary->x_min);
  CHECK(watcher.plane_view->y_max == watcher.boundary->y_max);
  for (std::size_t row = 0; row < 96; row += 5) {
    for (std::size_t column = 0; column < 96; column += 5) {
      CHECK_THAT(watcher.plane_view->y_hat[(3 * row + 1) * 288 + 3 * column + 1],
                 WithinAbs(watcher.boundary->y_hat[row * 96 + column], 1e-6));
    }
  }
}

TEST_CASE("where a layer's numbers lie arrives only while it is watched", "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons + "&iterations=20");
  CHECK_FALSE(watcher.distribution.has_value());
  watcher.send(Watch{.distribution_layer = 2});
  watcher.settle();
  REQUIRE(watcher.distribution.has_value());
  CHECK(watcher.distribution->layer == 2);
  CHECK(watcher.distribution->iteration == 20);
  CHECK(watcher.distribution->revision == watcher.data.revision);
  CHECK(watcher.distribution->distribution.units == 4);
  CHECK(watcher.distribution->distribution.examples == 60);
  CHECK(watcher.distribution->distribution.Z.finite_count == 240);
  CHECK(watcher.distribution->distribution.W.finite_count == 20);
  watcher.run_to(30);
  CHECK(watcher.distribution->iteration == 30);
  // A layer that the network has not is its last one.
  watcher.send(Watch{.distribution_layer = 9});
  watcher.settle();
  CHECK(watcher.distribution->layer == 3);
  CHECK(watcher.distribution->distribution.activation == Activation::sigmoid);
}

TEST_CASE("the smallest data sets train", "[run][property]") {
  for (const char* source : {"drawn", "flower", "circles", "moons"}) {
    for (const char* sizes : {"&m=1&m_test=0", "&m=2&m_test=1", "&m=3&m_test=0&batch_size=2"}) {
      const std::string solver = GENERATE("auto", "gram", "primal");
      Watcher watcher;
      watcher.train(std::string("data=") + source + sizes +
                    "&hidden=3&iterations=12&solver=" + solver);
      CAPTURE(source, sizes, solver);
      CHECK(watcher.status.phase == Phase::finished);
      CHECK(std::isfinite(watcher.status.cost));
    }
  }
}

TEST_CASE("bad settings are repaired with a note and the run goes on", "[run][unit]") {
  Watcher watcher;
  watcher.train(kMoons + "&iterations=30&colour=red&learning_rate=x");
  CHECK(watcher.was_told(Errc::unknown_key));
  CHECK(watcher.was_told(Errc::bad_number));
  for (const Notice& notice : watcher.notices) CHECK_FALSE(notice.is_error);
  CHECK(watcher.status.phase == Phase::finished);
}

}  // namespace
}  // namespace purr

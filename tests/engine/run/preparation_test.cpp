#include "engine/run/preparation.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/small_runs.h"
#include "tests/support/trainers.h"
#include "tests/support/watcher.h"

namespace purr {
namespace {

using Catch::Matchers::WithinRel;

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
  const UserData both = small_pictures();
  Watcher watcher;
  watcher.configure("data=course&hidden=4&iterations=30", /*retrain=*/true);
  watcher.settle();
  CHECK(watcher.status.phase == Phase::waiting);
  REQUIRE(watcher.notices.size() == 1);
  CHECK(watcher.notices[0].is_error);
  CHECK(watcher.notices[0].error.code == Errc::data_missing);

  UserData test_only;
  test_only.test_pictures = both.test_pictures;
  watcher.send(Bring{test_only});
  watcher.settle();
  CHECK(watcher.status.phase == Phase::waiting);
  CHECK(watcher.was_told(Errc::no_training_set));

  // Settings may change meanwhile.
  watcher.configure("data=course&hidden=4&iterations=25", /*retrain=*/true);
  watcher.settle();
  CHECK(watcher.status.phase == Phase::waiting);

  UserData train_only;
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

TEST_CASE("pictures of two sizes do not fit together", "[run][unit]") {
  Dice dice(1);
  UserData data = small_pictures();
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

TEST_CASE("an empty set is treated as absent", "[run][unit]") {
  // Not by way of bytes, which refuse it before.
  Watcher watcher;
  UserData nothing;
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

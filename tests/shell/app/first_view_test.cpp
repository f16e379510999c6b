// The first view: the sentence that follows the run, few settings, and everything else one step
// away.
#include <array>
#include <string>
#include <vector>

#include "shell/app/layout.h"
#include "shell/panels/answer.h"
#include "shell/panels/start_card.h"
#include "shell/theme/strings.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

HeadlessOptions in_first_view(std::string link, const char* arrangement = kFirstView) {
  HeadlessOptions options;
  options.link = std::move(link);
  options.surface = wide_surface();
  options.surface.arrangement = arrangement;
  return options;
}

bool contains(const std::string& words, std::string_view part) {
  UNSCOPED_INFO(words);
  return words.find(part) != std::string::npos;
}

std::string sentence(HeadlessApp& app) { return app.control("network/answer").value; }

std::string kept(HeadlessApp& app) {
  REQUIRE(app.was_asked<RememberArrangement>());
  return app.asked_of<RememberArrangement>().back().arrangement;
}

}  // namespace

TEST_CASE("a percentage is 0 or 100 only where it is exactly that", "[shell][panels]") {
  set_language(Language::english);
  const std::vector<std::pair<double, const char*>> expected{{0.0, "0 %"},
                                                             {0.0004, "less than 0.1 %"},
                                                             {0.004, "0.4 %"},
                                                             {0.0604, "6 %"},
                                                             {0.985, "98 %"},
                                                             {0.995, "99.5 %"},
                                                             {0.9996, "more than 99.9 %"},
                                                             {1.0, "100 %"}};
  for (const auto& [p, words] : expected) {
    CAPTURE(p);
    CHECK(percent_words(p) == words);
  }
}

TEST_CASE("a probability has the digits that tell it from 0 and 1", "[shell][panels]") {
  const std::vector<std::pair<double, const char*>> expected{
      {0.0, "0"},      {0.0604, "0.06"},   {0.0004, "0.0004"}, {0.5, "0.50"},
      {0.994, "0.99"}, {0.9996, "0.9996"}, {1.0, "1"}};
  for (const auto& [p, words] : expected) {
    CAPTURE(p);
    CHECK(probability_words(p) == words);
  }
}

TEST_CASE("the first sentence says what the network gives, and whether it is right",
          "[shell][app]") {
  HeadlessApp app(in_first_view(kSmallPictures));
  CHECK(sentence(app).starts_with("ŷ = 0."));
  CHECK(contains(sentence(app), ": the network gives "));
  CHECK(contains(sentence(app), " that this picture is a cat. It is "));
  CHECK(contains(sentence(app), "It has never seen this "));
  CHECK(contains(sentence(app), "one of the 6 test pictures."));
  CHECK(contains(app.app().live_text(), "the network gives"));
  app.press("transport/rewind");
  app.settle();
  CHECK(contains(sentence(app), "before any training the network gives"));
  app.app().set("example_set", "train");
  app.app().set("example", "3");
  app.settle();
  CHECK(contains(sentence(app), "It learns from this "));
  app.app().set("lang", "zh");
  app.settle();
  CHECK(contains(sentence(app), "网络认为这张图片是猫的概率是"));
}

TEST_CASE("the first sentence names the classes of the data", "[shell][app]") {
  {
    HeadlessApp app(in_first_view(kSmallPoints));
    CHECK(contains(sentence(app), "that this point belongs to class 1."));
    CHECK(contains(sentence(app), "one of the 20 test points."));
  }
  {
    HeadlessApp app(in_first_view("data=mine&hidden=4&iterations=20"));
    CHECK(sentence(app).starts_with("There is no data yet"));
    bring_my_pictures(app);
    CHECK(contains(sentence(app), "that this picture belongs to “"));
  }
  {
    HeadlessApp app(in_first_view("data=table&hidden=4&iterations=20"));
    app.app().bring(some_table());
    app.settle();
    CHECK(contains(sentence(app), "that this row belongs to “"));
  }
}

TEST_CASE("a network whose weights are NaN has no answer, and the sentence says so",
          "[shell][app]") {
  HeadlessApp app(
      in_first_view("data=moons&m=60&m_test=30&hidden=5,4&activation=linear&l2=100"
                    "&learning_rate=10&iterations=400"));
  REQUIRE(app.snapshot()["phase"] == "failed");
  CHECK(sentence(app).starts_with("The weights are no longer numbers"));
}

TEST_CASE("a first visit shows few settings, and offers what can be done", "[shell][app]") {
  HeadlessApp app(in_first_view(kSmallPictures, ""));
  for (const char* id : {"data/picture", "layers/count", "layers/units1", "training/learning_rate",
                         "training/train", "training/rewind", "all_settings", "cost/plot",
                         "score/mistakes", "tour/begin", "tour/next", "tour/skip"}) {
    INFO(id);
    CHECK(app.has(id));
  }
  for (const char* id : {"data/m", "training/iterations", "training/optimizer", "inside/card",
                         "accuracy/plot", "transport/instant"}) {
    INFO(id);
    CHECK_FALSE(app.has(id));
  }
  app.forget();
  app.press("tour/skip");
  CHECK_FALSE(app.has("offer/card"));
  CHECK(contains(kept(app), "tour=1"));
}

TEST_CASE("the course's runs follow each other, and are offered once", "[shell][app]") {
  HeadlessApp app(in_first_view(kSmallPictures, ""));
  app.forget();
  app.press("tour/begin");
  CHECK(contains(app.link(), "preset=c1w2-logistic"));
  CHECK(contains(kept(app), "tour=1"));
  app.press("tour/next_run");
  CHECK(contains(app.link(), "preset=c1w3-planar"));
  app.press("tour/next_run");
  CHECK(contains(app.link(), "preset=c1w4-deep"));
  app.press("tour/next_run");
  CHECK_FALSE(app.has("offer/card"));
}

TEST_CASE("all settings open by one press, stay open, and close again", "[shell][app]") {
  std::string arrangement;
  {
    HeadlessApp app(in_first_view(kSmallPictures));
    app.forget();
    app.press("all_settings");
    CHECK(app.has("training/optimizer"));
    CHECK(app.has("accuracy/plot"));
    arrangement = kept(app);
  }
  HeadlessApp again(in_first_view(kSmallPictures, arrangement.c_str()));
  CHECK(again.has("training/optimizer"));
  again.press("all_settings");
  CHECK_FALSE(again.has("training/optimizer"));
  CHECK(again.has("start/card"));
}

TEST_CASE("what is inside opens at the mistakes, stays open, and closes again", "[shell][app]") {
  HeadlessApp app(in_first_view("m=40&m_test=20&hidden=3&iterations=10&noise=25"));
  app.forget();
  app.press("score/mistakes");
  CHECK(app.control("inside/tab/mistakes").selected);
  HeadlessOptions again = in_first_view(kSmallPictures, kept(app).c_str());
  CHECK(Arrangement::from(again.surface.arrangement).shows_inside);
  app.press("bar/inside");
  CHECK_FALSE(app.has("inside/card"));
}

TEST_CASE("an arrangement of an earlier version that was changed shows everything it showed",
          "[app][unit]") {
  CHECK(Arrangement::from("left=320&tour=1").shows_all_settings);
  CHECK(Arrangement::from("left=320&tour=1").shows_inside);
  CHECK_FALSE(Arrangement::from("tour=1").shows_all_settings);
  CHECK_FALSE(Arrangement::from("left=320&tour=1&all=0").shows_all_settings);
}

TEST_CASE("a link that sets what is not in view opens nothing, but says how many", "[shell][app]") {
  HeadlessApp app(in_first_view(std::string(kSmallPictures) + "&v=2&l2=1&optimizer=adam"));
  CHECK_FALSE(app.has("training/optimizer"));
  // m, m_test and iterations of the small run, λ and the optimiser.
  CHECK(app.control("all_settings_changed").label == "5 more settings changed");
  // A setting takes effect without its panel.
  app.app().set("batch_size", "4");
  app.settle();
  CHECK(contains(app.link(), "batch_size=4"));
}

TEST_CASE("layers and units are set without opening anything", "[shell][app]") {
  HeadlessApp app(in_first_view("m=12&m_test=6&hidden=4,3&iterations=30"));
  app.set("layers/count", "3");
  CHECK(contains(app.link(), "hidden=4,3,3"));
  app.press("layers/units2");
  app.set("layers/units", "9");
  CHECK(contains(app.link(), "hidden=4,9,3"));
  app.press("layers/remove");
  CHECK(contains(app.link(), "hidden=4,3"));
  app.press("layers/add");
  CHECK(contains(app.link(), "hidden=4,3,3"));
  app.set("layers/count", "0");
  app.settle();
  CHECK(app.snapshot()["layers"] == nlohmann::json({12288, 1}));
}

TEST_CASE("the cards of the first view lie beside each other, and the network is the largest",
          "[app][unit]") {
  const auto [width, height] =
      GENERATE(std::pair{1100.0F, 620.0F}, std::pair{1440.0F, 900.0F}, std::pair{3840.0F, 2160.0F});
  const float right = GENERATE(0.0F, 331.0F);
  const Rect body{0, 56, width, height - 86};
  const FirstView view = first_view(body, 14, right, /*has_offer=*/true);
  const std::array<Rect, 5> cards{view.start, view.network, view.cost, view.score, view.offer};
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const Rect& one = cards[i];
    if (one.width <= 0) continue;
    CAPTURE(i, width, right);
    CHECK(one.x >= body.x + 14);
    CHECK(one.right() <= width - 14 - right + 0.5F);
    CHECK(one.bottom() <= body.bottom() - 13.5F);
    for (std::size_t j = i + 1; j < cards.size(); ++j) {
      const Rect& other = cards[j];
      if (other.width <= 0) continue;
      CHECK((one.right() <= other.x || other.right() <= one.x || one.bottom() <= other.y ||
             other.bottom() <= one.y));
    }
  }
  for (const Rect& card : {view.start, view.cost, view.score, view.offer}) {
    CHECK(view.network.width * view.network.height > card.width * card.height);
  }
  if (width == 1440.0F && right == 0.0F) {
    CHECK(view.network.width == Catch::Approx(1130).margin(6));
    CHECK(view.network.height == Catch::Approx(538).margin(6));
  }
}

}  // namespace purr::shell::test

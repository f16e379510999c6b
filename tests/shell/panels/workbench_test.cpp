// The panels of a run's settings, its pinned earlier runs, and the layouts of a page.
#include <algorithm>
#include <string>
#include <vector>

#include "engine/io/experiment.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

bool has_words(HeadlessApp& app, std::string_view words) {
  return std::ranges::any_of(app.controls(), [&](const Control& it) {
    return it.label.find(words) != std::string::npos || it.value.find(words) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("every setting of the training is a control where it matters", "[shell][panels]") {
  HeadlessApp app(with_all_open("data=moons&m=40&m_test=20&hidden=4,3&iterations=30"));
  app.press("training/more");
  const auto changes = [&](const char* id, const char* action, const char* value, const char* key) {
    INFO(id);
    app.request(id, action, value);
    CHECK(app.link().find("&" + std::string(key) + "=") != std::string::npos);
    CHECK(app.snapshot()["phase"] == "finished");
  };
  changes("training/decay", "step", "1", "decay");
  changes("training/stop_cost", "set", "0.9", "stop_cost");
  changes("training/stop_gradient", "set", "0.00001", "stop_gradient");
  changes("training/stop_patience", "set", "50", "stop_patience");
  changes("training/stop_seconds", "set", "3600", "stop_seconds");
  app.reset("training/stop_cost");
  changes("training/precision", "select", "f32", "precision");
  changes("training/standardise", "press", "", "standardise");
  CHECK_FALSE(app.has("training/beta2"));
  CHECK_FALSE(app.has("training/momentum"));
  changes("training/optimizer", "select", "momentum", "optimizer");
  CHECK(app.has("training/momentum"));
  CHECK_FALSE(app.has("training/beta2"));
  changes("training/optimizer", "select", "adam", "optimizer");
  changes("training/beta2", "step", "-1", "beta2");
  changes("training/epsilon", "step", "1", "epsilon");
  changes("training/epsilon_inside", "press", "", "epsilon_inside");
  changes("training/solver", "select", "gram", "solver");
  CHECK(has_words(app, "Gram"));
  CHECK(app.has("training/why_gram/words"));
  CHECK_FALSE(app.has("training/shuffle_seed"));
  changes("training/batch_size", "set", "40", "batch_size");
  CHECK(app.has("training/why_batch/words"));
  changes("training/shuffle_seed", "step", "1", "shuffle_seed");
  CHECK_FALSE(app.has("training/dropout_seed"));
  changes("training/keep_prob", "step", "-1", "keep_prob");
  changes("training/dropout_seed", "step", "1", "dropout_seed");
  CHECK_FALSE(app.has("training/leaky_slope"));
  changes("network/layer1/activation", "select", "3", "activation");
  changes("training/leaky_slope", "step", "1", "leaky_slope");
  CHECK_FALSE(app.has("training/init_scale"));
  changes("training/init", "select", "scaled", "init");
  changes("training/init_scale", "step", "1", "init_scale");
  app.select("training/init", "zeros");
  CHECK(app.has("training/why_zeros/words"));
  // Folded, the row says how many of them are not as usual.
  app.press("training/more");
  CHECK_FALSE(app.has("training/decay"));
  CHECK(app.control("training/more").label.find_first_of("123456789") != std::string::npos);
  // The usual numbers again.
  app.press("training/link");
  const Experiment now = read_experiment(app.link()).experiment;
  CHECK(now.training == preset_experiment("c1w3-planar").training);
}

TEST_CASE("a pinned run keeps its curve and gives its settings back", "[shell][panels]") {
  HeadlessApp app(with_all_open(kSmallPoints));
  CHECK_FALSE(app.has("cost/runs"));
  const std::uint64_t before = app.picture_hash();
  app.press("cost/pin");
  REQUIRE(app.has("cost/runs"));
  CHECK(app.picture_hash() != before);
  const std::string link = app.link();
  app.app().set("learning_rate", "0.5");
  app.settle();
  app.press("cost/runs");
  std::string name;
  for (const Control& it : app.controls()) {
    if (it.role == Role::textbox) name = it.id;
  }
  REQUIRE_FALSE(name.empty());
  const std::string run = name.substr(0, name.rfind('/') + 1);
  app.set(name, "the slow one");
  CHECK(app.control(name).value == "the slow one");
  const std::uint64_t shown = app.picture_hash();
  app.press(run + "show");
  CHECK(app.picture_hash() != shown);
  app.press(run + "restore");
  CHECK(app.link() == link);
  if (!app.has(run + "remove")) app.press("cost/runs");
  app.press(run + "remove");
  CHECK_FALSE(app.has("cost/runs"));
}

TEST_CASE("what is changed while a run goes on stands in the plot until it is gone back behind",
          "[shell][panels]") {
  HeadlessOptions options = with_all_open(kSmallPoints);
  options.ms_per_iteration = 400.0;
  HeadlessApp app(options);
  app.app().run_to(20);
  app.settle();
  const auto is_marked = [&] {
    app.frame(2);
    return std::ranges::any_of(seen_texts(), [](const SeenText& text) {
      return text.words.find("0.5") != std::string::npos && text.words.find("α") == 0;
    });
  };
  CHECK_FALSE(is_marked());
  app.app().set("learning_rate", "0.5");
  app.app().run_to(30);
  app.settle();
  CHECK(is_marked());
  app.app().run_to(10);
  app.settle();
  CHECK_FALSE(is_marked());
}

TEST_CASE("cards fold up and open again, and the host remembers it", "[shell][panels]") {
  HeadlessApp app(with_all_open(kSmallPictures));
  for (const char* card : {"data", "training", "network", "mistakes"}) {
    INFO(card);
    const std::string id = std::string(card) + "/fold";
    const std::size_t controls = app.controls().size();
    app.forget();
    app.press(id);
    CHECK_FALSE(app.control(id).expanded);
    CHECK(app.controls().size() < controls);
    REQUIRE(app.was_asked<RememberArrangement>());
    CHECK(app.asked_of<RememberArrangement>().back().arrangement.find(
              std::string(card) + "_folded=1") != std::string::npos);
    app.press(id);
    CHECK(app.control(id).expanded);
    CHECK(app.controls().size() == controls);
  }
  app.press("data/fold");
  app.press("bar/help");
  app.forget();
  app.press("help/arrangement");
  // Nothing is folded, and nothing but the first view is open.
  CHECK(app.has("start/card"));
  CHECK_FALSE(app.has("inside/card"));
  REQUIRE(app.was_asked<RememberArrangement>());
  CHECK(app.asked_of<RememberArrangement>().back().arrangement == "tour=1&all=0");
}

TEST_CASE("each layout has every part of the application within reach", "[shell][panels]") {
  const auto [surface, is_phone] =
      GENERATE(std::pair{wide_surface(), false}, std::pair{middle_surface(), false},
               std::pair{phone_surface(), true}, std::pair{surface_of(320, 640), true},
               std::pair{surface_of(3840, 2160), false});
  HeadlessApp app(with_all_open(kSmallPictures, surface));
  CHECK(app.has("phone/data") == is_phone);
  CHECK(app.has(is_phone ? "training/train" : "transport/play"));
  CHECK(app.has("cost/plot"));
  CHECK(app.has("bar/preset"));
  std::vector<std::string> wanted{"training/iterations", "data/m", "inside/tab/weights",
                                  "transport/play"};
  wanted.push_back(is_phone ? "layer1/units" : "network/layer1/units");
  for (const std::string& id : wanted) {
    INFO(id);
    for (const char* tab :
         {"phone/data", "phone/network", "phone/training", "phone/inside", "bar/inside"}) {
      if (!app.has(id) && app.has(tab)) app.press(tab);
    }
    CHECK(app.has(id));
  }
}

TEST_CASE("nothing on a phone is smaller than a finger", "[shell][panels]") {
  // No screen is laid out for less than 360 points.
  const Surface surface = GENERATE(phone_surface(), surface_of(360, 740));
  std::vector<std::string> small;
  for (const ScreenCase& screen : screen_cases(surface)) {
    const auto app = open_case(screen);
    for (const Control& it : app->controls()) {
      switch (it.role) {
        case Role::region:
        case Role::status:
        case Role::progress:
        case Role::image:
        case Role::table: continue;
        default: break;
      }
      // What is typed into, the sheet, which has the size of its pictures, and parts of the
      // drawing.
      if (it.disabled || it.role == Role::textbox || it.id == "data/picture" || it.is_part) {
        continue;
      }
      // 44 points one way, less what a row of segments loses by rounding.
      if (std::max(it.width, it.height) >= 42.5F && std::min(it.width, it.height) >= 26) continue;
      small.push_back(screen.name + ": " + it.id + " " + number_text(it.width) + " × " +
                      number_text(it.height));
    }
  }
  std::string all;
  for (const std::string& one : small) all += one + "\n";
  INFO(all);
  CHECK(small.empty());
}

TEST_CASE("every hidden layer offers every activation, and shows its own by name",
          "[shell][panels]") {
  HeadlessApp app(with_all_open(std::string(kSmallPictures) + "&activation=softplus,tanh"));
  std::vector<std::string> shown;
  for (const Control& control : app.controls()) {
    if (!control.id.ends_with("/activation")) continue;
    CHECK(control.options.size() == kEveryActivation.size());
    shown.push_back(control.value);
  }
  CHECK(shown == std::vector<std::string>{"softplus", "tanh"});
}

}  // namespace purr::shell::test

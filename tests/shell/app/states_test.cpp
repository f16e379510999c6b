// The application when there is nothing yet, when something is under way, and when something
// failed.
#include <algorithm>
#include <string>
#include <vector>

#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

HeadlessOptions unsettled(std::string link) {
  HeadlessOptions options;
  options.link = std::move(link);
  options.is_settled = false;
  options.surface.arrangement = kAllOpen;
  return options;
}

bool is_shown(HeadlessApp& app, std::string_view words) {
  app.frame(2);
  return std::ranges::any_of(seen_texts(), [&](const SeenText& text) {
    return text.words.find(words) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("before the first update everything stands there, and nothing is claimed",
          "[shell][app]") {
  HeadlessOptions options = unsettled(kSmallPictures);
  options.has_trainer = false;
  HeadlessApp app(options);
  app.rest();
  const nlohmann::json snapshot = app.snapshot();
  CHECK(snapshot["running"] == true);
  CHECK(snapshot["phase"] == "preparing");
  CHECK(snapshot["cost"].is_null());
  CHECK(snapshot["trainAccuracy"].is_null());
  CHECK(snapshot["layers"].empty());
  CHECK(app.app().curve(false).empty());
  CHECK(app.app().layer_count() == 0);
  CHECK(app.app().gradients().empty());
  CHECK(app.has("training/learning_rate"));
  CHECK(app.has("transport/play"));
  CHECK(app.control("transport/rewind").disabled);
  CHECK(app.app().live_text().find("0") != std::string::npos);
}

TEST_CASE("preparing and training are shown as they go on", "[shell][app]") {
  // In slow motion every iteration is published, however fast the machine is.
  HeadlessApp app(unsettled("m=60&m_test=20&hidden=4&iterations=50&pace=1000"));
  std::vector<std::string> phases;
  int last = -1;
  bool is_growing = true;
  while (phases.empty() || phases.back() != "finished") {
    app.work(0.0);
    app.frame();
    const nlohmann::json snapshot = app.snapshot();
    const std::string phase = snapshot["phase"];
    if (phases.empty() || phases.back() != phase) phases.push_back(phase);
    const int iteration = snapshot["iteration"];
    is_growing &= iteration >= last;
    last = iteration;
    CHECK(snapshot["running"] == (phase == "preparing" || phase == "training"));
  }
  CHECK(is_growing);
  CHECK(phases == std::vector<std::string>{"preparing", "training", "finished"});
  CHECK(last == 50);
  CHECK(std::ranges::count(app.events, "finished", &HeadlessApp::Event::name) == 1);
  CHECK(std::ranges::count(app.events, "data", &HeadlessApp::Event::name) == 1);
}

TEST_CASE("a file over the page and a file being read are shown", "[shell][app]") {
  HeadlessApp app(unsettled(kSmallPictures));
  app.settle();
  // Letters that are drawn for the first time may move all others within their texture.
  app.app().set_drop_hover(true);
  app.rest();
  app.app().set_drop_hover(false);
  app.app().set_busy(true);
  app.rest();
  app.app().set_busy(false);
  app.rest();
  const std::uint64_t usual = app.picture_hash();
  app.app().set_drop_hover(true);
  CHECK(app.app().is_dirty());
  app.rest();
  CHECK(app.picture_hash() != usual);
  app.app().set_drop_hover(false);
  app.rest();
  CHECK(app.picture_hash() == usual);
  app.app().set_busy(true);
  app.rest();
  CHECK(app.picture_hash() != usual);
  app.app().set_busy(false);
  app.rest();
  CHECK(app.picture_hash() == usual);
}

TEST_CASE("a run without its data says what to bring, and takes it", "[shell][app]") {
  struct Missing {
    const char* link;
    const char* button;
    std::string wanted;
    UserData data;
  };
  const Missing missing = GENERATE(
      Missing{"data=course&hidden=4&iterations=10", "data/pick", "course", some_course_pictures()},
      Missing{"data=csv&hidden=4&iterations=10", "data/pick", "csv", some_points()},
      Missing{"data=table&hidden=4&iterations=10", "data/pick", "table", some_table()});
  INFO(missing.link);
  HeadlessApp app(unsettled(missing.link));
  app.settle();
  CHECK(app.snapshot()["phase"] == "waiting");
  CHECK(app.snapshot()["error"].is_string());
  CHECK(app.control("transport/play").disabled);
  app.forget();
  app.press(missing.button);
  CHECK(app.was_asked<PickFiles>());
  app.app().bring(missing.data);
  app.settle();
  CHECK(app.snapshot()["phase"] == "finished");
  CHECK(app.snapshot()["error"].is_null());
  CHECK_FALSE(app.has(missing.button));
  CHECK(app.link().find("data=" + missing.wanted) != std::string::npos);
}

TEST_CASE("user data is shown, whatever was there before", "[shell][app]") {
  HeadlessApp app(unsettled(kSmallPictures));
  app.settle();
  app.forget();
  app.app().bring(some_points());
  CHECK(app.sent_of<Bring>().size() == 1);
  app.settle();
  CHECK(app.link().find("data=csv") != std::string::npos);
  CHECK(app.snapshot()["m"] == 40);
  CHECK(app.snapshot()["mTest"] == 20);
  app.app().bring({});  // nothing is in it: nothing happens
  CHECK(app.sent_of<Bring>().size() == 1);
}

TEST_CASE("a user's own pictures are read, classed, and can be taken away", "[shell][app]") {
  HeadlessApp app(unsettled("data=mine&hidden=4&iterations=10"));
  app.settle();
  CHECK(app.snapshot()["phase"] == "waiting");
  app.forget();
  app.press("data/add_pictures");
  CHECK(app.was_asked<PickPictures>());
  app.app().my_pictures_progress(1, 12);
  app.rest();
  REQUIRE(app.has("data/cancel"));
  app.press("data/cancel");
  CHECK(app.was_asked<CancelPictures>());
  bring_my_pictures(app);
  CHECK(app.snapshot()["phase"] == "finished");
  CHECK(app.snapshot()["m"].get<int>() + app.snapshot()["mTest"].get<int>() == 12);
  const auto told = std::ranges::find(app.events, "pictures", &HeadlessApp::Event::name);
  REQUIRE(told != app.events.end());
  CHECK(told->detail["count"] == 12);
  CHECK(told->detail["ones"] == 6);
  CHECK(told->detail["bad"] == 1);
  CHECK(app.app().my_class_names() == std::array<std::string, 2>{"everything else", "tabby cats"});
  app.press("data/more");
  app.set("data_panel/name_1", "tabbies");
  CHECK(app.app().my_class_names()[1] == "tabbies");
  app.select("data_panel/crop", "whole");
  CHECK(app.app().crop_mode() == 1);
  app.press("data_panel/remove_all");
  // Nothing is left to show: drawn cats are.
  CHECK(app.link().find("data=mine") == std::string::npos);
}

TEST_CASE("a failed file takes nothing away", "[shell][app]") {
  HeadlessApp app(unsettled(kSmallPoints));
  app.settle();
  const std::string link = app.link();
  app.forget();
  app.app().report({Errc::file_unknown, {"notes.txt"}});
  app.settle();
  CHECK(app.link() == link);
  CHECK(app.snapshot()["phase"] == "finished");
  CHECK(app.snapshot()["error"].is_null());
  CHECK(app.snapshot()["notes"].size() == 1);
  CHECK(std::ranges::count(app.events, "error", &HeadlessApp::Event::name) == 1);
  CHECK(is_shown(app, "notes.txt"));
}

TEST_CASE("emoji wait for their glyphs, and try again after they could not be fetched",
          "[shell][app]") {
  HeadlessOptions options = unsettled("data=emoji&m=12&m_test=6&hidden=3&iterations=10");
  options.has_glyphs = false;
  HeadlessApp app(options);
  app.settle();
  CHECK(app.snapshot()["phase"] == "waiting");
  CHECK(app.asked_of<FetchGlyphs>().size() == 1);
  app.app().report({Errc::glyphs_unreachable, {"404"}});
  app.app().set("iterations", "12");
  app.settle();
  CHECK(app.asked_of<FetchGlyphs>().size() == 2);
}

}  // namespace purr::shell::test

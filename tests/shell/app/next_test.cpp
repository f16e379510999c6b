// What to try next: the way from the first view to the course's runs.
#include <string>

#include "engine/io/experiment.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

HeadlessOptions first_view_on(const Surface& surface) {
  HeadlessOptions options;
  options.surface = surface;
  options.surface.arrangement = kFirstView;
  options.has_trainer = false;  // what is opened is not trained here
  return options;
}

std::string preset_of(const HeadlessApp& app) {
  return read_experiment(app.link()).experiment.preset;
}

/// The link of the first view that opens the dialog.
const char* link_of(const HeadlessApp& app) {
  return app.has("score/next") ? "score/next" : "training/next";
}

}  // namespace

TEST_CASE("what to try next is one press away, and a run of the course two", "[shell][app]") {
  const Surface surface = GENERATE(wide_surface(), middle_surface(), phone_surface());
  HeadlessApp app(first_view_on(surface));
  const Control link = app.control(link_of(app));
  CHECK(link.x + link.width <= surface.width);
  if (surface.is_touch) CHECK(link.height >= 40.0F);
  app.press(link_of(app));
  app.rest();
  REQUIRE(app.has("next/idea1"));
  CHECK(app.control("next/idea1/words").label.find("Logistic regression") != std::string::npos);
  app.press("next/idea2");
  app.settle();
  CHECK(preset_of(app) == "c1w3-planar");
  CHECK_FALSE(app.has("next/idea1"));
  app.press(link_of(app));
  app.rest();
  CHECK_FALSE(app.has("next/idea2"));  // it is the run on the screen
  CHECK(app.has("next/idea3"));
}

TEST_CASE("on a phone the way to what to try next is on the first screen", "[shell][app]") {
  HeadlessApp app(first_view_on(phone_surface()));
  const Control link = app.control("training/next");
  const Control tabs = app.control("phone/network");
  CHECK(link.y + link.height <= tabs.y);
}

TEST_CASE("every run to try next is a published one", "[shell][app]") {
  HeadlessApp app(first_view_on(wide_surface()));
  for (int i = 1; i <= 7; ++i) {
    app.press("score/next");
    app.rest();
    app.press("next/idea" + std::to_string(i));
    app.frame(2);
    CHECK(find_preset(preset_of(app)) != nullptr);
  }
}

}  // namespace purr::shell::test

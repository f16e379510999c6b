// The dot on the curve of the first view: the run as it was at an earlier iteration.
#include <string>

#include "shell/app/layout.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

HeadlessOptions run_of(const Surface& surface, std::string link =
                                                   "m=12&m_test=6&hidden=4,3"
                                                   "&iterations=200") {
  HeadlessOptions options;
  options.link = std::move(link);
  options.surface = surface;
  options.surface.arrangement = kFirstView;
  options.surface.is_motion_reduced = true;
  return options;
}

int shown_iteration(HeadlessApp& app) { return app.snapshot()["iteration"]; }

}  // namespace

TEST_CASE("dragging the dot along the curve shows earlier iterations, and a link leads back",
          "[shell][app]") {
  const Surface surface = GENERATE(wide_surface(), middle_surface(), phone_surface());
  HeadlessApp app(run_of(surface));
  const double cost = app.snapshot()["cost"];
  const std::size_t points = app.app().curve(/*of_test=*/false).size();
  REQUIRE(app.control("cost/moment").now == 200);
  CHECK_FALSE(app.has("cost/now"));
  const ImVec2 dot = app.middle_of("cost/moment");
  const Control plot = app.control("cost/plot");
  app.drag(dot, {plot.x + plot.width * 0.4F, dot.y});
  app.settle();
  const int there = shown_iteration(app);
  CHECK(there > 20);
  CHECK(there < 150);
  CHECK(app.control("cost/moment").now == there);
  CHECK(app.control("cost/moment").max == 200);
  CHECK(app.app().curve(false).size() == points);
  CHECK(app.snapshot()["cost"] != cost);
  // Far beyond the left end: iteration 0, where the network has learned nothing yet.
  app.drag(app.middle_of("cost/moment"), {plot.x - 40, dot.y});
  app.settle();
  CHECK(shown_iteration(app) == 0);
  CHECK(app.control("network/answer").value.find("efore any training") != std::string::npos);
  app.press("cost/now");
  app.settle();
  CHECK(shown_iteration(app) == 200);
  CHECK(app.snapshot()["cost"] == cost);
  CHECK(app.snapshot()["phase"] == "finished");
  CHECK_FALSE(app.has("cost/now"));
}

TEST_CASE("arrow keys and requests move the dot, and nothing ends with the run twice",
          "[shell][app]") {
  HeadlessApp app(run_of(wide_surface()));
  app.forget();
  app.focus("cost/moment");
  app.key(ImGuiKey_LeftArrow);
  app.settle();
  CHECK(shown_iteration(app) == 195);
  app.key(ImGuiKey_LeftArrow, ImGuiMod_Shift);
  app.settle();
  CHECK(shown_iteration(app) == 194);
  app.key(ImGuiKey_Home);
  app.settle();
  CHECK(shown_iteration(app) == 0);
  app.key(ImGuiKey_End);
  app.settle();
  CHECK(shown_iteration(app) == 200);
  app.step("cost/moment", -10);
  app.settle();
  CHECK(shown_iteration(app) == 150);
  app.set("cost/moment", "50");
  app.settle();
  CHECK(shown_iteration(app) == 50);
  app.reset("cost/moment");
  app.settle();
  CHECK(shown_iteration(app) == 200);
  for (const HeadlessApp::Event& event : app.events) CHECK(event.name != "finished");
  CHECK(app.sent_of<RunTo>().empty());
}

TEST_CASE("training goes on from the iteration that the dot shows", "[shell][app]") {
  HeadlessApp app(run_of(wide_surface()));
  app.set("cost/moment", "60");
  app.settle();
  CHECK(app.control("training/train").label == "Train on");
  app.press("training/train");
  app.settle();
  CHECK(shown_iteration(app) == 200);
  CHECK_FALSE(app.has("cost/now"));
}

TEST_CASE("with all settings open a link leads back to the newest state, too", "[shell][app]") {
  HeadlessApp app(run_of(wide_surface()));
  app.set("cost/moment", "60");
  app.settle();
  app.press("all_settings");
  app.settle();
  CHECK(shown_iteration(app) == 60);
  app.press("cost/now");
  app.settle();
  CHECK(shown_iteration(app) == 200);
}

TEST_CASE("the first view fits its screen, and the pictures of layer 1 have their size",
          "[shell][app]") {
  struct Size {
    Surface surface;
    float tile;
  };
  const Size size = GENERATE(Size{wide_surface(), 64}, Size{middle_surface(), 48});
  const std::string arrangement = GENERATE(as<std::string>{}, kFirstView, "");
  const std::string language = GENERATE("en", "zh");
  // The default network and its pictures, after a few iterations.
  HeadlessOptions options = run_of(size.surface, "v=2&iterations=10");
  options.surface.arrangement = arrangement;
  HeadlessApp app(options);
  app.app().set("lang", language);
  app.settle();
  CAPTURE(size.surface.width, arrangement, language);
  const Control unit = app.control("network/node/unit/1/1");
  CHECK(unit.width == Catch::Approx(size.tile).margin(0.5));
  CHECK(app.has("network/node/unit/1/20"));
  for (const Control& control : app.controls()) {
    if (control.role != Role::region) continue;
    CAPTURE(control.id, control.y, control.height);
    CHECK(control.y + control.height <= size.surface.height);
  }
}

}  // namespace purr::shell::test

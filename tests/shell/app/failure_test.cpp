// A run that fails: what the screen says, why, and the ways out that it offers. And notices, which
// go with what they speak of.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "engine/io/experiment.h"
#include "shell/theme/theme.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/screens.h"
#include "tests/shell/app/software_renderer.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

constexpr const char* kBroken = "learning_rate=10&iterations=600";
constexpr const char* kHealthy = "data=moons&hidden=4&activation=tanh&learning_rate=0.5";
constexpr const char* kSlow = "data=moons&hidden=4&activation=tanh&learning_rate=0.000001";

HeadlessOptions options_of(std::string link, const Surface& surface = wide_surface()) {
  HeadlessOptions options;
  options.link = std::move(link);
  options.surface = surface;
  options.surface.arrangement = "tour=1";
  return options;
}

double rate_of(const HeadlessApp& app) {
  return read_experiment(app.link()).experiment.training.learning_rate;
}

std::vector<std::string> kinds_of(const HeadlessApp& app) {
  std::vector<std::string> kinds;
  const nlohmann::json snapshot = app.snapshot();
  for (const auto& one : snapshot["diagnoses"]) kinds.push_back(one["kind"]);
  return kinds;
}

bool has_words(const HeadlessApp& app, std::string_view words) {
  return std::ranges::any_of(app.controls(), [&](const Control& it) {
    return it.role == Role::status && it.label.find(words) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a run that blew up says so by itself, and a way out mends it", "[shell][app]") {
  HeadlessApp app(options_of(kBroken));
  CHECK(app.control("failure/title").label ==
        "This run blew up at iteration 2 and has been stuck since 3.");
  CHECK(app.app().live_text() == app.control("failure/title").label);
  CHECK(app.has("failure/steps"));
  CHECK(app.control("failure/dead2").label == "layer 2: 6 of 7");
  CHECK_FALSE(app.has("training/learning_rate"));  // the panel stands in its place
  const nlohmann::json told = app.snapshot()["diagnoses"];
  CHECK(told[0]["kind"] == "blow_up");
  CHECK(told[0]["iteration"] == 2);
  CHECK(told[0]["layer"].is_null());
  CHECK(told[1]["layer"] == 2);
  CHECK(told[0]["words"].get<std::string>().find("21,835") != std::string::npos);
  app.press("failure/way1");
  app.settle();
  CHECK(rate_of(app) < 10.0);
  CHECK(app.snapshot()["phase"] == "finished");
  CHECK(kinds_of(app).empty());
  CHECK_FALSE(app.has("failure/title"));
  CHECK(app.has("training/learning_rate"));
  CHECK(app.app().live_text().find("blew") == std::string::npos);
}

TEST_CASE("what was tried is shown best first, and what does not help is not offered",
          "[shell][app]") {
  HeadlessApp app(options_of(kBroken));
  const auto trials = app.asked_of<TryRuns>();
  REQUIRE(trials.size() == 1);
  CHECK(trials[0].experiments.size() >= 3);
  // Each is as good as a run of its own.
  double last = 100.0;
  int offered = 0;
  for (int i = 1; app.has("failure/way" + std::to_string(i)); ++i) {
    const std::string words = app.control("failure/way" + std::to_string(i) + "/words").label;
    const std::size_t at = words.find(" % test");
    REQUIRE(at != std::string::npos);
    const double accuracy = std::stod(words.substr(words.rfind(' ', at - 1) + 1));
    CHECK(accuracy > 51.0);
    CHECK(accuracy <= last);
    last = accuracy;
    ++offered;
  }
  CHECK(offered >= 1);
  CHECK(offered <= static_cast<int>(trials[0].experiments.size()));
  app.forget();
  app.frame(10);
  CHECK_FALSE(app.was_asked<TryRuns>());  // once for each run
}

TEST_CASE("without a spare core ways out are offered untried", "[shell][app]") {
  HeadlessOptions options = options_of(kBroken);
  options.has_spare_core = false;
  HeadlessApp app(options);
  CHECK(app.control("failure/way1/words").label.find("not tried") != std::string::npos);
}

TEST_CASE("the iteration before the break is looked at through history", "[shell][app]") {
  HeadlessApp app(options_of(kBroken));
  app.press("failure/look");
  app.settle();
  CHECK(app.snapshot()["iteration"] == 1);
  CHECK(app.snapshot()["cost"].get<double>() < 2.0);
  CHECK(kinds_of(app).empty());
}

TEST_CASE("the panel closes and opens again", "[shell][app]") {
  HeadlessApp app(options_of(kBroken));
  app.press("failure/settings");
  app.rest();
  CHECK(app.has("training/learning_rate"));
  CHECK(app.has("failure/title"));
  app.press("failure/why");
  app.rest();
  CHECK(app.has("failure/way1"));
  CHECK_FALSE(app.has("training/learning_rate"));
}

TEST_CASE("what is merely slow gets a calm line, which opens the same panel", "[shell][app]") {
  HeadlessApp app(options_of(kSlow));
  CHECK(kinds_of(app) == std::vector<std::string>{"stuck"});
  CHECK(app.has("training/learning_rate"));
  CHECK(app.control("failure/title").label == "This run has been stuck since iteration 0.");
  app.press("failure/why");
  app.rest();
  CHECK(app.control("failure/way1/words").label.find("larger steps") != std::string::npos);
  app.press("failure/way1");
  app.settle();
  CHECK(kinds_of(app).empty());
  CHECK(app.has("training/learning_rate"));
}

TEST_CASE("nothing is said of a healthy run", "[shell][app]") {
  HeadlessApp app(options_of(kHealthy));
  CHECK(kinds_of(app).empty());
  CHECK_FALSE(app.has("failure/title"));
  CHECK_FALSE(app.was_asked<TryRuns>());
}

TEST_CASE("a phone shows the sentence and ways out, and the numbers in a dialog", "[shell][app]") {
  HeadlessApp app(options_of(kBroken, phone_surface()));
  const Control title = app.control("failure/title");
  const Control way = app.control("failure/way1");
  const Control plot = app.control("cost/plot");
  CHECK(title.y < way.y);
  CHECK(way.y + way.height <= plot.y);
  CHECK(plot.y + plot.height <= phone_surface().height);
  CHECK(way.height >= 44.0F);
  app.press("failure/why");
  app.rest();
  CHECK(app.has("failure_dialog/steps"));
  app.press("failure_dialog/way1");
  app.settle();
  CHECK_FALSE(app.has("failure/title"));
  CHECK_FALSE(app.has("failure_dialog/steps"));
}

TEST_CASE("what can be done is in reach, however many ways out there are", "[shell][app]") {
  const Surface surface = GENERATE(wide_surface(), middle_surface(), phone_surface());
  const std::string language = GENERATE("", "&lang=zh");
  HeadlessOptions options = options_of(kBroken + language, surface);
  options.has_spare_core = false;  // then all of them are offered
  if (surface.width == middle_surface().width) options.surface.arrangement = "tour=1&all=1";
  HeadlessApp app(options);
  if (app.has("failure/why")) app.press("failure/why");
  app.rest();
  const std::string panel = surface.is_touch ? "failure_dialog/" : "failure/";
  int count = 0;
  while (app.has(panel + "way" + std::to_string(count + 1))) ++count;
  CHECK(count >= 4);
  const float end = app.has("phone/network") ? app.control("phone/network").y : surface.height;
  const Control last = app.control(panel + "way" + std::to_string(count));
  const Control look = app.control(panel + "look");
  CHECK(last.y + last.height <= end);
  CHECK(look.y + look.height <= end);
  CHECK(app.has(panel + "steps"));
}

TEST_CASE("a run that learned nothing is told as that", "[shell][app]") {
  HeadlessOptions options = options_of("v=1&l2=200&m=40&m_test=10&hidden=4&iterations=400");
  options.has_spare_core = false;  // what helps with so few pictures is a matter of chance
  HeadlessApp app(options);
  REQUIRE(kinds_of(app) == std::vector<std::string>{"stuck"});
  app.press("failure/why");
  app.rest();
  CHECK(app.control("failure/way1/words").label.find("λ = 2") != std::string::npos);
}

TEST_CASE("the axis of costs becomes logarithmic by itself until the user chooses",
          "[shell][app]") {
  HeadlessOptions options = options_of(kBroken);
  options.surface.arrangement = "tour=1&all=1";
  HeadlessApp app(options);
  CHECK(app.control("cost/axes").value == "log cost");
  CHECK(app.link().find("log_cost") == std::string::npos);  // it is not the user's setting
  app.select("cost/axes", "linear");
  app.rest();
  CHECK(app.control("cost/axes").value != "log cost");
}

TEST_CASE("a typed number out of range says what it became", "[shell][app]") {
  HeadlessApp app(options_of(kHealthy));
  app.set("training/learning_rate", "500");
  app.frame(3);
  CHECK(rate_of(app) == 10.0);
  const Control note = app.control("training/learning_rate/typed");
  CHECK(note.label.find("500 became 10") != std::string::npos);
  app.set("training/learning_rate", "0.5");
  app.frame(3);
  CHECK_FALSE(app.has("training/learning_rate/typed"));
}

TEST_CASE("a note about a setting goes when it is set again", "[shell][app]") {
  HeadlessApp app(options_of(std::string(kHealthy) + "&momentum=9"));
  REQUIRE(app.snapshot()["notes"].size() == 1);
  CHECK(has_words(app, "momentum"));
  app.app().set("iterations", "100");
  app.frame(2);
  CHECK(app.snapshot()["notes"].size() == 1);  // of another setting
  app.app().set("momentum", "0.5");
  app.frame(2);
  CHECK(app.snapshot()["notes"].empty());
  CHECK_FALSE(has_words(app, "momentum"));
}

TEST_CASE("a note about the data goes with the data", "[shell][app]") {
  HeadlessApp app(options_of("m=24&share=0&hidden=4&iterations=60&m_test=8"));
  CHECK(app.snapshot()["notes"].size() == 1);
  CHECK(kinds_of(app) == std::vector<std::string>{"one_class"});
  CHECK(app.control("failure/title").label == "The training set has only one class.");
  app.app().set("share", "0.5");
  app.settle();
  CHECK(app.snapshot()["notes"].empty());
  CHECK(kinds_of(app).empty());
  CHECK_FALSE(has_words(app, "one class"));
}

TEST_CASE("a failure ends with the run that goes on, whatever it was about", "[shell][app]") {
  for (const Errc code :
       {Errc::table_missing, Errc::data_missing, Errc::out_of_memory, Errc::no_training_set}) {
    CAPTURE(static_cast<int>(code));
    HeadlessApp app("data=moons&iterations=5");
    app.settle();
    app.app().receive(Notice{true, {code, {"a", "b", "c"}}});
    app.app().receive(Status{.phase = Phase::waiting});
    app.frame();
    CHECK_FALSE(app.snapshot()["error"].is_null());
    app.app().receive(Status{.phase = Phase::ready});
    app.frame();
    CHECK(app.snapshot()["error"].is_null());
  }
}

TEST_CASE("an error that the run survives is told once and does not stay", "[shell][app]") {
  HeadlessApp app("data=moons&iterations=5");
  app.settle();
  app.app().receive(Notice{true, {Errc::edit_refused, {}}});
  app.app().receive(Status{.phase = Phase::ready});
  app.frame();
  CHECK(app.snapshot()["error"].is_null());
  bool has_toast = false;
  for (const Control& control : app.controls()) has_toast |= control.id.starts_with("toast");
  CHECK(has_toast);
}

TEST_CASE("notices stand where no control and no axis is", "[shell][app]") {
  const Surface surface = GENERATE(wide_surface(), middle_surface(), phone_surface());
  HeadlessOptions options =
      options_of(std::string(kHealthy) + "&momentum=9&beta2=7&nonsense=1", surface);
  options.surface.arrangement = "tour=1&all=1";
  HeadlessApp app(options);
  app.frame(2);
  std::vector<Control> notices;
  for (const Control& it : app.controls()) {
    if (it.id.starts_with("toast") && it.role == Role::status) notices.push_back(it);
  }
  REQUIRE(notices.size() == 3);
  const auto overlaps = [](const Control& a, const Control& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
  };
  for (const Control& notice : notices) {
    CAPTURE(notice.label);
    CHECK(notice.y >= 0.0F);
    CHECK(notice.y + notice.height <= surface.height);
    if (surface.width < 720.0F) CHECK(notice.y < surface.height / 2);
    for (const Control& it : app.controls()) {
      // A card that scrolls is longer than what can be seen of it.
      if (it.role == Role::region) continue;
      if (it.id.starts_with("toast") && it.id.substr(0, 6) == notice.id.substr(0, 6)) continue;
      CAPTURE(it.id);
      CHECK_FALSE(overlaps(notice, it));
    }
  }
}

}  // namespace purr::shell::test

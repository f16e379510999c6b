// The first visit: the finished default run once more, in slow motion.
#include "shell/app/first_replay.h"

#include <algorithm>
#include <variant>
#include <vector>

#include "tests/shell/app/headless_app.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

struct Recorder {
  std::vector<Command> sent;
  FirstReplay replay{[this](Command command) { sent.push_back(std::move(command)); }};
  FirstReplay::Moment moment{.is_current = true, .is_shown = true};

  void update(Phase phase, int iteration) {
    replay.update({.phase = phase, .iteration = iteration}, moment);
  }
  /// Names the commands that were sent since the last call.
  std::string take() {
    std::string names;
    for (const Command& command : sent) {
      if (const auto* pace = std::get_if<Pace>(&command)) {
        names += "pace " + std::to_string(static_cast<int>(pace->per_second)) + ", ";
      }
      if (const auto* to = std::get_if<RunTo>(&command)) {
        names += "to " + std::to_string(to->iteration) + ", ";
      }
      if (std::holds_alternative<Play>(command)) names += "play, ";
    }
    sent.clear();
    return names;
  }
};

TEST_CASE("the replay begins when the run has finished and ends with it", "[shell][unit]") {
  Recorder r;
  r.update(Phase::finished, 500);
  CHECK(r.take().empty());  // this is no first visit
  r.replay.arm();
  r.update(Phase::preparing, 0);
  r.update(Phase::training, 300);
  CHECK(r.take().empty());
  r.moment.is_shown = false;
  r.update(Phase::finished, 500);
  CHECK(r.take().empty());
  r.moment.is_shown = true;
  r.update(Phase::finished, 500);
  CHECK(r.take() == "pace 200, to 0, play, ");
  CHECK(r.replay.is_playing());
  r.update(Phase::finished, 500);  // still the report of the run before
  r.update(Phase::ready, 0);
  r.update(Phase::training, 250);
  CHECK(r.take().empty());
  r.update(Phase::finished, 500);
  CHECK(r.take() == "pace 0, ");
  CHECK_FALSE(r.replay.is_playing());
  r.update(Phase::finished, 500);
  CHECK(r.take().empty());
}

TEST_CASE("input before the end of the first run means no replay", "[shell][unit]") {
  Recorder r;
  r.replay.arm();
  r.moment.has_input = true;
  r.update(Phase::training, 100);
  r.moment.has_input = false;
  r.update(Phase::finished, 500);
  CHECK(r.take().empty());
}

TEST_CASE("any input lets the rest of the replay pass at the user's own pace", "[shell][unit]") {
  Recorder r;
  r.replay.arm();
  r.update(Phase::finished, 500);
  r.update(Phase::training, 100);
  r.take();
  r.moment.has_input = true;
  r.moment.pace = 30.0;
  r.update(Phase::training, 120);
  CHECK(r.take() == "pace 30, ");
  CHECK_FALSE(r.replay.is_playing());
}

TEST_CASE("with reduced motion there is no replay", "[shell][unit]") {
  Recorder r;
  r.replay.arm();
  r.moment.is_motion_reduced = true;
  r.update(Phase::finished, 500);
  CHECK(r.take().empty());
  CHECK_FALSE(r.replay.is_armed());
}

bool has_sent_play(const HeadlessApp& app) { return !app.sent_of<Play>().empty(); }

TEST_CASE("a first visit to the default run replays it and ends with the same numbers",
          "[shell][app]") {
  Surface again;
  double cost = 0.0;
  {
    HeadlessApp app({.link = "", .is_settled = false});
    int rounds = 0;
    while (!has_sent_play(app) && ++rounds < 2000) {
      app.work(20.0);
      app.frame();
    }
    REQUIRE(has_sent_play(app));
    // A key ends it: the rest of the run passes at full speed.
    app.key(ImGuiKey_LeftShift);
    app.settle();
    REQUIRE(app.sent_of<Pace>().size() >= 2);
    CHECK(app.sent_of<Pace>().back().per_second == 0.0);
    CHECK(app.snapshot()["phase"] == "finished");
    CHECK(app.snapshot()["iteration"] == 500);
    cost = app.snapshot()["cost"];
    REQUIRE(app.was_asked<RememberArrangement>());
    again.arrangement = app.asked_of<RememberArrangement>().back().arrangement;
  }
  // Whoever returns has seen it.
  HeadlessApp returned("", again);
  CHECK_FALSE(has_sent_play(returned));
  CHECK(returned.snapshot()["cost"] == cost);
}

TEST_CASE("a link to a run, reduced motion and a window have no replay", "[shell][app]") {
  Surface reduced;
  reduced.is_motion_reduced = true;
  Surface window;
  window.has_address_bar = false;
  for (const auto& [link, surface] : {std::pair{std::string(kSmallPictures), Surface{}},
                                      {std::string(), reduced},
                                      {std::string(), window}}) {
    HeadlessApp app({.link = link, .surface = surface});
    CHECK_FALSE(has_sent_play(app));
    CHECK(app.snapshot()["phase"] == "finished");
  }
}

}  // namespace
}  // namespace purr::shell::test

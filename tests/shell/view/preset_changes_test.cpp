#include "shell/view/preset_changes.h"

#include "shell/panels/preset_chooser.h"
#include "shell/theme/strings.h"
#include "tests/support/catch.h"

namespace purr::shell {

TEST_CASE("a preset says when it was changed, and how", "[shell][view]") {
  set_language(Language::english);
  Experiment settings = preset_experiment("c1w3-planar");
  CHECK(preset_changes(settings).empty());
  CHECK(preset_name(settings) == "Week 3 · Shallow network");
  settings.view.log_cost = true;  // how it is looked at is no change
  CHECK(preset_changes(settings).empty());
  settings.training.learning_rate = 0.5;
  CHECK(preset_name(settings) == "Week 3 · Shallow network, changed: α 0.5");
  settings.network.hidden = {4, 3};
  settings.training.l2 = 0.1;
  const std::vector<PresetChange> changes = preset_changes(settings);
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].words == "units 4,3");
  CHECK(changes[0].before == "4");
  CHECK(changes[1].words == "α 0.5");
  CHECK(changes[1].before == "1.2");
  CHECK(changes[2].words == "λ 0.1");
  CHECK(preset_name(settings) == "Week 3 · Shallow network, changed: units 4,3 · α 0.5 …");
  set_language(Language::chinese);
  CHECK(preset_name(settings).find("已改：") != std::string::npos);
  set_language(Language::english);
}

TEST_CASE("the way back from a changed preset keeps the view", "[shell][view]") {
  Experiment settings = preset_experiment("c2w1-init-he");
  settings.view.log_cost = true;
  settings.data.noise = 0.3;
  settings = without_changes(settings);
  CHECK(settings.view.log_cost);
  CHECK(preset_changes(settings).empty());
}

TEST_CASE("the default run is there to be changed and stays the default run", "[shell][view]") {
  set_language(Language::english);
  Experiment settings;
  settings.training.learning_rate = 3;
  CHECK(preset_changes(settings).empty());
  CHECK(preset_name(settings) == "Playground");
}

}  // namespace purr::shell

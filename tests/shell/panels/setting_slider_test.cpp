// Every slider and stepper of a setting offers what the table of keys says.
#include "shell/panels/setting_slider.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "engine/io/defaults.h"
#include "tests/shell/app/screens.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

/// The key that a control sets; empty for other controls.
std::string_view key_of(const Control& control) {
  if (control.role != Role::slider && control.role != Role::spinbutton) return {};
  const std::string_view id = control.id;
  const std::string_view name = id.substr(id.rfind('/') + 1);
  if (name == "units") return "hidden";
  if (name == "speed") return "pace";
  const Key* key = find_key(name);
  return key != nullptr ? key->name : std::string_view{};
}

/// The end of a slider: that of its key, unless the number of examples or the value itself is the
/// limit.
double expected_max(std::string_view key, const SliderRange& range, const Control& control,
                    const Experiment& settings, int m) {
  if (key == "flips") return std::max({m, 1, settings.data.flips});
  if (key == "batch_size")
    return std::max(std::min<double>(std::max(m, 2), range.max), control.now);
  if (key == "hidden" || key == "stop_patience") return std::max(range.max, control.now);
  if (key == "m" && is_user_data(settings.data.source)) return std::max({m, settings.data.m, 209});
  return range.max;
}

/// Checks all sliders on the screen; adds their keys to `seen`.
void check_ranges(HeadlessApp& app, std::set<std::string_view>& seen) {
  const Experiment settings = read_experiment(app.link()).experiment;
  const int m = app.snapshot()["m"].get<int>();
  for (const Control& control : app.controls()) {
    const std::string_view key = key_of(control);
    if (key.empty()) continue;
    CAPTURE(control.id, app.link());
    const SliderRange range = slider_range(key, settings);
    const bool has_zero = range.scale == SliderScale::logarithmic_zero;
    CHECK(control.min == (has_zero ? 0.0 : range.min));
    CHECK(control.max == expected_max(key, range, control, settings, m));
    if (range.scale == SliderScale::linear && range.step > 0) CHECK(control.step == range.step);
    seen.insert(key);
  }
}

}  // namespace

TEST_CASE("every slider of a setting has the range of its key", "[app][panels]") {
  std::set<std::string_view> seen;
  for (const ScreenCase& screen : screen_cases(wide_surface())) {
    INFO(screen.name);
    check_ranges(*open_case(screen), seen);
  }
  // Settings that only show where others ask for them.
  for (const char* link :
       {"m=12&m_test=6&hidden=4,3&iterations=9&optimizer=adam&batch_size=8&keep_prob=0.8"
        "&activation=leaky_relu&init=scaled&flips=3&stop_patience=300",
        "m=12&m_test=6&hidden=90&iterations=9&optimizer=momentum&batch_size=900",
        "data=blobs&m=40&m_test=20&hidden=4&iterations=9", "data=mine&iterations=9",
        "data=moons&m=40&m_test=20&hidden=4&iterations=9&optimizer=rmsprop"}) {
    Surface surface = wide_surface();
    surface.arrangement = kAllOpen;
    HeadlessApp app(link, surface);
    app.press("training/more");
    app.press("data/more");
    app.settle();
    check_ranges(app, seen);
  }
  // A slider that is drawn nowhere would pass all of this.
  const std::set<std::string_view> not_sliders{"label_column", "example", "text_scale"};
  for (const Key& key : keys()) {
    const bool is_number = key.type == KeyType::integer || key.type == KeyType::number;
    CAPTURE(key.name);
    if (is_number) CHECK(seen.contains(key.name) == !not_sliders.contains(key.name));
  }
  CHECK(seen.contains("hidden"));
}

TEST_CASE("a setting's slider is logarithmic, whole and as precise as its key says",
          "[panels][unit]") {
  const Experiment settings;
  const SliderSpec rate = slider_spec(settings, "learning_rate", 0.5);
  CHECK(rate.scale == Scale::logarithmic);
  CHECK(rate.digits == 2);
  CHECK_FALSE(rate.is_integer);
  CHECK(rate.usual == default_experiment().training.learning_rate);
  CHECK(slider_spec(settings, "l2", 0).scale == Scale::logarithmic_zero);
  CHECK(slider_spec(settings, "iterations", 1).is_integer);
  // A layer has no usual number of units.
  CHECK(slider_spec(settings, "hidden", 13).usual == 13);
}

}  // namespace purr::shell::test

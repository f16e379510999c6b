#include "shell/view/edits.h"

#include <vector>

#include "tests/support/catch.h"

namespace purr::shell {

TEST_CASE("a preset replaces all but the view settings", "[view][unit]") {
  Experiment settings;
  settings.view.text_scale = 1.5;
  settings.view.example = 17;
  settings.training.l2 = 3.0;
  CHECK(replace_by_preset(settings, "c1w3-planar", {}) == StandIn::none);
  Experiment expected = preset_experiment("c1w3-planar");
  expected.view = settings.view;
  CHECK(settings == expected);
  CHECK(settings.view.text_scale == 1.5);
  CHECK(settings.view.example == 0);
}

TEST_CASE("drawn cats replace the course's photographs only where those are missing",
          "[view][unit]") {
  Experiment settings;
  CHECK(replace_by_preset(settings, "c1w2-logistic", {.has_csv_points = true}) ==
        StandIn::pictures);
  CHECK(settings.data == usual_data(DataSource::drawn));
  CHECK(replace_by_preset(settings, "c1w2-logistic", {.has_course_pictures = true}) ==
        StandIn::none);
  CHECK(settings.data.source == DataSource::course);
}

TEST_CASE("noisy moons stand in for the points of the regularisation exercise", "[view][unit]") {
  const auto* name = GENERATE("c2w1-reg-none", "c2w1-reg-l2", "c2w1-reg-dropout");
  Experiment settings;
  CHECK(replace_by_preset(settings, name, {.has_course_pictures = true}) == StandIn::points);
  CHECK(settings.data == noisy_moons());
  CHECK(settings.data.m == 211);  // as many as the course has
  CHECK(settings.data.m_test == 200);
  CHECK(settings.network == preset_experiment(name).network);
  CHECK(settings.training == preset_experiment(name).training);
  CHECK(replace_by_preset(settings, name, {.has_csv_points = true}) == StandIn::none);
  CHECK(settings.data.source == DataSource::csv);
}

TEST_CASE("a source of the other kind brings the network that suits it", "[view][unit]") {
  Experiment settings;
  settings.network.hidden = {9};
  CHECK(replace_source(settings, DataSource::emoji));
  CHECK(settings.data == usual_data(DataSource::emoji));
  CHECK(settings.network.hidden == std::vector{9});
  CHECK(replace_source(settings, DataSource::moons));
  CHECK(settings.network == preset_experiment("c1w3-planar").network);
  CHECK(replace_source(settings, DataSource::drawn));
  CHECK(settings.network == preset_experiment("").network);
  settings.data.m = 77;
  CHECK_FALSE(replace_source(settings, DataSource::drawn));
  CHECK(settings.data.m == 77);
}

TEST_CASE("a new layer stands before the output and frozen weights move with their layers",
          "[view][unit]") {
  Experiment settings;
  settings.network.hidden = {4, 1};
  settings.network.activation = {Activation::relu, Activation::tanh};
  settings.training.frozen = {{.layer = 1}, {.layer = 3}};
  add_layer(settings);
  CHECK(settings.network.hidden == std::vector{4, 1, 2});
  CHECK(settings.network.activation ==
        std::vector{Activation::relu, Activation::tanh, Activation::tanh});
  CHECK(settings.training.frozen == std::vector<Frozen>{{.layer = 1}, {.layer = 4}});
  remove_layer(settings, 1);
  CHECK(settings.network.hidden == std::vector{1, 2});
  CHECK(settings.network.activation == std::vector{Activation::tanh, Activation::tanh});
  CHECK(settings.training.frozen == std::vector<Frozen>{{.layer = 3}});
}

TEST_CASE("layers stop at the most that a network may have", "[view][unit]") {
  Experiment settings;
  settings.network.hidden = {};
  for (int i = 0; i < kMaxHiddenLayers + 3; ++i) add_layer(settings);
  CHECK(settings.network.hidden == std::vector(static_cast<std::size_t>(kMaxHiddenLayers), 8));
  remove_layer(settings, 0);
  remove_layer(settings, kMaxHiddenLayers + 1);
  CHECK(settings.network.hidden.size() == static_cast<std::size_t>(kMaxHiddenLayers));
}

TEST_CASE("freezing a layer leaves single frozen weights alone and keeps the order",
          "[view][unit]") {
  Experiment settings;
  settings.network.hidden = {4, 3};
  const Frozen weight{.layer = 2, .unit = 1, .input = 3};
  settings.training.frozen = {weight};
  CHECK_FALSE(is_frozen(settings, 2));
  toggle_frozen(settings, 2);
  toggle_frozen(settings, 1);
  CHECK(is_frozen(settings, 1));
  CHECK(is_frozen(settings, 2));
  CHECK(settings.training.frozen == std::vector<Frozen>{{.layer = 1}, {.layer = 2}, weight});
  toggle_frozen(settings, 2);
  CHECK(settings.training.frozen == std::vector<Frozen>{{.layer = 1}, weight});
}

TEST_CASE("a label is flipped by hand and back, up to a limit", "[view][unit]") {
  DataSpec data;
  CHECK(toggle_flipped(data, 17));
  CHECK(toggle_flipped(data, 3));
  CHECK(data.flipped == std::vector{3, 17});
  CHECK(toggle_flipped(data, 17));
  CHECK(data.flipped == std::vector{3});
  for (int i = 100; static_cast<int>(data.flipped.size()) < kMaxFlippedByHand; ++i) {
    CHECK(toggle_flipped(data, i));
  }
  const std::vector<int> full = data.flipped;
  CHECK_FALSE(toggle_flipped(data, 5000));
  CHECK(data.flipped == full);
  CHECK(toggle_flipped(data, 3));  // there is always a way back
}

}  // namespace purr::shell

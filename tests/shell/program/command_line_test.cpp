// What a command line means, without running anything.
#include <string>
#include <variant>
#include <vector>

#include "shell/exports/run_text.h"
#include "shell/program/command_line/arguments.h"
#include "shell/program/command_line/exports.h"
#include "shell/program/command_line/listing.h"
#include "shell/program/command_line/settings.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using Words = std::vector<std::string>;

std::string refused(const Words& arguments) {
  const auto settings = read_settings(arguments);
  REQUIRE_FALSE(settings);
  return settings.error();
}

}  // namespace

TEST_CASE("no argument, settings alone and options alone open the window", "[shell][unit]") {
  CHECK(std::holds_alternative<WindowOptions>(parse_arguments({})));
  const auto with_settings = parse_arguments({"preset=c1w4-deep", "seed=2"});
  REQUIRE(std::holds_alternative<WindowOptions>(with_settings));
  CHECK(std::get<WindowOptions>(with_settings).settings == Words{"preset=c1w4-deep", "seed=2"});
  const auto with_size = parse_arguments({"--size", "800x600", "--theme", "dark"});
  REQUIRE(std::holds_alternative<WindowOptions>(with_size));
  CHECK(std::get<WindowOptions>(with_size).width == 800);
  CHECK(std::get<WindowOptions>(with_size).height == 600);
  CHECK(std::get<WindowOptions>(with_size).is_dark);
}

TEST_CASE("a run takes settings, files and options in any order", "[shell][unit]") {
  const auto invocation = parse_arguments(
      {"run", "--every", "50", "seed=2", "--data", "a.h5,b.h5", "hidden=", "--data=c.csv"});
  REQUIRE(std::holds_alternative<RunOptions>(invocation));
  const auto& run = std::get<RunOptions>(invocation);
  CHECK(run.every == 50);
  CHECK(run.settings == Words{"seed=2", "hidden="});
  CHECK(run.data == Words{"a.h5", "b.h5", "c.csv"});
}

TEST_CASE("what cannot be understood is one sentence", "[shell][unit]") {
  const Words words =
      GENERATE(Words{"walk"}, Words{"run", "--fast"}, Words{"run", "--every", "0"},
               Words{"run", "--every", "1.5"}, Words{"run", "--every"},
               Words{"run", "--csv", "a", "--csv", "b"}, Words{"presets", "all"},
               Words{"--size", "10x10"}, Words{"--size", "big"}, Words{"--theme", "pink"},
               Words{"--after", "finished"}, Words{"--screenshot", "a.png", "--after", "lunch"});
  const auto invocation = parse_arguments(words);
  REQUIRE(std::holds_alternative<BadArguments>(invocation));
  const std::string& sentence = std::get<BadArguments>(invocation).sentence;
  CHECK_FALSE(sentence.empty());
  CHECK(sentence.find('\n') == std::string::npos);
}

TEST_CASE("pairs mean the same in any order", "[shell][unit]") {
  const auto settings =
      read_settings(Words{"activation=tanh,relu", "hidden=4,3", "m=77", "preset=c1w3-planar"});
  REQUIRE(settings);
  CHECK(settings->experiment.preset == "c1w3-planar");
  CHECK(settings->experiment.network.hidden == std::vector<int>{4, 3});
  CHECK(settings->experiment.network.activation ==
        std::vector<Activation>{Activation::tanh, Activation::relu});
  CHECK(settings->experiment.data.m == 77);
  CHECK(settings->names_the_data);
}

TEST_CASE("typed settings are refused where a link is repaired", "[shell][unit]") {
  CHECK(refused({"colour=red"}) == "“colour” is not a setting; “purrceptron help” lists them.");
  CHECK(refused({"seed=one"}) == "seed takes a number, not “one”.");
  CHECK(refused({"iterations=0"}) == "iterations goes from 1 to 1000000, and 0 is outside.");
  CHECK(refused({"data=dogs"}).starts_with("data can be drawn, emoji, course, "));
  CHECK(refused({"hidden=4,x"}).starts_with("hidden takes unit counts"));
  CHECK(refused({"activation=relu,tanh", "hidden=1,2,3"}).starts_with("activation takes one name"));
  CHECK(refused({"preset=none"}) == "There is no preset “none”; “purrceptron presets” lists them.");
  CHECK(refused({"preset"}) ==
        "“preset” is neither an option nor key=value; “purrceptron help” shows both.");
  CHECK(refused({"=1"}).starts_with("“=1” is neither"));
  CHECK(refused({"#seed=1", "#seed=2"}) == "One link is enough; here are two.");

  const auto repaired = read_settings(Words{"https://example.org/#v=1&seed=one&colour=red&m=100"});
  REQUIRE(repaired);
  CHECK(repaired->notes.size() == 2);
  CHECK(repaired->experiment.data.m == 100);
}

TEST_CASE("pairs go over a link", "[shell][unit]") {
  const auto settings = read_settings(Words{"seed=9", "#v=1&preset=c1w3-planar&seed=3&m=50"});
  REQUIRE(settings);
  CHECK(settings->experiment.network.seed == 9);
  CHECK(settings->experiment.data.m == 50);
}

TEST_CASE("a link that is printed reads back as the same run", "[shell][property]") {
  for (const Preset& preset : presets()) {
    const auto first = read_settings(Words{std::string("preset=") + preset.name, "seed=4"});
    REQUIRE(first);
    const auto second = read_settings(Words{link_text(first->experiment)});
    REQUIRE(second);
    CHECK(second->notes.empty());
    CHECK(second->experiment == first->experiment);
  }
}

TEST_CASE("help names every key, and the list every preset", "[shell][unit]") {
  const std::string help = help_text();
  for (const Key& key : keys()) CHECK(help.find(std::string("  ") + key.name + " ") != help.npos);
  const std::string list = presets_text();
  for (const Preset& preset : presets()) CHECK(list.find(preset.name) != list.npos);
}

TEST_CASE("a curve as CSV keeps every digit and leaves out what was not measured",
          "[shell][unit]") {
  CurvePoint first;
  first.cost = 0.1;
  first.train_accuracy = 0.5;
  CurvePoint second{.iteration = 1,
                    .has_test = 1,
                    .cost = 1.0 / 3.0,
                    .test_cost = 2.5,
                    .train_accuracy = 1.0,
                    .test_accuracy = 0.75};
  CHECK(curve_csv({first, second}) ==
        "iteration,cost,test_cost,train_accuracy,test_accuracy\n"
        "0,0.1,,0.5,\n"
        "1,0.3333333333333333,2.5,1,0.75\n");

  // Gradients of iterations that the curve has thinned out get rows of their own, and layers that
  // came later are empty before.
  const GradientPoint at_0{.iteration = 0, .layers = 1, .all = 1, .dW = {0.5}};
  const GradientPoint at_7{.iteration = 7, .layers = 2, .all = 1, .dW = {0.25, 4}};
  CHECK(curve_csv({first, second}, {at_0, at_7}) ==
        "iteration,cost,test_cost,train_accuracy,test_accuracy,dW1,dW2\n"
        "0,0.1,,0.5,,0.5,\n"
        "1,0.3333333333333333,2.5,1,0.75,,\n"
        "7,,,,,0.25,4\n");
}

}  // namespace purr::shell

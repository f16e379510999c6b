// Pinned runs, their names, and the plot as an SVG file.
#include "shell/view/pinned_runs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "shell/exports/plot_svg.h"
#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "tests/support/catch.h"

using namespace purr;
using namespace purr::shell;

TEST_CASE("a difference names what the other run has, in the course's letters", "[pinned]") {
  set_language(Language::english);
  const Experiment usual;
  Experiment other = usual;
  CHECK(difference(usual, other).empty());
  other.training.learning_rate = 0.003;
  CHECK(difference(usual, other) == "α 0.003");
  CHECK(difference(other, usual) == "α 0.0075");
  other.network.hidden = {12, 5};
  other.training.l2 = 0.7;
  CHECK(difference(usual, other) == "units 12,5 · α 0.003 · λ 0.7");
  other.network.seed = 9;
  CHECK(difference(usual, other, 2) == "units 12,5 · seed 9 …");
}

TEST_CASE("how a run is looked at makes no difference", "[pinned]") {
  Experiment looked_at;
  looked_at.view.log_cost = true;
  looked_at.view.log_iteration = true;
  looked_at.view.example = 7;
  looked_at.view.theme = ThemeChoice::dark;
  looked_at.view.language = LanguageChoice::zh;
  looked_at.view.instant = false;
  looked_at.view.example_set = ExampleSet::train;
  CHECK(difference(Experiment{}, looked_at).empty());
}

TEST_CASE("only so many runs are kept, the newest", "[pinned]") {
  PinnedRuns pinned;
  RunView run;
  Experiment settings;
  for (int i = 0; i < 9; ++i) {
    settings.network.seed = 100 + i;
    run.cost = {{0.0, static_cast<double>(i)}};
    pinned.pin(settings, run);
  }
  REQUIRE(pinned.all().size() == PinnedRuns::kMaxCount);
  CHECK(pinned.all().back().settings.network.seed == 108);
  CHECK(pinned.all().back().cost.at(0).y == 8.0);
  CHECK(name_of(pinned.all().back(), Experiment{}) == "seed 108");
  pinned.all().back().name = "mine";
  CHECK(name_of(pinned.all().back(), Experiment{}) == "mine");
  const std::uint32_t first = pinned.all().front().id;
  pinned.remove(first);
  CHECK(pinned.all().size() == PinnedRuns::kMaxCount - 1);
  CHECK(pinned.all().front().id != first);
}

TEST_CASE("a plot as SVG keeps a spike, leaves gaps, and lets no name break out", "[pinned]") {
  std::vector<PlotPoint> points;
  for (int i = 0; i < 100000; ++i) points.push_back({static_cast<double>(i), 0.5});
  points[70000].y = 9.25;
  points[20].y = std::numeric_limits<double>::quiet_NaN();
  const std::string name = "a<b>&\"c\"";
  const PlotSeries series[] = {
      {.name = name, .colour = IM_COL32(1, 2, 255, 255), .points = points}};
  PlotSpec spec{.x_name = "iteration", .y_name = "cost"};
  const PlotRange range{.x_low = 0, .x_high = 100000, .y_low = 0, .y_high = 10};
  const std::string svg = plot_svg("Cost <J>", series, spec, range, 960, 540);
  CHECK(svg.starts_with("<svg "));
  CHECK(svg.ends_with("</svg>\n"));
  CHECK(svg.find("a&lt;b&gt;&amp;&quot;c&quot;") != std::string::npos);
  CHECK(svg.find("<b>") == std::string::npos);
  CHECK(svg.find("#0102ff") != std::string::npos);
  // y runs from 490 (0) up to 52 (10): 9.25 is at 490 − 0.925·438.
  CHECK(svg.find("84.85") != std::string::npos);
  CHECK(svg.size() < 100000);
  const std::size_t path = svg.find("d=\"M");
  REQUIRE(path != std::string::npos);
  CHECK(svg.find('M', path + 4) < svg.find('"', path + 3));  // the line begins again after the gap
}

namespace {

PinnedRuns two_runs() {
  PinnedRuns pinned;
  RunView run;
  Experiment settings;
  settings.training.learning_rate = 0.02;
  run.status.iteration = 5000;
  run.status.m = 209;
  run.status.m_test = 300;
  run.status.cost = 0.125;
  run.status.train_accuracy = 0.97;
  run.status.test_accuracy = 0.75;
  for (int i = 0; i < 5000; ++i) {
    run.cost.push_back({static_cast<double>(i), 1.0 / (1.0 + i)});
    run.train_accuracy.push_back({static_cast<double>(i), 90.0});
  }
  run.cost[1234].y = 7.5;  // a spike of one iteration
  run.cost[4000].y = std::numeric_limits<double>::quiet_NaN();
  run.test_cost = {{0, 0.7}, {100, 0.6}};
  pinned.pin(settings, run);
  settings.network.hidden = {};
  pinned.pin(settings, run);
  pinned.all()[1].name = "猫 & <b>";
  pinned.all()[1].is_shown = false;
  return pinned;
}

}  // namespace

TEST_CASE("pinned runs come back from their text with name, settings and curve", "[pinned]") {
  const PinnedRuns pinned = two_runs();
  const std::string text = pinned.text();
  CHECK(text.size() < 100000);
  PinnedRuns back;
  back.read(text);
  REQUIRE(back.all().size() == 2);
  for (const std::size_t i : {0, 1}) {
    const PinnedRun& was = pinned.all()[i];
    const PinnedRun& is = back.all()[i];
    CHECK(is.settings == was.settings);
    CHECK(is.name == was.name);
    CHECK(is.is_shown == was.is_shown);
    CHECK(is.status.iteration == 5000);
    CHECK(is.status.m_test == 300);
    CHECK(is.status.cost == 0.125);
    CHECK(is.status.train_accuracy == 0.97);
    CHECK(std::isnan(is.status.test_cost));
    REQUIRE(is.cost.size() <= PinnedRuns::kMaxStoredPoints);
    CHECK(is.cost.front().y == 1.0);
    CHECK(is.cost.back().x == 4999.0);
    CHECK(std::ranges::any_of(is.cost, [](const PlotPoint& p) { return p.y == 7.5; }));
    CHECK(std::ranges::any_of(is.cost, [](const PlotPoint& p) { return std::isnan(p.y); }));
    REQUIRE(is.test_cost.size() == 2);
    CHECK(is.test_cost[1].y == 0.6);
    CHECK(is.test_accuracy.empty());
  }
  CHECK(back.all()[0].id != back.all()[1].id);
  // What came back is written as it was.
  CHECK(back.text() == text);
}

TEST_CASE("what the host kept may be anything", "[pinned]") {
  PinnedRuns pinned = two_runs();
  const std::string good = pinned.text();
  const std::string bad = GENERATE_COPY(
      std::string(), std::string("left=100"), std::string("{"), std::string("[]"),
      std::string("null"), std::string("{\"version\":1}"),
      std::string("{\"version\":2,\"runs\":[]}"),
      std::string("{\"version\":1,\"runs\":[null,5,{},[]]}"),
      std::string("{\"version\":1,\"runs\":[{\"costCurve\":[5,1,3,1]}]}"),  // goes back
      std::string("{\"version\":1,\"runs\":[{\"costCurve\":[1,2,3]}]}"),    // odd
      std::string("{\"version\":1,\"runs\":[{\"costCurve\":[1,\"2\"]}]}"),  // a string
      std::string("{\"version\":1,\"runs\":[{\"costCurve\":[1e999,2]}]}"),  // infinite
      good.substr(0, good.size() / 2), std::string("\x01\xff\xfe"),
      std::string(PinnedRuns::kMaxTextBytes + 1, '['), std::string(100000, '['));
  pinned.read(bad);
  CHECK(pinned.all().empty());
}

TEST_CASE("a kept run may have fields of other kinds", "[pinned]") {
  PinnedRuns pinned;
  pinned.read(
      R"({"version":1,"runs":[{"costCurve":[0,1,1,null],"name":7,"settings":"hidden=9999&x=y",)"
      R"("shown":"no","iteration":-4,"m":1e300,"cost":"a","testCostCurve":{"a":1}}]})");
  REQUIRE(pinned.all().size() == 1);
  const PinnedRun& run = pinned.all()[0];
  CHECK(run.name.empty());
  CHECK(run.is_shown);
  CHECK(run.status.iteration == 0);
  CHECK(run.status.m == 0);
  CHECK(std::isnan(run.status.cost));
  CHECK(run.cost.size() == 2);
  CHECK(run.test_cost.empty());
  // More runs than fit are left out.
  std::string many = R"({"version":1,"runs":[)";
  for (int i = 0; i < 50; ++i) many += std::string(i > 0 ? "," : "") + R"({"costCurve":[0,1]})";
  pinned.read(many + "]}");
  CHECK(pinned.all().size() == PinnedRuns::kMaxCount);
}

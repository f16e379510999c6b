// Pinned runs, their names, and the plot as an SVG file.
#include "shell/view/pinned_runs.h"

#include <cmath>
#include <limits>

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

#include "shell/panels/network_edges.h"

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include "shell/panels/network_drawing.h"
#include "shell/panels/network_layout.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

std::vector<double> random_numbers(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> numbers(count);
  for (double& number : numbers) number = normal(random);
  return numbers;
}

/// How often each weight is drawn, as a line or in a bundle; a bundle counts for all weights
/// between its units that have no line.
std::vector<int> times_drawn(const EdgeSet& edges) {
  const auto n_out = static_cast<std::size_t>(edges.out_count);
  std::vector<int> times(static_cast<std::size_t>(edges.in_count) * n_out, 0);
  for (const EdgeLine& line : edges.lines) {
    ++times[static_cast<std::size_t>(line.from) * n_out + static_cast<std::size_t>(line.to)];
  }
  std::vector<int> lines = times;
  for (const EdgeBundle& bundle : edges.bundles) {
    int inside = 0;
    for (int j = bundle.from_first; j < bundle.from_first + bundle.from_count; ++j) {
      for (int i = bundle.to_first; i < bundle.to_first + bundle.to_count; ++i) {
        const std::size_t at = static_cast<std::size_t>(j) * n_out + static_cast<std::size_t>(i);
        if (lines[at] > 0) continue;
        ++times[at];
        ++inside;
      }
    }
    if (inside != bundle.weights) return {};  // the bundle reports another number than it holds
  }
  return times;
}

struct Size {
  float width, height;
};

}  // namespace

TEST_CASE("every weight has its line or is in one bundle that reports how many", "[panels][unit]") {
  const int units = GENERATE(1, 2, 3, 7, 20, 64, 100, 256);
  const int layers = GENERATE(1, 2, 3, 5, 10);
  // The network card at 1440 × 900, at 1024 × 768 and on a phone of 390 points.
  const auto [size, is_compact] =
      GENERATE(std::pair{Size{1100, 470}, false}, std::pair{Size{660, 250}, false},
               std::pair{Size{334, 180}, true});
  const bool has_pictures = GENERATE(true, false);
  CAPTURE(units, layers, size.width, has_pictures);
  NetworkContent content;
  content.hidden.assign(static_cast<std::size_t>(layers), units);
  content.has_pictures = has_pictures;
  content.is_compact = is_compact;
  content.min_control_width = 90;
  const NetworkLayout layout = network_layout({0, 0, size.width, size.height}, content);
  std::vector<UnitGrid> grids;
  if (has_pictures || is_compact) {
    grids.push_back({.units = has_pictures ? 12288 : 2});
  } else {
    grids.push_back(feature_grid(2, layout, layout.columns.front()));
  }
  for (const NetworkColumn& column : layout.columns) {
    if (column.kind != ColumnKind::hidden) continue;
    grids.push_back(unit_grid(units, units_box(layout, column), has_pictures && column.layer == 1));
  }
  grids.push_back({.units = 1, .shown = 1});
  REQUIRE(static_cast<int>(grids.size()) == layers + 2);
  for (std::size_t l = 1; l < grids.size(); ++l) {
    const UnitGrid& before = grids[l - 1];
    const UnitGrid& after = grids[l];
    const auto count =
        static_cast<std::size_t>(before.units) * static_cast<std::size_t>(after.units);
    const bool is_unknown = l == 1 && has_pictures;  // W[1] of pictures is not in the trace
    const std::vector<double> W =
        random_numbers(is_unknown ? 0 : count, 7 + static_cast<unsigned>(l));
    const std::vector<double> a = random_numbers(static_cast<std::size_t>(before.units), 3);
    const EdgeSet edges = edges_between({.n_in = before.units,
                                         .n_out = after.units,
                                         .shown_in = before.shown,
                                         .shown_out = after.shown,
                                         .W = W,
                                         .a = a},
                                        max_lines_per_gap(layers + 1));
    const std::vector<int> times = times_drawn(edges);
    REQUIRE(times.size() == count);
    std::size_t drawn_once = 0;
    for (const int n : times) drawn_once += n == 1 ? 1 : 0;
    CHECK(drawn_once == count);
    CHECK(edges.weights == static_cast<int>(count));
    int bundled = 0;
    for (const EdgeBundle& bundle : edges.bundles) bundled += bundle.weights;
    CHECK(edges.bundled == bundled);
    CHECK(static_cast<int>(edges.lines.size()) + bundled == static_cast<int>(count));
    // Bundles may not become a mesh of their own.
    CHECK(edges.bundles.size() <= 81);
    for (const EdgeLine& line : edges.lines) {
      REQUIRE(line.from < before.shown);
      REQUIRE(line.to < after.shown);
    }
  }
}

TEST_CASE("the usual network has a line for every weight between its layers", "[panels][unit]") {
  for (const auto& [n_in, n_out] : {std::pair{20, 7}, std::pair{7, 5}, std::pair{5, 1}}) {
    const std::vector<double> W = random_numbers(static_cast<std::size_t>(n_in * n_out), 1);
    const EdgeSet edges = edges_between(
        {.n_in = n_in, .n_out = n_out, .shown_in = n_in, .shown_out = n_out, .W = W, .a = {}},
        max_lines_per_gap(4));
    CHECK(static_cast<int>(edges.lines.size()) == n_in * n_out);
    CHECK(edges.bundles.empty());
  }
}

TEST_CASE("a line carries the weight between its units and what it does to z", "[panels][unit]") {
  // Unit 1 to the units 1, 2, 3, then unit 2.
  const std::vector<double> W{2.0, 0.1, 0.0, -1.0, 0.5, 0.16};
  const std::vector<double> a{1.0, 4.0};
  const EdgeSet edges =
      edges_between({.n_in = 2, .n_out = 3, .shown_in = 2, .shown_out = 3, .W = W, .a = a}, 100);
  REQUIRE(edges.lines.size() == 6);
  CHECK(edges.lines[0].weight == 2.0F);
  CHECK(edges.lines[0].effect == EdgeEffect::raises);
  CHECK(edges.lines[0].strength == 0.5F);  // 2·1 of at most |−1·4|
  CHECK(edges.lines[2].effect == EdgeEffect::none);
  CHECK(edges.lines[3].from == 1);
  CHECK(edges.lines[3].to == 0);
  CHECK(edges.lines[3].effect == EdgeEffect::lowers);
  CHECK(edges.lines[3].strength == 1.0F);
  CHECK(edges.lines[4].strength == 0.5F);
}

TEST_CASE("a negative value reverses the effect of its weight", "[panels][unit]") {
  const std::vector<double> W{2.0, -3.0};
  const std::vector<double> a{-1.0};
  const EdgeSet edges =
      edges_between({.n_in = 1, .n_out = 2, .shown_in = 1, .shown_out = 2, .W = W, .a = a}, 100);
  CHECK(edges.lines[0].effect == EdgeEffect::lowers);
  CHECK(edges.lines[1].effect == EdgeEffect::raises);
}

TEST_CASE("weights that are unknown, NaN or of silent units have lines, too", "[panels][unit]") {
  const EdgeSet unknown =
      edges_between({.n_in = 3, .n_out = 2, .shown_in = 3, .shown_out = 2, .W = {}, .a = {}}, 100);
  CHECK(unknown.lines.size() == 6);
  for (const EdgeLine& line : unknown.lines) CHECK(line.effect == EdgeEffect::none);
  const std::vector<double> W{std::nan(""), 1.0};
  const std::vector<double> a{0.0};
  const EdgeSet failed =
      edges_between({.n_in = 1, .n_out = 2, .shown_in = 1, .shown_out = 2, .W = W, .a = a}, 100);
  REQUIRE(failed.lines.size() == 2);
  CHECK(failed.lines[0].effect == EdgeEffect::failed);
  CHECK(failed.lines[0].strength == 0.0F);
  CHECK(failed.lines[1].effect == EdgeEffect::none);
}

TEST_CASE("the strongest weights have the lines, the others are bundled", "[panels][unit]") {
  std::vector<double> W(100 * 100, 0.01);
  W[7 * 100 + 3] = -5.0;
  W[90 * 100 + 99] = 4.0;
  const EdgeSet edges = edges_between(
      {.n_in = 100, .n_out = 100, .shown_in = 100, .shown_out = 100, .W = W, .a = {}}, 2);
  REQUIRE(edges.lines.size() == 2);
  CHECK(edges.lines[0].from == 7);
  CHECK(edges.lines[0].to == 3);
  CHECK(edges.lines[1].from == 90);
  CHECK(edges.lines[1].to == 99);
  CHECK(edges.bundled == 100 * 100 - 2);
}

TEST_CASE("the curve of an edge begins and ends at its ports, and its distance is that",
          "[panels][unit]") {
  const ImVec2 from{10, 20};
  const ImVec2 to{110, 80};
  CHECK(edge_point(from, to, 0).y == 20.0F);
  CHECK(edge_point(from, to, 1).x == 110.0F);
  CHECK(edge_point(from, to, 0.5F).x == 60.0F);
  CHECK(edge_point(from, to, 0.5F).y == 50.0F);
  CHECK(edge_distance_squared(from, to, {60, 50}) < 0.05F);
  CHECK(edge_distance_squared(from, to, {10, 10}) == 100.0F);
}

}  // namespace purr::shell

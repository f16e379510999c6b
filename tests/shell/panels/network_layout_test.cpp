#include "shell/panels/network_layout.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using Catch::Matchers::WithinAbs;

constexpr Rect kInner{100.0F, 50.0F, 740.0F, 300.0F};

std::vector<ColumnKind> kinds(const NetworkLayout& layout) {
  std::vector<ColumnKind> all;
  for (const NetworkColumn& column : layout.columns) all.push_back(column.kind);
  return all;
}

bool is_inside(const Rect& inner, const Rect& outer) {
  constexpr float kSlack = 1e-3F;
  return inner.x >= outer.x - kSlack && inner.right() <= outer.right() + kSlack &&
         inner.y >= outer.y - kSlack && inner.bottom() <= outer.bottom() + kSlack;
}

}  // namespace

TEST_CASE("the columns of the network fill the width from the input to the output",
          "[panels][unit]") {
  const int hidden_count = GENERATE(0, 1, 3, 12);
  const bool has_pictures = GENERATE(false, true);
  const NetworkLayout layout = network_layout(kInner, hidden_count, has_pictures, 100.0F);
  CHECK(layout.columns.front().kind == ColumnKind::input);
  CHECK(layout.columns.back().kind == ColumnKind::output);
  float x = kInner.x;
  for (const NetworkColumn& column : layout.columns) {
    CHECK_THAT(column.x, WithinAbs(x, 1e-3));
    CHECK(column.width > 0.0F);
    x += column.width;
  }
  CHECK_THAT(x, WithinAbs(kInner.right(), 1e-3));
  CHECK(layout.columns.back().width >= 100.0F);
  REQUIRE(layout.layer_columns().size() == static_cast<std::size_t>(hidden_count) + 1);
  for (int l = 1; l <= hidden_count + 1; ++l) {
    CHECK(layout.layer_columns()[static_cast<std::size_t>(l - 1)].layer == l);
  }
}

TEST_CASE("the planes of a picture are left out where there is no room for them",
          "[panels][unit]") {
  using enum ColumnKind;
  const auto columns = [](float width, int hidden_count, bool has_pictures) {
    return kinds(network_layout({0, 0, width, 300}, hidden_count, has_pictures, 100));
  };
  CHECK(columns(740, 1, true) == std::vector{input, planes, hidden, output});
  CHECK(columns(560, 1, true) == std::vector{input, hidden, output});
  CHECK(columns(740, 6, true)[1] == hidden);
  CHECK(columns(740, 1, false) == std::vector{input, hidden, output});
}

TEST_CASE("logistic regression on pictures shows its weights as a column", "[panels][unit]") {
  using enum ColumnKind;
  CHECK(kinds(network_layout(kInner, 0, true, 100)) == std::vector{input, planes, weights, output});
  CHECK(kinds(network_layout(kInner, 0, false, 100)) == std::vector{input, output});
}

TEST_CASE("the body keeps its least height in a low card", "[panels][unit]") {
  const NetworkLayout layout = network_layout({0, 0, 740, 80}, 2, true, 100);
  CHECK(layout.body.height == 60.0F);
  CHECK(network_layout({0, 0, 740, 300}, 2, true, 100).body.height == 300.0F - 26 - 54 - 26);
}

TEST_CASE("units never overlap and never leave their box", "[panels][unit]") {
  const int units = GENERATE(1, 2, 7, 20, 64, 1000);
  const bool as_pictures = GENERATE(false, true);
  const Rect box{10.0F, 20.0F, 90.0F, 180.0F};
  const UnitGrid grid = unit_grid(units, box, as_pictures);
  REQUIRE(grid.shown >= 1);
  REQUIRE(grid.shown <= units);
  for (int a = 0; a < grid.shown; ++a) {
    const Rect place = grid.place(a);
    CHECK(is_inside(place, grid.block));
    CHECK(is_inside(place, box));
    for (int b = 0; b < a; ++b) {
      const Rect other = grid.place(b);
      const bool is_apart =
          std::fabs(place.x - other.x) >= grid.side || std::fabs(place.y - other.y) >= grid.side;
      CHECK(is_apart);
    }
  }
}

TEST_CASE("all units are shown while the smallest size has room for them", "[panels][unit]") {
  const Rect box{0.0F, 0.0F, 90.0F, 180.0F};
  // The smallest picture and its gap take 16 points: 5 columns of 11 rows.
  CHECK(unit_grid(55, box, true).shown == 55);
  CHECK(unit_grid(56, box, true).shown == 55);
}

TEST_CASE("circles shrink to stay in one column, pictures use more columns", "[panels][unit]") {
  const Rect box{0.0F, 0.0F, 90.0F, 180.0F};
  // 180 points hold 7 circles of 19 with gaps of 6, and 10 of 12.
  CHECK(unit_grid(7, box, false).side == 19.0F);
  const UnitGrid ten = unit_grid(10, box, false);
  CHECK(ten.columns == 1);
  CHECK(ten.side == 12.0F);
  const UnitGrid eleven = unit_grid(11, box, false);
  CHECK(eleven.columns == 2);
  CHECK(eleven.side == 19.0F);
  const UnitGrid pictures = unit_grid(7, box, true);
  CHECK(pictures.columns == 2);
  CHECK(pictures.side == 32.0F);
}

TEST_CASE("a high card enlarges units, up to 1.6 times", "[panels][unit]") {
  CHECK(network_growth(100) == 1.0F);
  CHECK(network_growth(190) == 1.0F);
  CHECK_THAT(network_growth(285), WithinAbs(1.5F, 1e-3));
  CHECK(network_growth(1000) == 1.6F);
  CHECK(unit_grid(1, {0, 0, 90, 1000}, false).side == std::round(19.0F * 1.6F));
}

TEST_CASE("a point is over the unit that is drawn there", "[panels][unit]") {
  const UnitGrid grid = unit_grid(20, {0, 0, 160, 180}, true);
  for (int unit = 0; unit < grid.shown; ++unit) {
    const Rect place = grid.place(unit);
    CHECK(grid.unit_at({place.x + 1, place.y + 1}) == unit);
  }
  CHECK(grid.unit_at({grid.block.x - 1, grid.block.y}) == -1);
}

TEST_CASE("edges end at the sides of the block of units", "[panels][unit]") {
  const UnitGrid grid = unit_grid(20, {0, 0, 160, 180}, true);
  const EdgeEnds ends = edge_ends(grid);
  REQUIRE(ends.left.size() == static_cast<std::size_t>(grid.shown));
  for (std::size_t i = 0; i < ends.left.size(); ++i) {
    CHECK(ends.left[i].x == grid.block.x - 1);
    CHECK(ends.right[i].x == grid.block.right() + 1);
    CHECK(ends.left[i].y == grid.place(static_cast<int>(i)).y + grid.side / 2);
  }
}

TEST_CASE("an edge joins input j to unit i and carries the sign and size of its weight",
          "[panels][unit]") {
  const EdgeEnds from{.left = {}, .right = {{0, 10}, {0, 20}}};
  const EdgeEnds to{.left = {{50, 1}, {50, 2}, {50, 3}}, .right = {}};
  // Input 0 to the units 0, 1, 2, then input 1.
  const std::vector<double> W{2.0, 0.1, 0.0, -1.0, 0.0, 0.16};
  const std::vector<Edge> edges = edges_between(from, to, W, 3);
  REQUIRE(edges.size() == 3);  // 0.1 is less than 8 % of 2, 0.16 is exactly that
  CHECK(edges[0].from.y == 10);
  CHECK(edges[0].to.y == 1);
  CHECK(edges[0].strength == 1.0F);
  CHECK(edges[0].is_positive);
  CHECK(edges[1].from.y == 20);
  CHECK(edges[1].to.y == 1);
  CHECK(edges[1].strength == 0.5F);
  CHECK_FALSE(edges[1].is_positive);
  CHECK(edges[2].to.y == 3);
}

TEST_CASE("weights that are missing, zero or NaN give no edges", "[panels][unit]") {
  const EdgeEnds from{.left = {}, .right = {{0, 10}, {0, 20}}};
  const EdgeEnds to{.left = {{50, 1}}, .right = {}};
  CHECK(edges_between(from, to, {}, 1).empty());
  CHECK(edges_between(from, to, std::vector<double>{0.0, 0.0}, 1).empty());
  CHECK(edges_between(from, to, std::vector<double>{std::nan(""), 0.0}, 1).empty());
  CHECK(edges_between(from, to, std::vector<double>{1.0}, 1).size() == 1);
}

TEST_CASE("the planes of a picture stay in their column and in the body", "[panels][unit]") {
  const float height = GENERATE(80.0F, 150.0F, 300.0F, 700.0F);
  const NetworkLayout layout = network_layout({0, 0, 740, height}, 3, true, 100);
  const NetworkColumn& column = layout.columns[1];
  REQUIRE(column.kind == ColumnKind::planes);
  const PlanesLayout planes = planes_layout(layout, column);
  const Rect place{column.x, layout.body.y, column.width, layout.body.height};
  for (const Rect& plane : planes.places) CHECK(is_inside(plane, place));
  CHECK(
      is_inside(picture_place(layout, layout.columns[0]),
                {layout.columns[0].x, layout.body.y, layout.columns[0].width, layout.body.height}));
}

TEST_CASE("words that are too wide for their column become smaller, not below 7.5 points",
          "[panels][unit]") {
  const MeasureWords measure = [](std::string_view words, float size) {
    return static_cast<float>(words.size()) * size;
  };
  CHECK(fitted_size("abcde", 100, 12, measure) == 12.0F);
  CHECK(fitted_size("abcdefgh", 94, 12, measure) == 11.0F);  // 8 · 11 = 94 − 6
  CHECK(fitted_size("abcdefgh", 20, 12, measure) == 7.5F);
}

}  // namespace purr::shell

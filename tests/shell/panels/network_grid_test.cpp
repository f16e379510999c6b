#include "shell/panels/network_grid.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "tests/support/catch.h"

namespace purr::shell {
namespace {

bool is_inside(const Rect& inner, const Rect& outer) {
  constexpr float kSlack = 1e-2F;
  return inner.x >= outer.x - kSlack && inner.right() <= outer.right() + kSlack &&
         inner.y >= outer.y - kSlack && inner.bottom() <= outer.bottom() + kSlack;
}

/// Whether the straight way from a to b touches the inside of a unit.
bool crosses(ImVec2 a, ImVec2 b, const Rect& unit) {
  constexpr int kSteps = 200;
  for (int k = 0; k <= kSteps; ++k) {
    const float t = static_cast<float>(k) / kSteps;
    const float x = a.x + (b.x - a.x) * t;
    const float y = a.y + (b.y - a.y) * t;
    if (x > unit.x + 0.1F && x < unit.right() - 0.1F && y > unit.y + 0.1F &&
        y < unit.bottom() - 0.1F) {
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("units never overlap and never leave their box", "[panels][unit]") {
  const int units = GENERATE(1, 2, 7, 20, 64, 256);
  const bool as_pictures = GENERATE(false, true);
  const Rect box = GENERATE(Rect{10, 20, 90, 180}, Rect{0, 0, 300, 380}, Rect{5, 5, 40, 110});
  const UnitGrid grid = unit_grid(units, box, as_pictures);
  REQUIRE(grid.shown >= 1);
  REQUIRE(grid.shown <= units);
  CHECK(grid.rest() == units - grid.shown);
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

TEST_CASE("neighbours make room for an opened unit, and nothing overlaps or leaves the box",
          "[panels][unit]") {
  const int units = GENERATE(1, 2, 5, 7, 12);
  const Rect room{10, 20, 90, 300};
  constexpr float kHeight = 60.0F;
  for (int opened = 0; opened < units; ++opened) {
    UnitGrid grid = unit_grid(units, room, false);
    if (grid.columns != 1) continue;
    CAPTURE(units, opened);
    REQUIRE(make_room(grid, opened, kHeight, room));
    const Rect at = grid.place(opened);
    const float middle = at.y + at.height / 2;
    CHECK(middle - kHeight / 2 >= room.y - 0.01F);
    CHECK(middle + kHeight / 2 <= room.bottom() + 0.01F);
    for (int k = 0; k < units; ++k) {
      const Rect place = grid.place(k);
      CHECK(is_inside(place, room));
      CHECK(grid.unit_at({place.x + place.width / 2, place.y + place.height / 2}) == k);
      if (k > 0) CHECK(place.y >= grid.place(k - 1).bottom());
      if (k < opened) CHECK(place.bottom() <= middle - kHeight / 2);
      if (k > opened) CHECK(place.y >= middle + kHeight / 2);
    }
  }
}

TEST_CASE("units in several columns, or too many for the height, keep their places",
          "[panels][unit]") {
  UnitGrid pictures = unit_grid(20, {0, 0, 400, 250}, true);
  REQUIRE(pictures.columns > 1);
  const Rect before = pictures.place(7);
  CHECK_FALSE(make_room(pictures, 7, 60, {0, 0, 400, 250}));
  CHECK(pictures.place(7).y == before.y);
  UnitGrid many = unit_grid(10, {0, 0, 40, 110}, false);
  CHECK_FALSE(make_room(many, 3, 60, {0, 0, 40, 110}));
  CHECK(many.tops.empty());
}

TEST_CASE("circles shrink to stay in one column, pictures use more columns", "[panels][unit]") {
  const Rect box{0.0F, 0.0F, 90.0F, 180.0F};
  CHECK(unit_grid(7, box, false).columns == 1);
  const UnitGrid ten = unit_grid(10, box, false);
  CHECK(ten.columns == 1);
  CHECK(ten.side >= 12.0F);
  CHECK(unit_grid(40, box, false).columns > 1);
  CHECK(unit_grid(7, box, true).columns > 1);
}

TEST_CASE("a high card has pictures of 64 points and circles that are spread", "[panels][unit]") {
  const UnitGrid pictures = unit_grid(20, {0, 0, 330, 390}, true);
  CHECK(pictures.side == 64.0F);
  CHECK(pictures.columns == 4);
  CHECK(pictures.shown == 20);
  const UnitGrid circles = unit_grid(5, {0, 0, 100, 390}, false);
  CHECK(circles.side == 28.0F);
  CHECK(circles.pitch_y == 64.0F);
  const UnitGrid seven = unit_grid(7, {0, 0, 100, 390}, false);
  CHECK(seven.pitch_y > 45.0F);
  CHECK(seven.block.height <= 390.0F);
}

TEST_CASE("a point is over the unit that is drawn there", "[panels][unit]") {
  const UnitGrid grid = unit_grid(20, {0, 0, 160, 180}, true);
  for (int unit = 0; unit < grid.shown; ++unit) {
    const Rect place = grid.place(unit);
    CHECK(grid.unit_at({place.x + 1, place.y + 1}) == unit);
    CHECK(grid.unit_at({place.right() + 1, place.y + 1}) == -1);
  }
  CHECK(grid.unit_at({grid.block.x - 1, grid.block.y}) == -1);
  CHECK(grid.unit_at({grid.block.x, grid.block.bottom() + 1}) == -1);
}

TEST_CASE("every unit has ports of its own, outside of the block", "[panels][unit]") {
  const int units = GENERATE(1, 4, 7, 20, 63, 256);
  const bool as_pictures = GENERATE(false, true);
  const Rect box = GENERATE(Rect{10, 20, 90, 180}, Rect{0, 0, 300, 380}, Rect{5, 5, 40, 110});
  const UnitGrid grid = unit_grid(units, box, as_pictures);
  const Ports ports = ports_of(grid);
  const std::size_t wanted = static_cast<std::size_t>(grid.shown + (grid.rest() > 0 ? 1 : 0));
  REQUIRE(ports.in.size() == wanted);
  REQUIRE(ports.out.size() == wanted);
  for (const std::vector<Port>* side : {&ports.in, &ports.out}) {
    std::vector<float> heights;
    for (const Port& port : *side) heights.push_back(port.at().y);
    std::sort(heights.begin(), heights.end());
    for (std::size_t k = 1; k < heights.size(); ++k) CHECK(heights[k] - heights[k - 1] > 0.05F);
  }
  for (const Port& port : ports.in) CHECK(port.at().x < grid.block.x);
  for (const Port& port : ports.out) CHECK(port.at().x > grid.block.right());
}

TEST_CASE("the way from a unit to its port begins at the unit and crosses no other",
          "[panels][unit]") {
  const bool as_pictures = GENERATE(false, true);
  const UnitGrid grid = unit_grid(20, {0, 0, 100, 150}, as_pictures);
  REQUIRE(grid.columns > 1);
  const Ports ports = ports_of(grid);
  for (int unit = 0; unit < grid.shown; ++unit) {
    const auto at = static_cast<std::size_t>(unit);
    const Rect place = grid.place(unit);
    const float middle = place.x + place.width / 2;
    CHECK(ports.out[at].path[0].x == middle);
    CHECK(ports.out[at].path[0].y == place.bottom());
    CHECK(ports.in[at].path[0].x == middle);
    CHECK(ports.in[at].path[0].y == place.y);
    for (int other = 0; other < grid.shown; ++other) {
      if (other == unit) continue;
      for (const Port* port : {&ports.in[at], &ports.out[at]}) {
        CHECK_FALSE(crosses(port->path[0], port->path[1], grid.place(other)));
        CHECK_FALSE(crosses(port->path[1], port->path[2], grid.place(other)));
      }
    }
  }
}

}  // namespace purr::shell

// A part of the plane that is zoomed and moved, and bars of a histogram.
#include "shell/plot/plane.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "shell/plot/histogram.h"
#include "shell/theme/strings.h"
#include "shell/theme/theme.h"
#include "tests/shell/screen.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using Catch::Matchers::WithinAbs;

constexpr PlaneSquare kWhole{.x_min = -2, .y_min = -1, .size = 4};
constexpr std::array<double, 4> kPoints{-1, 0, 1, 2};
constexpr std::array<std::uint8_t, 2> kLabels{0, 1};

struct Plane {
  PlaneState state;
  PlaneResult result;
  std::vector<PlanePoints> sets{{.xy = kPoints, .labels = kLabels}};
  void draw() {
    ImGui::SetCursorScreenPos({0, 0});
    const PlaneResult now =
        plane("plane", "Zoom of the plane", 400, state, {.whole = kWhole, .sets = sets});
    if (now.pressed_set >= 0 || result.pressed_set < 0) result = now;
  }
};

TEST_CASE("zooming keeps the place under the pointer and has its limits", "[shell][unit]") {
  const PlaneSquare closer = zoomed_view(kWhole, kWhole, -1, 2, 4);
  CHECK_THAT(closer.size, WithinAbs(1, 1e-12));
  // (−1, 2) was a quarter of the way across and three quarters up: it still is.
  CHECK_THAT((-1 - closer.x_min) / closer.size, WithinAbs(0.25, 1e-12));
  CHECK_THAT((2 - closer.y_min) / closer.size, WithinAbs(0.75, 1e-12));
  CHECK(zoomed_view(kWhole, kWhole, 0, 0, 1e9).size == kWhole.size / kMaxPlaneZoom);
  CHECK(zoomed_view(kWhole, kWhole, 0, 0, 1e-9).size == kWhole.size / kMinPlaneZoom);
}

TEST_CASE("the wheel zooms a plane, a drag moves it, a double click shows everything",
          "[shell][unit]") {
  test::Screen screen(400, 400);
  Plane shown;
  const auto draw = [&] { shown.draw(); };
  screen.frame(draw, 2);
  screen.move_to(100, 100, draw);  // (−1, 2)
  ImGui::GetIO().AddMouseWheelEvent(0, 3);
  screen.frame(draw, 2);
  REQUIRE(shown.state.is_zoomed);
  const PlaneSquare zoomed = shown.state.view;
  CHECK(zoomed.size < 0.6 * kWhole.size);
  CHECK_THAT(zoomed.x_min + 0.25 * zoomed.size, WithinAbs(-1, 1e-6));
  screen.drag({200, 200}, {250, 180}, draw);
  CHECK_THAT(shown.state.view.x_min, WithinAbs(zoomed.x_min - zoomed.size / 8, 1e-4));
  CHECK_THAT(shown.state.view.y_min, WithinAbs(zoomed.y_min - zoomed.size / 20, 1e-4));
  CHECK(shown.result.pressed_set < 0);  // a drag chooses nothing
  screen.double_click(200, 200, draw);
  CHECK_FALSE(shown.state.is_zoomed);
}

TEST_CASE("a press on a plane chooses the point there", "[shell][unit]") {
  test::Screen screen(400, 400);
  Plane shown;
  const auto draw = [&] { shown.draw(); };
  screen.click(303, 98, draw);  // beside (1, 2)
  CHECK(shown.result.pressed_set == 0);
  CHECK(shown.result.pressed_point == 1);
  shown.result = {};
  screen.click(200, 200, draw);  // nothing is near
  CHECK(shown.result.pressed_set < 0);
}

TEST_CASE("readers zoom a plane by steps and go back", "[shell][unit]") {
  test::Screen screen(400, 400);
  Plane shown;
  const auto draw = [&] { shown.draw(); };
  screen.frame(draw, 2);
  registry().request("plane", "step", "4");
  screen.frame(draw, 2);
  const double size = shown.state.view.size;
  CHECK_THAT(size, WithinAbs(4 / std::pow(1.22, 4), 1e-9));
  const Control* control = registry().find("plane");
  REQUIRE(control != nullptr);
  CHECK(control->zooms);
  CHECK_THAT(control->now, WithinAbs(4, 1e-9));
  registry().request("plane", "reset");
  screen.frame(draw, 2);
  CHECK_FALSE(shown.state.is_zoomed);
}

TEST_CASE("a bin that holds anything is seen, an empty one is not", "[shell][unit]") {
  CHECK(bar_part(0, 1000, 80) == 0.0F);
  CHECK(bar_part(1, 1000000, 80) * 80 >= 1.0F);
  CHECK(bar_part(500, 1000, 80) == 0.5F);
  CHECK(bar_part(1000, 1000, 80) == 1.0F);
  CHECK(bar_part(0, 0, 80) == 0.0F);
}

TEST_CASE("a lone value far out is drawn, and the arrow keys tell each bin", "[shell][unit]") {
  set_language(Language::english);
  test::Screen screen(400, 200);
  const ImU32 colour = IM_COL32(9, 8, 7, 255);
  std::vector<std::uint32_t> counts(40, 0);
  counts[0] = 100000;
  counts[39] = 1;
  HistogramState state;
  const auto draw = [&] {
    ImGui::SetCursorScreenPos({0, 0});
    histogram_plot("h", "Spread of Z", {400, 100}, state,
                   {.low = -1,
                    .high = 19,
                    .counts = counts,
                    .colour = colour,
                    .words = "−1 … 19",
                    .empty_words = "nothing"});
  };
  screen.frame(draw, 2);
  int far_out = 0;
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    for (const ImDrawVert& v : list->VtxBuffer) {
      if (v.col == with_alpha(colour, 0.55F) && v.pos.x > 385) ++far_out;
    }
  }
  CHECK(far_out >= 4);
  CHECK(registry().find("h")->value == "−1 … 19");
  registry().request("h", "set", "0");
  screen.frame(draw, 2);
  CHECK(registry().find("h")->value == "−1 to −0.5: 100,000 (99.999 %)");
  registry().request("h", "step", "1");
  screen.frame(draw, 2);
  CHECK(registry().find("h")->value == "−0.5 to 0: 0 (0 %)");
  counts.clear();
  screen.frame(draw, 2);
  CHECK(registry().find("h")->value == "nothing");
}

}  // namespace
}  // namespace purr::shell

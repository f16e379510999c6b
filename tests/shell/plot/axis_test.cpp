// Axes, layout and zoom of plots as pure functions: no window, no typeface.
#include <cmath>
#include <limits>
#include <vector>

#include "shell/plot/axis.h"
#include "shell/plot/layout.h"
#include "shell/plot/zoom.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

using detail::Axis;
using detail::LabelMetrics;
using detail::PlotLayout;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

/// Every character is seven pixels wide.
LabelMetrics wide_letters(float pixel_ratio = 1.0F) {
  return {.size = 11.0F, .pixel_ratio = pixel_ratio, .width = [](std::string_view label) {
            return 7.0F * static_cast<float>(label.size());
          }};
}

std::vector<PlotPoint> line(int count) {
  std::vector<PlotPoint> points;
  for (int i = 0; i <= count; ++i) points.push_back({double(i), 1.0 - double(i) / count});
  return points;
}

PlotLayout layout_of(const PlotRange& view, const PlotSpec& spec, float width = 400) {
  return detail::lay_out(ImRect(0, 0, width, 200), view, spec, wide_letters());
}

}  // namespace

TEST_CASE("an axis maps its ends to its ends and back", "[shell][unit]") {
  const bool is_log = GENERATE(false, true);
  const Axis axis(1, 100, 20, 220, is_log);
  CHECK(axis.pixel(1) == 20);
  CHECK(axis.pixel(100) == 220);
  // Ten is halfway from one to a hundred in powers, and 9/99 of the way in numbers.
  CHECK(axis.pixel(10) == Catch::Approx(is_log ? 120.0 : 20.0 + 200.0 * 9 / 99));
  for (const double v : {1.0, 3.7, 42.0, 100.0}) {
    CHECK(axis.value(axis.pixel(v)) == Catch::Approx(v));
  }
}

TEST_CASE("an axis that grows downwards in pixels has its low end at the bottom", "[shell][unit]") {
  const Axis y(0, 2, 180, 20, false);
  CHECK(y.pixel(0) == 180);
  CHECK(y.pixel(1) == 100);
  CHECK(y.pixel(2) == 20);
}

TEST_CASE("a logarithmic axis from zero is a linear one", "[shell][unit]") {
  const Axis axis(0, 10, 0, 100, true);
  CHECK_FALSE(axis.is_logarithmic());
  CHECK(axis.pixel(5) == 50);
}

TEST_CASE("the extent of curves leaves out what has no place on the axis", "[shell][unit]") {
  const std::vector<PlotPoint> points{{0, 5}, {1, kNan}, {2, -3}, {3, kInf}, {4, 2}, {9, 100}};
  const PlotSeries series{.name = "a", .points = points};
  const auto linear = detail::extent_of({&series, 1}, 0, 4, false);
  CHECK(linear.low == -3);
  CHECK(linear.high == 5);
  const auto logarithmic = detail::extent_of({&series, 1}, 0, 4, true);
  CHECK(logarithmic.low == 2);
  CHECK(logarithmic.high == 5);
  CHECK_FALSE(detail::extent_of({}, 0, 1, false).is_filled());
}

TEST_CASE("labels of the layout lie inside the box and apart from each other",
          "[shell][property]") {
  const float width = GENERATE(200.0F, 390.0F, 900.0F);
  const bool is_log = GENERATE(false, true);
  PlotSpec spec;
  spec.is_log_x = is_log;
  const PlotRange view{.x_low = is_log ? 1.0 : 0.0, .x_high = 25000, .y_low = 0, .y_high = 0.7};
  const PlotLayout layout = layout_of(view, spec, width);
  INFO("width " << width << ", logarithmic " << is_log);
  CHECK(layout.area.Min.x > 0);
  CHECK(layout.area.Max.x <= width);
  CHECK(layout.area.Max.y < 200);
  float end = -1e9F;
  for (const Tick& tick : layout.x_ticks) {
    if (tick.label.empty()) continue;
    const float half = 3.5F * static_cast<float>(tick.label.size());
    const auto at = static_cast<float>(layout.x.pixel(tick.at));
    // The area ends at whole pixels, which moves a label by half of one at most.
    CHECK(at + half <= width + 1);
    CHECK(at - half >= end);
    end = at + half;
  }
  for (const Tick& tick : layout.y_ticks) {
    CHECK(layout.area.Min.x - detail::kTickGap >= 7.0F * static_cast<float>(tick.label.size()));
  }
}

TEST_CASE("the area of a plot begins and ends at physical pixels", "[shell][unit]") {
  const PlotLayout layout = detail::lay_out(ImRect(10.3F, 5.7F, 333.1F, 171.9F), {}, {},
                                            wide_letters(/*pixel_ratio=*/1.25F));
  for (const float edge :
       {layout.area.Min.x, layout.area.Min.y, layout.area.Max.x, layout.area.Max.y}) {
    CHECK(edge * 1.25F == Catch::Approx(std::round(edge * 1.25F)));
  }
}

TEST_CASE("zooming keeps the place under the pointer and fits y to the data", "[shell][unit]") {
  const std::vector<PlotPoint> points = line(1000);
  const PlotSeries series{.name = "cost", .points = points};
  const PlotSpec spec;
  const PlotRange whole = plot_range({&series, 1}, spec);
  PlotState state;
  const PlotLayout layout = layout_of(whole, spec);
  detail::zoom_x(state, layout.x, {&series, 1}, spec, whole, 0.25, 0.5);
  REQUIRE(state.is_zoomed);
  CHECK(state.x_low == Catch::Approx(125));
  CHECK(state.x_high == Catch::Approx(625));
  // 250 was a quarter of the way before, and is still.
  CHECK((250 - state.x_low) / (state.x_high - state.x_low) == Catch::Approx(0.25));
  CHECK(state.y_high >= 1.0 - 0.125);
  CHECK(state.y_high < 1.0);

  SECTION("zooming out beyond the whole ends the zoom") {
    const PlotLayout closer = layout_of(detail::view_of(state, whole), spec);
    detail::zoom_x(state, closer.x, {&series, 1}, spec, whole, 0.5, 100);
    CHECK_FALSE(state.is_zoomed);
  }
  SECTION("panning stops at the ends of the data") {
    const PlotLayout closer = layout_of(detail::view_of(state, whole), spec);
    const double low = state.x_low;
    detail::pan(state, closer, whole, {closer.area.GetWidth() * 0.1F, 0});
    CHECK(state.x_low == Catch::Approx(low - 50));
    detail::pan(state, layout_of(detail::view_of(state, whole), spec), whole, {1e5F, 0});
    CHECK(state.x_low == Catch::Approx(low - 50));
  }
}

TEST_CASE("a zoom never becomes narrower than doubles can tell apart", "[shell][unit]") {
  const std::vector<PlotPoint> points = line(1000);
  const PlotSeries series{.name = "cost", .points = points};
  const PlotRange whole = plot_range({&series, 1}, {});
  PlotState state;
  for (int i = 0; i < 500; ++i) {
    const PlotLayout layout = layout_of(detail::view_of(state, whole), {});
    detail::zoom_x(state, layout.x, {&series, 1}, {}, whole, 0.37, 0.5);
  }
  CHECK(state.x_low < state.x_high);
  CHECK(state.x_high - state.x_low >= 1000 * 1e-9);
}

TEST_CASE("a zoom box becomes the view, and a flat one a range of x", "[shell][unit]") {
  const std::vector<PlotPoint> points = line(1000);
  const PlotSeries series{.name = "cost", .points = points};
  const PlotRange whole = plot_range({&series, 1}, {});
  const PlotLayout layout = layout_of(whole, {});
  const auto x = [&](double v) { return static_cast<float>(layout.x.pixel(v)); };
  const auto y = [&](double v) { return static_cast<float>(layout.y.pixel(v)); };
  const ImRect box(x(200), y(0.8), x(400), y(0.6));
  PlotState state;
  detail::zoom_to(state, layout, {&series, 1}, {}, whole, box, /*fits_y=*/false);
  CHECK(state.x_low == Catch::Approx(200).margin(0.1));
  CHECK(state.x_high == Catch::Approx(400).margin(0.1));
  CHECK(state.y_low == Catch::Approx(0.6).margin(1e-3));
  CHECK(state.y_high == Catch::Approx(0.8).margin(1e-3));
  detail::zoom_to(state, layout, {&series, 1}, {}, whole, box, /*fits_y=*/true);
  // The line falls from 0.8 to 0.6 there; the axis ends at ticks around that.
  CHECK(state.y_low <= 0.6 + 1e-6);
  CHECK(state.y_high >= 0.8 - 1e-6);
}

TEST_CASE("the crosshair steps along the points and stays on them", "[shell][unit]") {
  const std::vector<PlotPoint> points = line(10);
  const PlotSeries empty{.name = "empty", .points = {}};
  const PlotSeries full{.name = "cost", .points = points};
  const std::array series{empty, full};
  PlotState state;
  detail::step_cursor(state, 3.2, series, 1);
  CHECK(state.pinned == 3.0);
  detail::step_cursor(state, 3.2, series, 4);
  CHECK(state.pinned == 7.0);
  detail::step_cursor(state, 3.2, series, 99);
  CHECK(state.pinned == 10.0);
  detail::step_cursor(state, 3.2, series, -99);
  CHECK(state.pinned == 0.0);
  state.pinned.reset();
  detail::step_cursor(state, 3.2, series, -1);
  CHECK(state.pinned == 10.0);
}

TEST_CASE("ghosts catch the crosshair only where there is nothing else", "[shell][unit]") {
  const std::vector<PlotPoint> mine{{0, 1}, {10, 1}};
  const std::vector<PlotPoint> ghost{{4, 1}};
  const PlotSeries a{.name = "mine", .points = mine};
  const PlotSeries b{.name = "ghost", .style = LineStyle::ghost, .points = ghost};
  const std::array both{a, b};
  CHECK(detail::nearest_x(both, 4.1) == 0.0);
  CHECK(detail::nearest_x({&b, 1}, 4.1) == 4.0);
  CHECK_FALSE(detail::nearest_x({}, 4.1).has_value());
}

}  // namespace purr::shell

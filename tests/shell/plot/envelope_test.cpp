// Dense curves as bands, and their smoothed versions.
#include "shell/plot/envelope.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "shell/plot/plot.h"
#include "shell/plot/smoothing.h"
#include "tests/shell/screen.h"
#include "tests/support/catch.h"

namespace purr::shell::detail {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kTravel = 3.0;  // pixels

/// An area of 512 by 200 pixels over x from 0 to `end` and y from 0 to 1.
struct Area {
  explicit Area(double end) : x(0, end, 0, 512, false), y(0, 1, 200, 0, false) {}
  Axis x, y;
  Envelope of(const std::vector<PlotPoint>& points) const {
    Envelope envelope;
    find_envelope(points, x, y, 1.0F, kTravel, envelope);
    return envelope;
  }
};

std::vector<PlotPoint> noise(int count, double middle, double width) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> value(middle - width / 2, middle + width / 2);
  std::vector<PlotPoint> points;
  for (int i = 0; i < count; ++i) points.push_back({static_cast<double>(i), value(random)});
  return points;
}

double bottom_of_line(const Envelope& envelope) {
  return std::ranges::min(envelope.line, {}, &PlotPoint::y).y;
}

}  // namespace

TEST_CASE("a band contains every value of its columns", "[shell][plot]") {
  const auto count = GENERATE(3000, 4001, 30000);
  const Area area(count);
  const std::vector<PlotPoint> points = noise(count, 0.5, 0.4);
  const Envelope envelope = area.of(points);
  REQUIRE(envelope.band.size() > 450);
  for (const PlotPoint& p : points) {
    const double at = area.x.pixel(p.x);
    const auto column = std::ranges::find_if(
        envelope.band, [&](const BandColumn& c) { return at >= c.x_from && at < c.x_to; });
    if (column == envelope.band.end()) continue;
    CHECK(p.y >= column->low);
    CHECK(p.y <= column->high);
  }
  // And no more than its values and those of the column before.
  CHECK(std::ranges::max(envelope.band, {}, &BandColumn::high).high <= 0.7);
  CHECK(std::ranges::min(envelope.band, {}, &BandColumn::low).low >= 0.3);
}

TEST_CASE("the line of a band is the mean of its values", "[shell][plot]") {
  // 4096 points over 512 pixels that alternate between 0.2 and 0.6: every mean is 0.4, and one
  // spans six pixels, 48 points.
  std::vector<PlotPoint> points;
  for (int i = 0; i < 4096; ++i) points.push_back({double(i), i % 2 == 0 ? 0.2 : 0.6});
  const Envelope envelope = Area(4096).of(points);
  REQUIRE(envelope.line.size() == 86);  // 512 / 6, and a rest
  for (const PlotPoint& p : envelope.line) CHECK(p.y == Catch::Approx(0.4).margin(1e-12));
  CHECK(envelope.line[0].x == 23.5);  // the middle of 0 … 47
  CHECK(envelope.line[1].x == 71.5);
  CHECK(envelope.x_per_mean == Catch::Approx(48).margin(1));
  CHECK(std::ranges::all_of(envelope.band,
                            [](const BandColumn& c) { return c.low == 0.2 && c.high == 0.6; }));
}

TEST_CASE("a smooth curve stays a line however dense it is", "[shell][plot]") {
  std::vector<PlotPoint> points;
  for (int i = 0; i < 30000; ++i) points.push_back({double(i), 0.9 * std::exp(-i / 4000.0)});
  const Envelope envelope = Area(30000).of(points);
  CHECK(envelope.band.empty());
  CHECK(envelope.x_per_mean == 0.0);
  CHECK(envelope.line.front().y == 0.9);
}

TEST_CASE("a single spike stays a line to its tip", "[shell][plot]") {
  std::vector<PlotPoint> points;
  for (int i = 0; i < 8000; ++i) points.push_back({double(i), 0.2});
  points[5000].y = 0.95;
  const Envelope envelope = Area(8000).of(points);
  CHECK(envelope.band.empty());
  CHECK(std::ranges::max(envelope.line, {}, &PlotPoint::y).y == 0.95);
}

TEST_CASE("fewer than four points a pixel are drawn one by one", "[shell][plot]") {
  const std::vector<PlotPoint> points = noise(1000, 0.5, 0.8);
  const Envelope envelope = Area(1000).of(points);
  CHECK(envelope.band.empty());
  CHECK(envelope.line.size() > 900);  // the resolution of the device
  // Zoomed in, a dense curve becomes a line, too.
  CHECK_FALSE(Area(8000).of(noise(8000, 0.5, 0.8)).band.empty());
  CHECK(Area(800).of(noise(800, 0.5, 0.8)).band.empty());
}

TEST_CASE("only the stretch that goes up and down is a band", "[shell][plot]") {
  // Smooth until 4096, then an oscillation.
  std::vector<PlotPoint> points;
  for (int i = 0; i < 8192; ++i) {
    points.push_back({double(i), i < 4096 ? 0.8 - i * 1e-4 : i % 2 == 0 ? 0.3 : 0.5});
  }
  const Envelope envelope = Area(8192).of(points);
  REQUIRE_FALSE(envelope.band.empty());
  CHECK(envelope.band.front().x_from == 256);
  CHECK(envelope.band.back().x_to == 512);
  CHECK(envelope.line.front().y == 0.8);
  CHECK(envelope.line.back().y == Catch::Approx(0.4));
}

TEST_CASE("a gap in a band stays a gap, and what is not finite is in no mean", "[shell][plot]") {
  std::vector<PlotPoint> points = noise(8000, 0.5, 0.4);
  for (int i = 4000; i < 4400; ++i) points[static_cast<std::size_t>(i)].y = kNan;
  points[6000].y = std::numeric_limits<double>::infinity();
  const Envelope envelope = Area(8000).of(points);
  CHECK(std::ranges::count_if(envelope.line, [](const PlotPoint& p) { return std::isnan(p.y); }) ==
        2);
  for (const BandColumn& c : envelope.band) {
    CHECK(std::isfinite(c.high));
    CHECK_FALSE((c.x_from >= 257 && c.x_to <= 281));
  }
  CHECK(bottom_of_line(envelope) > 0.3);
}

TEST_CASE("smoothing is the corrected moving average of TensorBoard", "[shell][plot]") {
  // By hand with w = 0.6: s₁ = 0.4·1, s₂ = 0.6·0.4 + 0.4·2 = 1.04, s₃ = 0.6·1.04 + 0.4·4 = 2.224,
  // divided by 1 − 0.6, 1 − 0.36, 1 − 0.216.
  const std::vector<PlotPoint> points = {{0, 1}, {1, 2}, {2, kNan}, {3, 4}};
  std::vector<PlotPoint> smoothed;
  smooth(points, 0.6, smoothed);
  REQUIRE(smoothed.size() == 4);
  CHECK(smoothed[0].y == Catch::Approx(1.0));
  CHECK(smoothed[1].y == Catch::Approx(1.625));
  CHECK(std::isnan(smoothed[2].y));
  CHECK(smoothed[3].y == Catch::Approx(2.8367346938775513));
  CHECK(smoothed[3].x == 3);
  smooth(points, 0.0, smoothed);
  CHECK(smoothed[3].y == 4.0);
  // A constant stays that constant from its first point on.
  std::vector<PlotPoint> constant(500, {0, 0.7});
  smooth(constant, 0.97, smoothed);
  CHECK(std::ranges::all_of(smoothed,
                            [](const PlotPoint& p) { return std::abs(p.y - 0.7) < 1e-12; }));
}

}  // namespace purr::shell::detail

namespace purr::shell {
namespace {

/// The places in the last frame's draw data of vertices of this colour, whatever their alpha.
std::vector<std::size_t> order_of(ImU32 colour) {
  constexpr ImU32 kNoAlpha = ~IM_COL32_A_MASK;
  std::vector<std::size_t> places;
  std::size_t place = 0;
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    for (const ImDrawVert& v : list->VtxBuffer) {
      if ((v.col & kNoAlpha) == (colour & kNoAlpha)) places.push_back(place);
      ++place;
    }
  }
  return places;
}

}  // namespace

TEST_CASE("the dashed test curve lies on the curve of the training set", "[shell][plot]") {
  test::Screen screen(600, 400);
  std::vector<PlotPoint> points;
  for (int i = 0; i < 200; ++i) points.push_back({double(i), 1.0 / (1 + i)});
  const ImU32 train = IM_COL32(1, 2, 3, 255);
  const ImU32 test = IM_COL32(7, 8, 9, 255);
  const std::array<PlotSeries, 2> series = {PlotSeries{"train", train, LineStyle::solid, points},
                                            PlotSeries{"test", test, LineStyle::dashed, points}};
  PlotState state;
  screen.frame([&] { plot("p", "Cost", {600, 400}, state, series, {}); }, 2);
  const auto below = order_of(train);
  const auto above = order_of(test);
  REQUIRE_FALSE(below.empty());
  REQUIRE_FALSE(above.empty());
  CHECK(below.back() < above.front());
}

TEST_CASE("a smoothed curve keeps the raw one pale below it", "[shell][plot]") {
  test::Screen screen(600, 400);
  std::vector<PlotPoint> points;
  for (int i = 0; i < 300; ++i) points.push_back({double(i), i % 2 == 0 ? 0.2 : 0.8});
  const ImU32 colour = IM_COL32(1, 2, 3, 255);
  const std::array<PlotSeries, 1> series = {PlotSeries{"train", colour, LineStyle::solid, points}};
  PlotState state;
  PlotSpec spec;
  const auto count_of_alpha = [&](auto&& wanted) {
    std::size_t count = 0;
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
      for (const ImDrawVert& v : list->VtxBuffer) {
        const ImU32 alpha = v.col >> IM_COL32_A_SHIFT;
        const bool is_ours = (v.col & ~IM_COL32_A_MASK) == (colour & ~IM_COL32_A_MASK);
        if (is_ours && wanted(alpha)) ++count;
      }
    }
    return count;
  };
  const auto is_pale = [](ImU32 alpha) { return alpha > 40 && alpha < 120; };
  const auto is_full = [](ImU32 alpha) { return alpha == 255; };
  screen.frame([&] { plot("p", "Cost", {600, 400}, state, series, spec); }, 2);
  CHECK(count_of_alpha(is_pale) == 0);
  spec.smoothing = 0.9;
  screen.frame([&] { plot("p", "Cost", {600, 400}, state, series, spec); }, 2);
  CHECK(count_of_alpha(is_pale) > 500);
  CHECK(count_of_alpha(is_full) > 500);
}

TEST_CASE("an axis that begins above zero is said", "[shell][plot]") {
  PlotSpec spec;
  spec.axis_from = "axis from {0}";
  CHECK(axis_note(spec, 60, 100) == "axis from 60");
  CHECK(axis_note(spec, 0, 100).empty());
  CHECK(axis_note(spec, -1, 1).empty());
  CHECK(axis_note(spec, 1e-9, 100).empty());
  spec.is_log_y = true;
  CHECK(axis_note(spec, 60, 100).empty());
  CHECK(axis_note({}, 60, 100).empty());
}

TEST_CASE("a mark is a hairline, a band over iterations, or a dot at a value", "[shell][plot]") {
  test::Screen screen(600, 400);
  std::vector<PlotPoint> points;
  for (int i = 0; i <= 1000; ++i) points.push_back({double(i), 0.5});
  const std::array<PlotSeries, 1> series = {
      PlotSeries{"train", IM_COL32(1, 2, 3, 255), LineStyle::solid, points}};
  const ImU32 colour = IM_COL32(200, 90, 10, 255);
  std::vector<PlotMark> marks;
  PlotState state;
  const auto extent_of_marks = [&] {
    PlotSpec spec;
    spec.marks = marks;
    screen.frame([&] { plot("p", "Cost", {600, 400}, state, series, spec); }, 2);
    ImVec2 low{1e9F, 1e9F};
    ImVec2 high{-1e9F, -1e9F};
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
      for (const ImDrawVert& v : list->VtxBuffer) {
        if ((v.col & ~IM_COL32_A_MASK) != (colour & ~IM_COL32_A_MASK)) continue;
        low = {std::min(low.x, v.pos.x), std::min(low.y, v.pos.y)};
        high = {std::max(high.x, v.pos.x), std::max(high.y, v.pos.y)};
      }
    }
    return ImVec2{high.x - low.x, high.y - low.y};
  };
  marks = {{.x = 500, .label = "here", .colour = colour}};
  const ImVec2 line = extent_of_marks();
  CHECK(line.x < 3);
  CHECK(line.y > 300);
  marks = {{.x = 400, .label = "dead units", .detail = "11 of 12", .x_end = 600, .colour = colour}};
  const ImVec2 band = extent_of_marks();
  CHECK(band.x > 100);
  CHECK(band.x < 130);
  CHECK(band.y > 300);
  // One iteration among a thousand would be half a pixel wide.
  marks = {{.x = 500, .x_end = 501, .colour = colour}};
  CHECK(extent_of_marks().x >= 4);
  marks = {{.x = 500, .label = "J = 0.5", .y = 0.5, .colour = colour}};
  const ImVec2 dot = extent_of_marks();
  CHECK(dot.x > 6);
  CHECK(dot.x < 14);
  CHECK(dot.y < 14);
}

}  // namespace purr::shell

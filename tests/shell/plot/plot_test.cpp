#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "shell/plot/decimate.h"
#include "shell/plot/plot.h"
#include "shell/plot/stroke.h"
#include "shell/plot/ticks.h"
#include "tests/shell/screen.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

std::vector<std::string> labels(const std::vector<Tick>& ticks) {
  std::vector<std::string> result;
  for (const Tick& tick : ticks) {
    if (!tick.label.empty()) result.push_back(tick.label);
  }
  return result;
}

using Words = std::vector<std::string>;

/// Vertices of this very colour in the last frame.
std::vector<ImVec2> vertices_of(ImU32 colour) {
  std::vector<ImVec2> found;
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    for (const ImDrawVert& v : list->VtxBuffer) {
      if (v.col == colour) found.push_back(v.pos);
    }
  }
  return found;
}

std::vector<PlotPoint> falling(int count) {
  std::vector<PlotPoint> points;
  for (int i = 0; i < count; ++i) points.push_back({double(i), 1.0 / (1 + i * 0.01)});
  return points;
}

}  // namespace

TEST_CASE("ticks stand at 1, 2 or 5 times a power of ten", "[shell][unit]") {
  CHECK(labels(linear_ticks(0, 2500, 5)) == Words{"0", "500", "1,000", "1,500", "2,000", "2,500"});
  CHECK(labels(linear_ticks(0, 0.8, 4)) == Words{"0.0", "0.2", "0.4", "0.6", "0.8"});
  CHECK(labels(linear_ticks(40, 100, 3)) == Words{"40", "60", "80", "100"});
  CHECK(labels(linear_ticks(-1, 1, 4)) == Words{"−1.0", "−0.5", "0.0", "0.5", "1.0"});
  CHECK(labels(linear_ticks(0, 3, 10, /*integer=*/true)) == Words{"0", "1", "2", "3"});
}

TEST_CASE("an axis without a range has no ticks", "[shell][unit]") {
  CHECK(linear_ticks(1, 1, 5).empty());
  CHECK(linear_ticks(2, 1, 5).empty());
  CHECK(linear_ticks(0, kInf, 5).empty());
  CHECK(linear_ticks(kNan, 1, 5).empty());
  CHECK(log_ticks(0, 1, 5).empty());
  CHECK(log_ticks(-1, 1, 5).empty());
  // Closer together than doubles can tell apart.
  CHECK(linear_ticks(1e15, std::nextafter(1e15, 2e15), 5).empty());
  CHECK(linear_ticks(-1e308, 1e308, 5).empty());
}

TEST_CASE("there are ticks enough and not too many", "[shell][property]") {
  const auto low = GENERATE(-1000.0, -0.3, 0.0, 1e-9, 12345.0);
  const auto span = GENERATE(1e-6, 0.07, 1.0, 3.3, 250.0, 1e6);
  const auto wanted = GENERATE(1, 3, 6, 10);
  const auto ticks = linear_ticks(low, low + span, wanted);
  INFO(low << " + " << span << ", wanted " << wanted);
  CHECK(ticks.size() >= 2);
  CHECK(ticks.size() <= 2 * static_cast<std::size_t>(wanted) + 3);
  for (const Tick& tick : ticks) {
    CHECK(tick.at >= low - span * 1e-6);
    CHECK(tick.at <= low + span * (1 + 1e-6));
  }
}

TEST_CASE("a logarithmic axis is labelled at powers of ten, or finer where short",
          "[shell][unit]") {
  CHECK(labels(log_ticks(0.001, 10, 5)) == Words{"0.001", "0.01", "0.1", "1", "10"});
  CHECK(labels(log_ticks(0.05, 1, 6)) == Words{"0.05", "0.1", "0.2", "0.5", "1"});
  CHECK(labels(log_ticks(0.5, 0.9, 5)) == Words{"0.5", "0.6", "0.7", "0.8", "0.9"});
  CHECK(labels(log_ticks(1e-8, 1e8, 4)) == Words{"10^{−8}", "10^{−4}", "1", "10^{4}", "10^{8}"});
  // Minor ticks fill the gaps without labels.
  const auto ticks = log_ticks(1, 100, 3);
  CHECK(std::ranges::count_if(ticks, [](const Tick& t) { return t.label.empty(); }) >= 14);
}

TEST_CASE("one spike among a million points is kept to the bit", "[shell][unit]") {
  std::vector<PlotPoint> points(1'000'000);
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = {double(i), 0.5};
  const double spike = 0.7310585786300049;
  const auto at = GENERATE(std::size_t{1}, std::size_t{499'999}, std::size_t{999'998});
  points[at].y = spike;
  points[at == 1 ? 2 : at - 1].y = -spike;
  std::vector<PlotPoint> kept;
  decimate(points, {0, 1e6, 400, false}, kept);
  CHECK(kept.size() <= 4 * 401);
  const auto has = [&](double y) {
    return std::ranges::any_of(kept, [y](const PlotPoint& p) { return p.y == y; });
  };
  CHECK(has(spike));
  CHECK(has(-spike));
  CHECK(kept.front().x == 0);
  CHECK(kept.back().x == 999'999);
  CHECK(std::ranges::is_sorted(kept, {}, &PlotPoint::x));
}

TEST_CASE("few points stay all of them", "[shell][unit]") {
  const std::vector<PlotPoint> points = {{0, 1}, {1, 3}, {2, 2}, {3, 5}};
  std::vector<PlotPoint> kept;
  decimate(points, {0, 3, 300, false}, kept);
  REQUIRE(kept.size() == points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    CHECK(kept[i].x == points[i].x);
    CHECK(kept[i].y == points[i].y);
  }
}

TEST_CASE("gaps stay gaps, and a lone point between them stays", "[shell][unit]") {
  const std::vector<PlotPoint> points = {{0, 1},    {1, kNan}, {2, kNan}, {3, 2},
                                         {4, kInf}, {5, 3},    {6, -kInf}};
  std::vector<PlotPoint> kept;
  decimate(points, {0, 6, 1, false}, kept);
  std::vector<double> numbers;
  int gaps = 0;
  for (const PlotPoint& p : kept) {
    if (std::isnan(p.y)) {
      ++gaps;
    } else {
      numbers.push_back(p.y);
    }
  }
  CHECK(numbers == std::vector<double>{1, 2, 3});
  CHECK(gaps == 3);
  std::vector<BadPoint> bad;
  bad_points(points, bad);
  REQUIRE(bad.size() == 3);
  CHECK(bad[0].is_nan);
  CHECK(bad[0].x == 1);
  CHECK_FALSE(bad[1].is_nan);
  CHECK_FALSE(bad[1].is_negative);
  CHECK(bad[2].is_negative);
}

TEST_CASE("the nearest point and the visible part are found at every edge", "[shell][unit]") {
  const std::vector<PlotPoint> points = {{0, 0}, {10, 0}, {20, 0}, {30, 0}};
  CHECK(nearest_point(points, -5) == 0);
  CHECK(nearest_point(points, 14) == 1);
  CHECK(nearest_point(points, 16) == 2);
  CHECK(nearest_point(points, 99) == 3);
  CHECK(nearest_point({}, 1) == kNoPoint);
  CHECK(nearest_point(points, kNan) == kNoPoint);
  const VisibleRange middle = visible_range(points, 9, 11);
  CHECK(middle.first == 0);
  CHECK(middle.last == 3);
  const VisibleRange outside = visible_range(points, 40, 50);
  CHECK(outside.last - outside.first == 1);
  CHECK(visible_range({}, 0, 1).last == 0);
}

TEST_CASE("segments are cut at the edge of the plot", "[shell][unit]") {
  const ImRect box(0, 0, 100, 100);
  double from = 0;
  double to = 0;
  CHECK(clip_segment({10, 10}, {90, 90}, box, from, to));
  CHECK(from == 0.0);
  CHECK(to == 1.0);
  CHECK(clip_segment({50, -1e9}, {50, 1e9}, box, from, to));
  CHECK(from < to);
  CHECK(std::abs(-1e9 + from * 2e9) < 1e-3);
  CHECK_FALSE(clip_segment({-10, -10}, {-1, 200}, box, from, to));
  CHECK_FALSE(clip_segment({200, 0}, {300, 100}, box, from, to));
}

TEST_CASE("the axes hold the data, start costs at zero and leave infinities out", "[shell][unit]") {
  const std::vector<PlotPoint> cost = {{0, 0.69}, {1000, 0.1}, {2500, 0.05}, {2500, kInf}};
  const std::array<PlotSeries, 1> series = {PlotSeries{"train", 0, LineStyle::solid, cost}};
  PlotRange range = plot_range(series, {});
  CHECK(range.x_low == 0);
  CHECK(range.x_high == 2500);
  CHECK(range.y_low == 0);
  CHECK(range.y_high >= 0.69);
  CHECK(range.y_high <= 1.0);
  PlotSpec logarithmic;
  logarithmic.is_log_y = true;
  logarithmic.is_log_x = true;
  range = plot_range(series, logarithmic);
  CHECK(range.y_low > 0);
  CHECK(range.y_low < 0.05);
  CHECK(range.x_low == 1000);
  // A fixed end leaves the other one at a tick.
  PlotSpec from_zero;
  from_zero.y_min = 0;
  const std::vector<PlotPoint> high = {{0, 0.4}, {9, 0.89}};
  const std::array<PlotSeries, 1> above = {PlotSeries{"test", 0, LineStyle::solid, high}};
  range = plot_range(above, from_zero);
  CHECK(range.y_low == 0.0);
  CHECK(range.y_high == 1.0);
  // Nothing at all, and a constant, still give a picture.
  range = plot_range({}, {});
  CHECK(range.x_low < range.x_high);
  CHECK(range.y_low < range.y_high);
  const std::vector<PlotPoint> constant = {{0, 0.5}, {9, 0.5}};
  const std::array<PlotSeries, 1> flat = {PlotSeries{"flat", 0, LineStyle::solid, constant}};
  range = plot_range(flat, {});
  CHECK(range.y_low < 0.5);
  CHECK(range.y_high > 0.5);
}

TEST_CASE("a spike is drawn to its tip and not beyond", "[shell][unit]") {
  test::Screen screen(600, 400);
  std::vector<PlotPoint> points(20'000);
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = {double(i), 0.2};
  points[12'345].y = 1.0;
  const ImU32 colour = IM_COL32(1, 2, 3, 255);
  const std::array<PlotSeries, 1> series = {PlotSeries{"train", colour, LineStyle::solid, points}};
  PlotState state;
  PlotSpec spec;
  spec.y_min = 0;
  spec.y_max = 1.25;
  screen.frame([&] { plot("p", "Cost", {600, 400}, state, series, spec); }, 2);
  const auto drawn = vertices_of(colour);
  REQUIRE(drawn.size() > 100);
  const Control box = *registry().find("p");
  // Tip and base line, in parts of the axis: 1.0 and 0.2 of 1.25.
  float top = 1e9F;
  float bottom = -1e9F;
  for (const ImVec2& v : drawn) {
    top = std::min(top, v.y);
    bottom = std::max(bottom, v.y);
  }
  const float height = (bottom - top) / (0.8F / 1.25F);
  CHECK(height > 300);
  CHECK(height < box.height);
  // Two pixels are the line's own width.
  const float zero = bottom + height * 0.2F / 1.25F;
  CHECK(std::abs((zero - top) - height / 1.25F) < 2.5F);
}

TEST_CASE("everything of a plot stays inside its box, the last label too", "[shell][unit]") {
  const auto width = GENERATE(180.0F, 260.0F, 491.0F, 900.0F);
  const auto logarithmic = GENERATE(false, true);
  test::Screen screen(1000, 500);
  const auto points = falling(2501);
  const std::array<PlotSeries, 1> series = {
      PlotSeries{"train", theme().train, LineStyle::dashed, points}};
  PlotState state;
  PlotSpec spec;
  spec.is_log_y = logarithmic;
  spec.is_log_x = logarithmic;
  screen.frame(
      [&] {
        ImGui::SetCursorScreenPos({40, 40});
        plot("p", "Cost", {width, 300}, state, series, spec);
      },
      2);
  const ImDrawData* data = ImGui::GetDrawData();
  int outside = 0;
  for (const ImDrawList* list : data->CmdLists) {
    for (const ImDrawVert& v : list->VtxBuffer) {
      if (v.col == ImGui::GetColorU32(ImGuiCol_WindowBg)) continue;  // the page itself
      const bool inside = v.pos.x >= 38 && v.pos.x <= 42 + width && v.pos.y >= 36 && v.pos.y <= 344;
      outside += inside ? 0 : 1;
    }
  }
  CHECK(outside == 0);
}

TEST_CASE("NaN and infinity get a mark at the edge", "[shell][unit]") {
  test::Screen screen(600, 400);
  auto points = falling(1000);
  const ImU32 colour = IM_COL32(9, 8, 7, 255);
  PlotState state;
  std::vector<PlotPoint> good = points;
  const auto draw = [&] {
    const std::array<PlotSeries, 1> series = {
        PlotSeries{"train", colour, LineStyle::solid, points}};
    plot("p", "Cost", {600, 400}, state, series, {});
  };
  // Every number from here on is gone: the only thing right of it is the mark where it left.
  for (std::size_t i = 500; i < points.size(); ++i) points[i].y = kNan;
  screen.frame(draw, 2);
  const auto in_upper_edge = [&](float x) {
    const auto drawn = vertices_of(colour);
    return std::ranges::count_if(
        drawn, [&](const ImVec2& v) { return std::abs(v.x - x) < 12 && v.y < 24; });
  };
  const float middle = 600 * 0.53F;
  CHECK(in_upper_edge(middle) >= 3);
  points = good;
  screen.frame(draw, 2);
  CHECK(in_upper_edge(middle) == 0);
}

TEST_CASE("a dragged box zooms, a double click shows everything", "[shell][unit]") {
  test::Screen screen(600, 400);
  const auto points = falling(2501);
  const std::array<PlotSeries, 1> series = {
      PlotSeries{"train", theme().train, LineStyle::solid, points}};
  PlotState state;
  const auto content = [&] { plot("p", "Cost", {600, 400}, state, series, {}); };
  screen.frame(content, 2);
  screen.drag({200, 100}, {400, 300}, content);
  REQUIRE(state.is_zoomed);
  CHECK(state.x_low > 400);
  CHECK(state.x_high < 2000);
  CHECK(state.y_high < 1.0);
  const double width = state.x_high - state.x_low;
  ImGui::GetIO().AddMouseWheelEvent(0, 2);
  screen.frame(content, 3);
  CHECK(state.x_high - state.x_low < width);
  screen.double_click(300, 200, content);
  CHECK_FALSE(state.is_zoomed);
}

TEST_CASE("the wheel zooms back out to everything and no further", "[shell][unit]") {
  test::Screen screen(600, 400);
  const auto points = falling(2501);
  const std::array<PlotSeries, 1> series = {
      PlotSeries{"train", theme().train, LineStyle::solid, points}};
  PlotState state;
  const auto content = [&] { plot("p", "Cost", {600, 400}, state, series, {}); };
  screen.frame(content, 2);
  screen.move_to(300, 200, content);
  for (int i = 0; i < 200; ++i) {
    ImGui::GetIO().AddMouseWheelEvent(0, 1);
    screen.frame(content);
  }
  REQUIRE(state.is_zoomed);
  CHECK(state.x_high > state.x_low);
  for (int i = 0; i < 400; ++i) {
    ImGui::GetIO().AddMouseWheelEvent(0, -1);
    screen.frame(content);
  }
  CHECK_FALSE(state.is_zoomed);
}

TEST_CASE("the crosshair snaps to points, is shared, and moves by keys", "[shell][unit]") {
  test::Screen screen(600, 400);
  std::vector<PlotPoint> points;
  for (int i = 0; i <= 10; ++i) points.push_back({i * 100.0, 1.0 - i * 0.05});
  const std::array<PlotSeries, 1> series = {
      PlotSeries{"train", theme().train, LineStyle::solid, points}};
  PlotState left;
  PlotState right;
  PlotCursor cursor;
  PlotResult a;
  PlotResult b;
  const auto content = [&] {
    a = plot("a", "Cost", {300, 400}, left, series, {}, &cursor);
    ImGui::SetCursorScreenPos({300, 0});
    b = plot("b", "Accuracy", {300, 400}, right, series, {}, &cursor);
  };
  screen.frame(content, 2);
  CHECK_FALSE(a.cursor.has_value());
  screen.move_to(150, 200, content);
  REQUIRE(a.cursor.has_value());
  CHECK(std::fmod(*a.cursor, 100.0) == 0.0);
  CHECK(b.cursor == a.cursor);
  screen.move_to(-50, -50, content);
  screen.frame(content, 2);
  CHECK_FALSE(a.cursor.has_value());
  CHECK_FALSE(b.cursor.has_value());

  registry().request("a", "focus");
  screen.frame(content, 2);
  screen.key(ImGuiKey_LeftArrow, content);
  CHECK(a.cursor == 1000.0);
  screen.key(ImGuiKey_LeftArrow, content);
  CHECK(a.cursor == 900.0);
  screen.key(ImGuiKey_RightArrow, content);
  CHECK(a.cursor == 1000.0);
  screen.key(ImGuiKey_Escape, content);
  CHECK_FALSE(a.cursor.has_value());
}

TEST_CASE("any points and any settings draw finite shapes", "[shell][property]") {
  test::Screen screen(600, 400);
  const std::vector<std::vector<PlotPoint>> cases = {{},
                                                     {{0, kNan}},
                                                     {{0, 1}},
                                                     {{0, 0}, {1, 0}},
                                                     {{0, -1}, {1, -2}, {2, 1e300}, {3, -1e300}},
                                                     {{0, 1e-320}, {1, 1e-310}},
                                                     {{5, kInf}, {6, -kInf}, {7, 0}},
                                                     {{1e15, 1}, {1e15 + 1, 2}}};
  const auto which = GENERATE(range(0, 8));
  const auto log_x = GENERATE(false, true);
  const auto log_y = GENERATE(false, true);
  const auto style = GENERATE(LineStyle::solid, LineStyle::dashed);
  const auto& points = cases[static_cast<std::size_t>(which)];
  const std::array<PlotSeries, 1> series = {PlotSeries{"train", theme().train, style, points}};
  PlotState state;
  PlotSpec spec;
  spec.is_log_x = log_x;
  spec.is_log_y = log_y;
  const auto content = [&] {
    plot("p", "Cost", {600, 400}, state, series, spec);
    plot_legend({10, 10, 300, 20}, series, spec);
  };
  screen.frame(content, 2);
  screen.move_to(300, 200, content);
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    for (const ImDrawVert& v : list->VtxBuffer) {
      REQUIRE(std::isfinite(v.pos.x));
      REQUIRE(std::isfinite(v.pos.y));
    }
  }
}

}  // namespace purr::shell

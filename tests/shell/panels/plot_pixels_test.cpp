// The cost plot by its pixels: where a cost is no number any more, and a spike of one iteration.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "shell/theme/theme.h"
#include "tests/shell/app/headless_app.h"
#include "tests/shell/app/software_renderer.h"
#include "tests/support/catch.h"

namespace purr::shell::test {
namespace {

constexpr int kRatio = 3;  // device pixels of a point

HeadlessOptions options_for(std::string link) {
  HeadlessOptions options;
  options.link = std::move(link);
  options.surface.arrangement = kAllOpen;
  options.surface.pixel_ratio = kRatio;
  return options;
}

/// The pixels of the cost plot that have the colour of the training curve.
class CurvePixels {
 public:
  explicit CurvePixels(HeadlessApp& app) {
    app.move_to({-10, -10});  // no crosshair
    app.rest();
    const Control& plot = app.control("cost/plot");
    const auto pixels = [](float length) { return static_cast<int>(std::lround(length * kRatio)); };
    picture_ = cut_out(render(*ImGui::GetDrawData(), theme().ground), pixels(plot.x),
                       pixels(plot.y), pixels(plot.width), pixels(plot.height));
  }
  int width() const { return picture_.width; }
  int height() const { return picture_.height; }
  bool is_curve(int x, int y) const {
    const std::array<int, 3> wanted{static_cast<int>(theme().train >> IM_COL32_R_SHIFT & 255U),
                                    static_cast<int>(theme().train >> IM_COL32_G_SHIFT & 255U),
                                    static_cast<int>(theme().train >> IM_COL32_B_SHIFT & 255U)};
    double apart = 0.0;
    for (std::size_t i = 0; i < 3; ++i) {
      const std::size_t at = 3 * static_cast<std::size_t>(y * picture_.width + x) + i;
      apart += std::pow(picture_.rgb[at] - wanted[i], 2);
    }
    return std::sqrt(apart) < 80;
  }

 private:
  Picture picture_;
};

struct Place {
  int x, y;
};

}  // namespace

TEST_CASE("a cost that is no number is marked at the upper edge of the plot", "[shell][panels]") {
  struct End {
    const char* link;
    bool is_hollow;  ///< NaN: a hollow triangle that points down; infinity: a filled one, up
  };
  const End end = GENERATE(
      End{"data=moons&m=40&m_test=0&hidden=4,4&activation=linear&learning_rate=100&iterations=20",
          true},
      End{"data=blobs&m=40&m_test=0&hidden=5&activation=tanh&learning_rate=100&l2=1000"
          "&iterations=90",
          false});
  HeadlessApp app(options_for(std::string(end.link) + "&instant=0"));
  REQUIRE(app.snapshot()["phase"] == "failed");
  const std::vector<double> curve = app.app().curve(false);
  const auto last = static_cast<int>(curve[curve.size() - 2]);
  CHECK(std::isnan(curve.back()) == end.is_hollow);
  CHECK_FALSE(std::isfinite(curve.back()));
  // Just before, and with the failure, whose panel stands beside the plot.
  app.app().run_to(last - 1);
  app.settle();
  REQUIRE(app.snapshot()["phase"] == "ready");
  const CurvePixels before(app);
  app.app().play();
  app.settle();
  REQUIRE(app.snapshot()["phase"] == "failed");
  const CurvePixels after(app);
  REQUIRE(after.width() == before.width());
  REQUIRE(after.height() == before.height());

  std::vector<Place> mark;
  for (int y = 0; y < after.height(); ++y) {
    for (int x = 0; x < after.width(); ++x) {
      if (after.is_curve(x, y) && !before.is_curve(x, y)) mark.push_back({x, y});
    }
  }
  REQUIRE(mark.size() > 100);
  const auto [left, right] = std::ranges::minmax(mark, {}, &Place::x);
  const auto [top, bottom] = std::ranges::minmax(mark, {}, &Place::y);
  CHECK(right.x - left.x > 7 * kRatio);
  CHECK(right.x - left.x < 14 * kRatio);
  CHECK(bottom.y - top.y > 6 * kRatio);
  CHECK(bottom.y - top.y < 14 * kRatio);
  CHECK(bottom.y < after.height() / 5);
  const auto row_width = [&](int y) { return std::ranges::count(mark, y, &Place::y); };
  const auto upper = row_width(top.y + kRatio);
  const auto lower = row_width(bottom.y - 2 * kRatio);
  const int middle = (left.x + right.x) / 2;
  if (end.is_hollow) {
    CHECK(upper > lower);
    CHECK_FALSE(after.is_curve(middle, top.y + 3 * kRatio));
  } else {
    CHECK(lower > upper);
    CHECK(after.is_curve(middle, bottom.y - 3 * kRatio));
  }
}

TEST_CASE("one iteration among many that leaps is seen at its height", "[shell][panels]") {
  constexpr int kMany = 20000;
  constexpr int kHalf = kMany / 2;
  HeadlessApp app(
      options_for("data=blobs&m=20&m_test=0&hidden=&learning_rate=0.1&instant=0&iterations=" +
                  std::to_string(kMany)));
  const auto highest = [&] {
    const std::vector<double> curve = app.app().curve(false);
    double most = 0.0;
    for (std::size_t i = 1; i < curve.size(); i += 2) most = std::max(most, curve[i]);
    return most;
  };
  const double calm = highest();
  // In the middle of the run one weight leaps for one step, and is put back.
  app.app().run_to(kHalf);
  app.settle();
  app.app().ask_weights(1);
  app.settle();
  REQUIRE(app.weights.size() == 1);
  const auto weight = static_cast<double>(app.weights[0].W[0]);
  app.app().edit_weight(1, 1, 1, weight + 100);
  app.app().run_to(kHalf + 1);
  app.settle();
  app.app().edit_weight(1, 1, 1, weight);
  app.app().run_to(kMany);
  app.settle();
  CHECK(highest() > 5 * calm);

  const CurvePixels picture(app);
  std::set<int> columns;
  std::set<int> rows;
  for (int y = 0; y < 45 * picture.height() / 100; ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      if (!picture.is_curve(x, y)) continue;
      columns.insert(x);
      rows.insert(y);
    }
  }
  REQUIRE_FALSE(columns.empty());
  CHECK(static_cast<int>(rows.size()) > picture.height() / 5);
  CHECK(*columns.begin() > 40 * picture.width() / 100);
  CHECK(*columns.rbegin() < 65 * picture.width() / 100);
  CHECK(*columns.rbegin() - *columns.begin() <= 6 * kRatio);
}

}  // namespace purr::shell::test

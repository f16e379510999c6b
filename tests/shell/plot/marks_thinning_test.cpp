// Points of any number are drawn within a bound that depends on the pixels.
#include "shell/plot/marks_thinning.h"

#include <array>
#include <vector>

#include "shell/plot/plane.h"
#include "tests/shell/screen.h"
#include "tests/support/catch.h"
#include "tests/support/dice.h"

namespace purr::shell {
namespace {

constexpr ThinningKey kView{
    .revision = 1, .x_min = 0.0, .y_min = 0.0, .scale = 100.0, .side = 100.0F};

ThinningKey key_of(const std::vector<double>& xy, std::uint32_t revision = 1) {
  ThinningKey key = kView;
  key.points = xy.data();
  key.count = xy.size();
  key.revision = revision;
  return key;
}

TEST_CASE("a few thousand points are drawn as they are", "[shell][unit]") {
  const std::vector<double> xy(2 * Thinning::kMaxWhole, 0.5);
  Thinning thinning;
  const auto& kept = thinning.update(key_of(xy), xy, [](std::size_t) { return 0; });
  CHECK(thinning.is_whole());
  std::size_t drawn = 0;
  for_each_kept(thinning, kept, xy.size() / 2, [&](std::size_t i) { CHECK(i == drawn++); });
  CHECK(drawn == Thinning::kMaxWhole);
}

TEST_CASE("of many points each small square keeps one of the class that is in the majority",
          "[shell][unit]") {
  // All in two squares: 3000 of class 1 and 2000 of class 0 at the left, 1000 of class 0 at right.
  std::vector<double> xy;
  std::vector<int> labels;
  for (int i = 0; i < 6000; ++i) {
    xy.push_back(i < 5000 ? 0.11 : 0.91);
    xy.push_back(0.51);
    labels.push_back(i < 3000 ? 1 : 0);
  }
  Thinning thinning;
  const auto label = [&](std::size_t i) { return labels[i]; };
  CHECK(thinning.update(key_of(xy), xy, label) == std::vector<std::int32_t>{2999, 5999});
  CHECK_FALSE(thinning.is_whole());
  // Outside of the view nothing is kept; other points under the same address need a new revision.
  std::fill(xy.begin(), xy.end(), 7.0);
  CHECK(thinning.update(key_of(xy), xy, label).size() == 2);
  CHECK(thinning.update(key_of(xy, 2), xy, label).empty());
}

TEST_CASE("a plane of a million points draws no more than its pixels can show", "[shell][unit]") {
  Dice dice(1);
  std::vector<double> xy;
  std::vector<std::uint8_t> labels;
  for (int i = 0; i < 1'000'000; ++i) {
    xy.push_back(dice.between(-1.0, 1.0));
    xy.push_back(dice.between(-1.0, 1.0));
    labels.push_back(i % 2 == 0 ? 1 : 0);
  }
  test::Screen screen(400, 400);
  PlaneState state;
  const std::array<PlanePoints, 1> sets{{{.xy = xy, .labels = labels}}};
  const auto draw = [&] {
    ImGui::SetCursorScreenPos({0, 0});
    plane("plane", "Plane", 400, state,
          {.whole = {.x_min = -1, .y_min = -1, .size = 2}, .sets = sets});
  };
  screen.frame(draw, 2);
  const ImDrawData* drawn = ImGui::GetDrawData();
  REQUIRE(drawn != nullptr);
  CHECK(drawn->TotalVtxCount > 1000);
  CHECK(drawn->TotalVtxCount < 400'000);
}

}  // namespace
}  // namespace purr::shell

#include "engine/train/curve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/dice.h"

namespace purr {
namespace {

CurvePoint point_at(int iteration, double cost) { return {.iteration = iteration, .cost = cost}; }

bool is_in_order(const Curve& curve) {
  return std::is_sorted(
      curve.points().begin(), curve.points().end(),
      [](const CurvePoint& a, const CurvePoint& b) { return a.iteration <= b.iteration; });
}

const CurvePoint* find(const Curve& curve, int iteration) {
  for (const CurvePoint& point : curve.points()) {
    if (point.iteration == iteration) return &point;
  }
  return nullptr;
}

TEST_CASE("a short run is kept whole", "[train][unit]") {
  Curve curve;
  for (int i = 0; i < 20000; ++i) curve.add(point_at(i, 1.0 / (1 + i)));
  REQUIRE(curve.points().size() == 20000);
  for (int i = 0; i < 20000; i += 501) {
    CHECK(curve.points()[static_cast<std::size_t>(i)].iteration == i);
    CHECK(curve.points()[static_cast<std::size_t>(i)].cost == 1.0 / (1 + i));
  }
}

TEST_CASE("a million points stay bounded, in order, and keep spikes of one iteration",
          "[train][property]") {
  Curve curve;
  // Far enough apart that each is the extreme of its group to the end.
  const std::vector<int> spikes{777, 31234, 250001, 500007, 800003, 999999};
  const std::vector<int> dips{5001, 400003, 900001};
  const auto has = [](const std::vector<int>& all, int i) {
    return std::find(all.begin(), all.end(), i) != all.end();
  };
  for (int i = 0; i < 1000000; ++i) {
    const double cost = has(spikes, i) ? 9.0 : has(dips, i) ? 0.001 : 1.0 + 1e-7 * i;
    curve.add(point_at(i, cost));
    if (i % 10007 == 0) {
      REQUIRE(curve.points().size() <= Curve::kMaxPoints);
      REQUIRE(curve.points().back().iteration == i);
    }
  }
  CHECK(curve.points().size() <= Curve::kMaxPoints);
  CHECK(curve.points().size() > Curve::kMaxPoints / 8);
  CHECK(is_in_order(curve));
  CHECK(curve.points().front().iteration == 0);
  CHECK(curve.points().back().iteration == 999999);
  for (const int i : spikes) {
    CAPTURE(i);
    REQUIRE(find(curve, i) != nullptr);
    CHECK(find(curve, i)->cost == 9.0);
  }
  for (const int i : dips) {
    CAPTURE(i);
    REQUIRE(find(curve, i) != nullptr);
    CHECK(find(curve, i)->cost == 0.001);
  }
}

TEST_CASE("a curve of spikes alone stays bounded too", "[train][property]") {
  Curve curve;
  Dice dice(1);
  for (int i = 0; i < 300000; ++i) {
    curve.add(point_at(i, dice.between(0, 1)));
    REQUIRE(curve.points().size() <= Curve::kMaxPoints);
  }
  CHECK(is_in_order(curve));
}

TEST_CASE("points far apart stay bounded and in order", "[train][property]") {
  Curve curve;
  Dice dice(2);
  int iteration = 0;
  for (int i = 0; i < 100000; ++i) {
    curve.add(point_at(iteration, dice.between(0, 1)));
    iteration += 1 + dice.below(20000);
    REQUIRE(curve.points().size() <= Curve::kMaxPoints);
    if (iteration > 2000000000) break;
  }
  CHECK(is_in_order(curve));
}

TEST_CASE("a point of the same iteration replaces the last", "[train][unit]") {
  Curve curve;
  curve.add(point_at(0, 3.0));
  curve.add(point_at(1, 2.0));
  curve.add(point_at(1, 1.5));
  REQUIRE(curve.points().size() == 2);
  CHECK(curve.points()[1].cost == 1.5);
  curve.add(point_at(0, 4.0));
  REQUIRE(curve.points().size() == 1);
  CHECK(curve.points()[0].cost == 4.0);
}

TEST_CASE("cutting forgets an iteration and everything after it", "[train][unit]") {
  Curve curve;
  for (int i = 0; i < 100; ++i) curve.add(point_at(i, i));
  curve.cut(40);
  REQUIRE(curve.points().size() == 40);
  CHECK(curve.points().back().iteration == 39);
  curve.cut(1000);
  CHECK(curve.points().size() == 40);
  curve.cut(0);
  CHECK(curve.points().empty());
}

TEST_CASE("a cost that is not a number outlives the thinning, and so does what surrounds it",
          "[train][unit]") {
  // A NaN in the middle of a group must not push out the highest number after it unseen, nor hide
  // the lowest.
  for (const int place : {0, 1, 7, 501, 20003, 32767}) {
    Curve curve;
    for (int i = 0; i < 40000; ++i) {
      double cost = i == place + 3 ? 0.25 : 1.0;
      if (i == place) cost = std::numeric_limits<double>::quiet_NaN();
      curve.add(point_at(i, cost));
    }
    CAPTURE(place);
    REQUIRE(curve.points().size() < 40000);
    REQUIRE(find(curve, place) != nullptr);
    CHECK(std::isnan(find(curve, place)->cost));
    REQUIRE(find(curve, place + 3) != nullptr);
    CHECK(find(curve, place + 3)->cost == 0.25);
  }
}

TEST_CASE("a reader that follows the changes has the curve", "[train][property]") {
  // What a window does: keep the unchanged front, then add the rest.
  Curve curve;
  std::vector<CurvePoint> seen;
  Dice dice(3);
  int iteration = 0;
  for (int round = 0; round < 3000; ++round) {
    switch (dice.below(12)) {
      case 0: curve.cut(iteration = dice.below(iteration + 1)); break;
      case 1: curve.add(point_at(std::max(0, iteration - 1), 7.0)); break;
      case 2:
        if (dice.one_in(60)) {
          curve.clear();
          iteration = 0;
        }
        break;
      default:
        for (int k = dice.below(200); k > 0; --k)
          curve.add(point_at(iteration++, dice.between(0, 1)));
    }
    if (dice.one_in(3)) continue;
    const std::size_t keep = std::min(curve.unchanged_count(), curve.points().size());
    REQUIRE(keep <= seen.size());
    seen.resize(keep);
    seen.insert(seen.end(), curve.points().begin() + static_cast<std::ptrdiff_t>(keep),
                curve.points().end());
    curve.forget_changes();
    REQUIRE(seen.size() == curve.points().size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
      REQUIRE(seen[i].iteration == curve.points()[i].iteration);
      REQUIRE(seen[i].cost == curve.points()[i].cost);
    }
  }
}

}  // namespace
}  // namespace purr

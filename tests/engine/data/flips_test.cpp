#include "engine/data/flips.h"

#include <algorithm>
#include <vector>

#include "tests/support/catch.h"

namespace purr {
namespace {

using Labels = std::vector<std::uint8_t>;

Labels some_labels(std::size_t count) {
  Labels labels(count);
  for (std::size_t i = 0; i < count; ++i) labels[i] = i % 3 == 0 ? 1 : 0;
  return labels;
}

std::vector<std::int32_t> differing(const Labels& a, const Labels& b) {
  std::vector<std::int32_t> all;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i]) all.push_back(static_cast<std::int32_t>(i));
  }
  return all;
}

TEST_CASE("as many labels are flipped as requested, and their numbers are reported",
          "[data][property]") {
  const Labels before = some_labels(100);
  std::vector<std::int32_t> smaller;
  for (const int flips : {0, 1, 30, 99, 100, 5000}) {
    DataSpec spec;
    spec.flips = flips;
    Labels labels = before;
    const std::vector<std::int32_t> flipped = flip_labels(spec, labels);
    CHECK(flipped.size() == static_cast<std::size_t>(std::min(flips, 100)));
    CHECK(flipped == differing(before, labels));
    // A larger number flips the same ones and some more.
    CHECK(std::includes(flipped.begin(), flipped.end(), smaller.begin(), smaller.end()));
    smaller = flipped;
    Labels again = before;
    CHECK(flip_labels(spec, again) == flipped);
    spec.flip_seed = 2;
    again = before;
    CHECK((flip_labels(spec, again) == flipped) == (flips == 0 || flips >= 100));
  }
}

TEST_CASE("labels flipped by hand come on top, and flip back what chance flipped", "[data][unit]") {
  DataSpec spec;
  spec.flips = 4;
  const Labels before = some_labels(20);
  Labels labels = before;
  const std::vector<std::int32_t> by_chance = flip_labels(spec, labels);
  REQUIRE(by_chance.size() == 4);
  std::int32_t other = 0;
  while (std::count(by_chance.begin(), by_chance.end(), other) != 0) ++other;
  spec.flipped = {by_chance[1], other, 500};
  std::sort(spec.flipped.begin(), spec.flipped.end());
  labels = before;
  const std::vector<std::int32_t> flipped = flip_labels(spec, labels);
  CHECK(flipped == differing(before, labels));
  CHECK(flipped.size() == 4);
  CHECK(std::count(flipped.begin(), flipped.end(), by_chance[1]) == 0);
  CHECK(std::count(flipped.begin(), flipped.end(), other) == 1);
}

TEST_CASE("an empty set of labels stays empty", "[data][unit]") {
  DataSpec spec;
  spec.flips = 3;
  spec.flipped = {0};
  CHECK(flip_labels(spec, {}).empty());
}

}  // namespace
}  // namespace purr

#include "engine/data/duplicates.h"

#include <algorithm>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/dice.h"

namespace purr {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::vector<NearDuplicate> near_duplicates(const Bytes& train, const Bytes& test, std::size_t size,
                                           int slice) {
  NearDuplicateSearch search(train, test, size);
  double progress = search.progress();
  while (!search.advance(slice)) {
    CHECK(search.progress() >= progress);
    progress = search.progress();
  }
  CHECK(search.progress() == 1.0);
  return search.found();
}

TEST_CASE("equal pictures and nearly equal ones are near-duplicates, others are not",
          "[data][unit]") {
  constexpr std::size_t kSize = 16 * 16 * 3;
  Dice dice(1);
  Bytes train(kSize * 20);
  for (std::uint8_t& byte : train) byte = dice.byte();
  Bytes test(kSize * 6);
  for (std::uint8_t& byte : test) byte = dice.byte();
  const auto copy = [&](std::size_t from, std::size_t to, int change) {
    for (std::size_t i = 0; i < kSize; ++i) {
      const int value = train[from * kSize + i] + (i % 2 == 0 ? change : -change);
      test[to * kSize + i] = static_cast<std::uint8_t>(std::clamp(value, 0, 255));
    }
  };
  copy(7, 1, 0);
  copy(19, 2, 2);
  copy(3, 4, 9);  // too different
  copy(0, 5, 0);
  const std::vector<NearDuplicate> expected{{7, 1}, {19, 2}, {0, 5}};
  for (const int slice : {1, 2, 100}) CHECK(near_duplicates(train, test, kSize, slice) == expected);
}

TEST_CASE("an empty set has no near-duplicates", "[data][unit]") {
  CHECK(near_duplicates({}, {}, 12, 1).empty());
  CHECK(near_duplicates({}, Bytes(12), 12, 1).empty());
  CHECK(near_duplicates(Bytes(12), {}, 12, 1).empty());
}

}  // namespace
}  // namespace purr

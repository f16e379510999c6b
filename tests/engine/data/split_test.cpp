#include "engine/data/split.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/datasets.h"

namespace purr {
namespace {

TEST_CASE("a split loses no example and keeps the classes' shares", "[data][property]") {
  Dice dice(1);
  for (const double share : {0.0, 0.1, 0.2, 0.5, 0.9, 1.0}) {
    const std::vector<std::uint8_t> labels = random_labels(120, dice);
    const Split split = split_by_class(labels, share, 3);
    std::vector<int> all = split.train;
    all.insert(all.end(), split.test.begin(), split.test.end());
    std::sort(all.begin(), all.end());
    std::vector<int> expected(labels.size());
    std::iota(expected.begin(), expected.end(), 0);
    REQUIRE(all == expected);
    for (const int label : {0, 1}) {
      const auto of_class = [&](const std::vector<int>& part) {
        return std::count_if(part.begin(), part.end(),
                             [&](int i) { return labels[static_cast<std::size_t>(i)] == label; });
      };
      const auto count = of_class(expected);
      const auto asked =
          static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(count)));
      CHECK(of_class(split.test) == std::min<std::ptrdiff_t>(asked, count - 1));
    }
    CHECK(split_by_class(labels, share, 3).train == split.train);
  }
}

TEST_CASE("a split mixes, and another seed mixes in another way", "[data][unit]") {
  std::vector<std::uint8_t> labels(100, 0);
  std::fill(labels.begin() + 50, labels.end(), std::uint8_t{1});
  const Split split = split_by_class(labels, 0.2, 1);
  CHECK(split_by_class(labels, 0.2, 2).test != split.test);
  // The first half of what is learnt from is a fair sample of both classes: 20 ± 4·σ of 3.
  int ones = 0;
  for (std::size_t i = 0; i < 40; ++i) ones += labels[static_cast<std::size_t>(split.train[i])];
  CHECK(ones > 8);
  CHECK(ones < 32);
  // Growing the test set takes from the training set and gives nothing back.
  const Split larger = split_by_class(labels, 0.4, 1);
  for (const int i : split.test) {
    CHECK(std::count(larger.test.begin(), larger.test.end(), i) == 1);
  }
}

TEST_CASE("one example, or none, can be split too", "[data][unit]") {
  CHECK(split_by_class({}, 0.5, 1).train.empty());
  const std::vector<std::uint8_t> one{1};
  CHECK(split_by_class(one, 0.9, 1).train == std::vector{0});
}

}  // namespace
}  // namespace purr

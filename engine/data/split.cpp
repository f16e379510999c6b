#include "engine/data/split.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/pictures/picture_random.h"

namespace purr {

namespace {

constexpr std::uint32_t kPart = 0x73706c74;  // the series of random numbers

}  // namespace

Split split_by_class(std::span<const std::uint8_t> labels, double test_share, int seed) {
  using Lot = std::pair<std::uint64_t, int>;
  std::vector<Lot> lots[2];
  for (std::size_t i = 0; i < labels.size(); ++i) {
    PictureRandom random(static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(i), kPart);
    lots[labels[i] != 0 ? 1 : 0].emplace_back(random.bits(), static_cast<int>(i));
  }
  std::vector<Lot> train;
  std::vector<Lot> test;
  for (std::vector<Lot>& of_class : lots) {
    std::sort(of_class.begin(), of_class.end());
    const auto count = static_cast<std::ptrdiff_t>(of_class.size());
    const auto asked = static_cast<std::ptrdiff_t>(
        std::lround(static_cast<double>(count) * std::clamp(test_share, 0.0, 1.0)));
    const std::ptrdiff_t kept =
        std::clamp<std::ptrdiff_t>(asked, 0, std::max<std::ptrdiff_t>(0, count - 1));
    test.insert(test.end(), of_class.begin(), of_class.begin() + kept);
    train.insert(train.end(), of_class.begin() + kept, of_class.end());
  }
  Split split;
  for (auto* part : {&train, &test}) {
    // By a number of its own: the lots of the test set are the lower ones.
    for (Lot& lot : *part) lot.first = lot.first * 0x9e3779b97f4a7c15;
    std::sort(part->begin(), part->end());
    std::vector<int>& out = part == &train ? split.train : split.test;
    for (const Lot& lot : *part) out.push_back(lot.second);
  }
  return split;
}

Split split_at_end(int count, int given_test) {
  Split split;
  split.train.resize(static_cast<std::size_t>(count - given_test));
  split.test.resize(static_cast<std::size_t>(given_test));
  std::iota(split.train.begin(), split.train.end(), 0);
  std::iota(split.test.begin(), split.test.end(), count - given_test);
  return split;
}

Split split_at_end(int count, int given_test, int seed) {
  Split split = split_at_end(count, given_test);
  const auto lot = [seed](int i) {
    PictureRandom random(static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(i), kPart);
    return random.bits();
  };
  std::ranges::sort(split.train, {}, lot);
  std::ranges::sort(split.test, {}, lot);
  return split;
}

}  // namespace purr

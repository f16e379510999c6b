#include "engine/data/duplicates.h"

#include <algorithm>
#include <cstdlib>

#include "engine/core/check.h"

namespace purr {
namespace {

/// Sums of equal parts of a picture, in the order of its bytes.
constexpr std::size_t kParts = 64;

std::vector<std::int32_t> part_sums(std::span<const std::uint8_t> pictures, std::size_t size) {
  const std::size_t count = size > 0 ? pictures.size() / size : 0;
  std::vector<std::int32_t> sums(count * kParts);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t p = 0; p < kParts; ++p) {
      const std::size_t end = size * (p + 1) / kParts;
      std::int32_t sum = 0;
      for (std::size_t b = size * p / kParts; b < end; ++b) sum += pictures[i * size + b];
      sums[i * kParts + p] = sum;
    }
  }
  return sums;
}

/// Sum of differences, given up as soon as it passes `limit`.
template <class Number>
std::int64_t difference(const Number* a, const Number* b, std::size_t count, std::int64_t limit) {
  constexpr std::size_t kStride = 64;
  std::int64_t sum = 0;
  for (std::size_t begin = 0; begin < count && sum <= limit; begin += kStride) {
    const std::size_t end = std::min(count, begin + kStride);
    std::int32_t part = 0;
    for (std::size_t i = begin; i < end; ++i) {
      part += std::abs(static_cast<std::int32_t>(a[i]) - static_cast<std::int32_t>(b[i]));
    }
    sum += part;
  }
  return sum;
}

}  // namespace

NearDuplicateSearch::NearDuplicateSearch(std::span<const std::uint8_t> train,
                                         std::span<const std::uint8_t> test, std::size_t size,
                                         double tolerance)
    : train_(train),
      test_(test),
      size_(size),
      limit_(static_cast<std::int64_t>(tolerance * static_cast<double>(size))),
      train_sums_(part_sums(train, size)) {
  PURR_CHECK(size > 0 && train.size() % size == 0 && test.size() % size == 0);
}

bool NearDuplicateSearch::advance(int count) {
  const std::size_t test_count = test_.size() / size_;
  const std::size_t train_count = train_.size() / size_;
  for (; count > 0 && next_ < test_count; --count, ++next_) {
    const std::uint8_t* test = &test_[next_ * size_];
    const std::vector<std::int32_t> sums = part_sums({test, size_}, size_);
    for (std::size_t i = 0; i < train_count; ++i) {
      // The difference of two sums is never larger than the sum of the differences.
      if (difference(&train_sums_[i * kParts], sums.data(), kParts, limit_) > limit_) continue;
      if (difference(&train_[i * size_], test, size_, limit_) > limit_) continue;
      found_.push_back({static_cast<int>(i), static_cast<int>(next_)});
      break;
    }
  }
  return next_ >= test_count;
}

double NearDuplicateSearch::progress() const {
  const std::size_t test_count = test_.size() / size_;
  return test_count > 0 ? static_cast<double>(next_) / static_cast<double>(test_count) : 1.0;
}

}  // namespace purr

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace purr {

/// A test and a training picture that are the same, or nearly.
struct NearDuplicate {
  int train = 0;
  int test = 0;
  bool operator==(const NearDuplicate&) const = default;
};

/// Finds test pictures that are also in the training set: accuracy on them measures memory, not
/// learning.
///
/// Two pictures are near-duplicates when the mean difference of their bytes is at most `tolerance`
/// steps of 1/255 (usual 3: a second compression of the same photograph). Sums of 64 parts of each,
/// whose difference is a lower bound, rule out most pairs early. The search works in slices, so
/// that the caller can do other work in between.
class NearDuplicateSearch {
 public:
  /// @param train, test  pictures of `size` bytes each, one after another; they must outlive the
  /// search.
  /// @param size         width·height·3.
  NearDuplicateSearch(std::span<const std::uint8_t> train, std::span<const std::uint8_t> test,
                      std::size_t size, double tolerance = 3.0);

  /// Examines the next `count` test pictures; true when all have been examined.
  bool advance(int count);
  double progress() const;
  /// At most one pair for each test picture, in their order.
  const std::vector<NearDuplicate>& found() const { return found_; }

 private:
  std::span<const std::uint8_t> train_;
  std::span<const std::uint8_t> test_;
  std::size_t size_;
  std::int64_t limit_;
  std::size_t next_ = 0;
  std::vector<std::int32_t> train_sums_;
  std::vector<NearDuplicate> found_;
};

}  // namespace purr

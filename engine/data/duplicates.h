#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace purr {

/// Two examples that are the same picture, or nearly.
struct Twins {
  int train = 0;
  int test = 0;
  bool operator==(const Twins&) const = default;
};

/// Looks for test pictures that stand in the training set too: what is measured on them is memory,
/// not learning.
///
/// Two pictures are twins when the mean difference of their bytes is at most `tolerance` steps of
/// 1/255 (usual 3: a second compression of the same photograph). Sums of 64 parts of each, which
/// differ by no more than the pictures do, pass over most pairs quickly. The search goes in slices,
/// so that whoever asks can go on drawing.
class TwinSearch {
 public:
  /// @param train, test  pictures of `size` bytes each, one after another; they must stay there as
  ///                     long as the search goes on.
  /// @param size         width·height·3.
  TwinSearch(std::span<const std::uint8_t> train, std::span<const std::uint8_t> test,
             std::size_t size, double tolerance = 3.0);

  /// Looks for the twins of the next `count` test pictures; true when all have been looked at.
  bool advance(int count);
  double progress() const;
  /// At most one pair for each test picture, in their order.
  const std::vector<Twins>& twins() const { return twins_; }

 private:
  std::span<const std::uint8_t> train_;
  std::span<const std::uint8_t> test_;
  std::size_t size_;
  std::int64_t limit_;
  std::size_t next_ = 0;
  std::vector<std::int32_t> train_sums_;
  std::vector<Twins> twins_;
};

}  // namespace purr

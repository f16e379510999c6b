#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace purr {

/// Which examples are for training and which are kept for testing.
struct Split {
  std::vector<int> train;
  std::vector<int> test;
};

/// Splits examples at random within each class, so that both parts have the classes in the same
/// proportion. The order within each part is random too, so that its first m are a fair sample.
///
/// A class of n examples gives round(n·test_share) to the test set, but keeps at least one for
/// training.
///
/// @param labels      0 or 1 each.
/// @param test_share  0 to 1.
/// @param seed        the same seed gives the same split; an example's assignment depends on its
///                    number only, so examples added later change little.
Split split_by_class(std::span<const std::uint8_t> labels, double test_share, int seed);

/// The split of examples that came with their test set: the last `given_test` of `count`.
Split split_at_end(int count, int given_test);
/// The same with each part in a random order: pictures come sorted by class, and the first m are to
/// be a fair sample.
Split split_at_end(int count, int given_test, int seed);

}  // namespace purr

#include "engine/data/flips.h"

#include <algorithm>
#include <utility>

#include "engine/pictures/picture_random.h"

namespace purr {

std::vector<std::int32_t> flip_labels(const DataSpec& spec, std::span<std::uint8_t> labels) {
  const auto count = static_cast<std::ptrdiff_t>(labels.size());
  std::vector<std::uint8_t> is_flipped(labels.size(), 0);
  if (spec.flips > 0) {
    // Every example draws a number of its own; the lowest are turned.
    constexpr std::uint32_t kPart = 0x666c6970;
    std::vector<std::pair<std::uint64_t, std::int32_t>> lots;
    lots.reserve(labels.size());
    for (std::int32_t i = 0; i < count; ++i) {
      PictureRandom lot(static_cast<std::uint32_t>(spec.flip_seed), static_cast<std::uint32_t>(i),
                        kPart);
      lots.emplace_back(lot.bits(), i);
    }
    const std::ptrdiff_t chosen = std::min<std::ptrdiff_t>(spec.flips, count);
    if (chosen < count) std::nth_element(lots.begin(), lots.begin() + chosen, lots.end());
    for (std::ptrdiff_t k = 0; k < chosen; ++k) {
      is_flipped[static_cast<std::size_t>(lots[static_cast<std::size_t>(k)].second)] = 1;
    }
  }
  for (const int example : spec.flipped) {
    if (example >= 0 && example < count) is_flipped[static_cast<std::size_t>(example)] ^= 1U;
  }
  std::vector<std::int32_t> flipped;
  for (std::int32_t i = 0; i < count; ++i) {
    const auto place = static_cast<std::size_t>(i);
    if (is_flipped[place] == 0) continue;
    labels[place] = labels[place] == 0 ? 1 : 0;
    flipped.push_back(i);
  }
  return flipped;
}

}  // namespace purr

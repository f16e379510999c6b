#pragma once

#include <cstdint>

namespace purr {

/// What the test set of emoji pictures shows, none of which is in the training set: other names, an
/// artist whose glyphs the network has never seen, or big cats.
enum class EmojiTest : std::uint8_t { names, artist, big_cats };

}  // namespace purr

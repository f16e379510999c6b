#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/core/result.h"

namespace purr::shell {

/// The pack of emoji glyphs inside the native program, gzip-compressed: made by
/// assets/emoji/build.mjs.
std::span<const std::uint8_t> packed_glyphs();

/// The same, unpacked, as engine/pictures/glyphs.h reads it. Errors: bad_glyphs.
Result<std::shared_ptr<const std::vector<std::uint8_t>>> shipped_glyphs();

/// Unpacks gzip of at most `limit` bytes; bad_glyphs where it is not whole or larger.
Result<std::vector<std::uint8_t>> unpack_gzip(std::span<const std::uint8_t> packed,
                                              std::size_t limit);

}  // namespace purr::shell

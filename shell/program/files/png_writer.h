#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "engine/core/result.h"

namespace purr::shell {

/// Writes a picture of 8-bit `rgb` (height, width, 3) as a PNG file. Errors: write_failed.
Result<void> write_png(const std::string& path, int width, int height,
                       std::span<const std::uint8_t> rgb);

}  // namespace purr::shell

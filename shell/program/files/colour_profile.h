#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace purr::shell {

/// What a picture file says about its colours. Without any of it they are sRGB.
struct ColourSpace {
  std::vector<std::uint8_t> icc{};  ///< an ICC profile; it counts before all others
  double gamma = 0.0;               ///< of PNG's gAMA, such as 1/2.2; 0: none
  std::optional<std::array<double, 8>>
      primaries{};  ///< of PNG's cHRM: x, y of white, red, green, blue
};

/// Converts colours to sRGB, four bytes a pixel, alpha unchanged. A profile that is broken or not
/// of RGB changes nothing, and neither does a gamma alone within 5 % of 1/2.2, as in browsers.
/// Returns whether colours were converted.
bool to_srgb(std::span<std::uint8_t> rgba, const ColourSpace& space);

}  // namespace purr::shell

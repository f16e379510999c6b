#include "shell/host/desktop/icon.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/pictures/drawn_cats.h"

namespace purr::shell::desktop {

std::vector<std::uint8_t> icon_picture(int side) {
  constexpr std::uint64_t kSeed = 1;
  constexpr DrawnSettings kStill{.jitter = 0.0, .clutter = 0.0, .noise = 0.0, .cat_share = 1.0};
  const auto pixels = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
  std::vector<std::uint8_t> rgb(pixels * 3);
  std::uint32_t index = 0;
  while (draw_picture(kSeed, index, kStill, rgb).kind != DrawnKind::cat_head) ++index;

  std::vector<std::uint8_t> rgba;
  rgba.reserve(pixels * 4);
  const float half = static_cast<float>(side) / 2.0F;
  const float radius = half / 2.0F;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const auto i = 3 * static_cast<std::size_t>(y * side + x);
      const float dx =
          std::max(0.0F, std::abs(static_cast<float>(x) + 0.5F - half) - half + radius);
      const float dy =
          std::max(0.0F, std::abs(static_cast<float>(y) + 0.5F - half) - half + radius);
      const float inside = std::clamp(radius - std::hypot(dx, dy) + 0.5F, 0.0F, 1.0F);
      rgba.insert(rgba.end(), {rgb[i], rgb[i + 1], rgb[i + 2],
                               static_cast<std::uint8_t>(std::lround(255.0F * inside))});
    }
  }
  return rgba;
}

}  // namespace purr::shell::desktop

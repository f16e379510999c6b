#pragma once

#include <cstdint>
#include <vector>

namespace purr::shell::desktop {

/// The icon of the window: a drawn cat with round corners, `side` × `side` pixels of 4 bytes
/// (RGBA).
std::vector<std::uint8_t> icon_picture(int side);

}  // namespace purr::shell::desktop

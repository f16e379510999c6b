#pragma once

#include <array>
#include <cstdint>

#include "shell/app/app.h"

namespace purr::shell {

/// Draws one frame of the App on the platform.
///
/// @param time_ms  when the frame begins, by a clock that never goes back.
/// @return  seconds until the next frame is needed: 0 at once; infinity when something happens.
double draw_frame(App& app, const Surface& surface, double time_ms);

/// Red, green and blue of a colour as ImGui packs it, 0 to 1.
std::array<float, 3> rgb_of(std::uint32_t colour);

}  // namespace purr::shell

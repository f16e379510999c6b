#pragma once

#include <cstdint>

#include "shell/app/host.h"

/// A place to draw, as the window and the page both implement it: desktop/window.cpp and
/// browser/canvas.cpp. What only one of them has is in their own headers.
namespace purr::shell::platform {

/// Begins a frame of the renderer and tells ImGui the size of the surface.
void begin_frame(const Surface& surface);
/// Clears to `background_rgb` (as ImGui packs colours) and draws what ImGui::Render made.
void end_frame(std::uint32_t background_rgb);
/// True while input waits for a later frame: ImGui takes a press and its release in two frames.
bool has_waiting_input();

}  // namespace purr::shell::platform

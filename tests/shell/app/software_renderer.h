// ImGui's draw lists as pixels, without a graphics card.
#pragma once

#include <cstdint>
#include <vector>

#include "imgui.h"

namespace purr::shell::test {

/// A picture of 8-bit RGB, row by row.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb{};

  bool operator==(const Picture&) const = default;
};

/// What a backend would show of `data` over a plain ground: textured triangles, bilinear samples,
/// clip rectangles, alpha blending. One pixel a point times the data's FramebufferScale.
///
/// Corners are rounded to 1/16 of a pixel and everything that decides whether a pixel is covered is
/// done in whole numbers, so that compilers agree on it.
Picture render(const ImDrawData& data, ImU32 ground);

/// Half the width and height, each pixel the mean of four.
Picture halved(const Picture& picture);

/// The part of a picture that lies in a rectangle of whole pixels, clamped to it.
Picture cut_out(const Picture& picture, int x, int y, int width, int height);

}  // namespace purr::shell::test

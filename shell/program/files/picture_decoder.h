#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "shell/program/files/picture_header.h"

namespace purr::shell {

/// A picture as it is shown, row by row.
struct DecodedPicture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba{};  ///< sRGB, four bytes a pixel, not premultiplied
};

/// Decodes a picture as browsers do, with the libraries that they use (libjpeg-turbo, libpng,
/// libwebp; stb_image for GIF and BMP): the first frame, turned by its EXIF orientation, in sRGB by
/// its colour profile or gAMA chunk, 16 bits cut to 8. An incomplete picture has no pixels.
///
/// Meant for a child process (isolated.h): where a library gives up, the process ends.
DecodedPicture decode_picture(std::span<const std::uint8_t> bytes, PictureKind kind);

/// The orientation of an EXIF block: 1 to 8 (EXIF 2.32, tag 0x0112); 1 where there is none.
/// @param tiff  the block from its byte order mark on.
int exif_orientation(std::span<const std::uint8_t> tiff);

/// Turns and mirrors a picture so that orientation `orientation` is upright.
void turn_upright(DecodedPicture& picture, int orientation);

}  // namespace purr::shell

#include "shell/program/files/png_writer.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#if defined(__GNUC__)
// The library brings writers of other formats too, which stay unused.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb/stb_image_write.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace purr::shell {

bool write_png(const std::string& path, int width, int height, std::span<const std::uint8_t> rgb) {
  return stbi_write_png(path.c_str(), width, height, 3, rgb.data(), 3 * width) != 0;
}

}  // namespace purr::shell

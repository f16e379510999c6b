#include "shell/program/files/png_writer.h"

#include <cerrno>

#include "shell/program/files/replacement.h"

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

Result<void> write_png(const std::string& path, int width, int height,
                       std::span<const std::uint8_t> rgb) {
  std::string content;
  const auto take = [](void* to, void* data, int size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(data),
                                          static_cast<std::size_t>(size));
  };
  if (stbi_write_png_to_func(take, &content, width, height, 3, rgb.data(), 3 * width) == 0) {
    return std::unexpected(write_error(path, ENOMEM));
  }
  return write_file(path, content);
}

}  // namespace purr::shell

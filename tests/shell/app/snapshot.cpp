#include "tests/shell/app/snapshot.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string_view>

#include "shell/program/files/png_writer.h"
#include "tests/support/catch.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#if defined(__GNUC__)
// Most of the library stays unused.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb/stb_image.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace purr::shell::test {
namespace {

/// Stored colours are rounded to steps of 8, which halves the files.
constexpr int kStep = 8;
/// A channel may be off by the rounding of the stored picture (4) and by as much again: compilers
/// and math libraries may round a blend or a corner's place in another way.
constexpr int kTolerance = 8;
/// So many pixels may be off by more: a corner that crosses the middle of a pixel takes the whole
/// pixel with it.
int allowed_pixels(const Picture& picture) { return 2 + picture.width * picture.height / 20000; }

std::uint8_t stored(std::uint8_t value) {
  return static_cast<std::uint8_t>(std::min(255, (value + kStep / 2) / kStep * kStep));
}

Picture read_png(const std::string& path) {
  Picture picture;
  int channels = 0;
  const std::unique_ptr<stbi_uc, void (*)(void*)> rgb(
      stbi_load(path.c_str(), &picture.width, &picture.height, &channels, 3), stbi_image_free);
  if (rgb != nullptr) {
    const auto size =
        static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 3;
    picture.rgb.assign(rgb.get(), rgb.get() + size);
  }
  return picture;
}

std::string screens_folder() {
  const char* wanted = std::getenv("PURR_SCREENS");
  return wanted != nullptr && *wanted != '\0' ? wanted : PURR_SCREENS;
}

bool is_different(const Picture& a, const Picture& b, std::size_t pixel) {
  for (std::size_t i = 3 * pixel; i < 3 * pixel + 3; ++i) {
    if (std::abs(a.rgb[i] - b.rgb[i]) > kTolerance) return true;
  }
  return false;
}

/// The stored picture, the present one, and a pale copy with what differs in red, side by side.
Picture compared(const Picture& before, const Picture& now) {
  Picture all{.width = before.width + now.width + (before.width == now.width ? now.width : 0),
              .height = std::max(before.height, now.height)};
  all.rgb.assign(static_cast<std::size_t>(all.width) * static_cast<std::size_t>(all.height) * 3,
                 255);
  const auto put = [&all](int x, int y, const std::uint8_t* rgb) {
    std::copy(rgb, rgb + 3, all.rgb.begin() + 3 * (static_cast<std::ptrdiff_t>(y) * all.width + x));
  };
  const auto paste = [&](const Picture& picture, int left) {
    for (int y = 0; y < picture.height; ++y) {
      for (int x = 0; x < picture.width; ++x) {
        put(left + x, y, &picture.rgb[3 * static_cast<std::size_t>(y * picture.width + x)]);
      }
    }
  };
  paste(before, 0);
  paste(now, before.width);
  if (before.width != now.width || before.height != now.height) return all;
  for (int y = 0; y < now.height; ++y) {
    for (int x = 0; x < now.width; ++x) {
      const auto pixel = static_cast<std::size_t>(y * now.width + x);
      std::uint8_t rgb[3] = {255, 0, 0};
      if (!is_different(before, now, pixel)) {
        for (std::size_t i = 0; i < 3; ++i) {
          rgb[i] = static_cast<std::uint8_t>(192 + now.rgb[3 * pixel + i] / 4);
        }
      }
      put(before.width + now.width + x, y, rgb);
    }
  }
  return all;
}

}  // namespace

void check_snapshot(const std::string& name, const Picture& picture) {
  const std::string path = std::string(PURR_SNAPSHOTS) + "/" + name + ".png";
  const char* accept = std::getenv("PURR_ACCEPT");
  if (accept != nullptr && std::string_view(accept) == "1") {
    Picture rounded = picture;
    for (std::uint8_t& value : rounded.rgb) value = stored(value);
    std::filesystem::create_directories(PURR_SNAPSHOTS);
    REQUIRE(write_png(path, rounded.width, rounded.height, rounded.rgb));
    return;
  }
  const Picture before = read_png(path);
  INFO("snapshot " << path << "; PURR_ACCEPT=1 stores the present picture");
  REQUIRE_FALSE(before.rgb.empty());
  int different = 0;
  const bool has_size = before.width == picture.width && before.height == picture.height;
  if (has_size) {
    const std::size_t pixels = picture.rgb.size() / 3;
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
      different += is_different(before, picture, pixel) ? 1 : 0;
    }
  }
  const bool is_same = has_size && different <= allowed_pixels(picture);
  if (!is_same) {
    const std::string folder = screens_folder();
    std::filesystem::create_directories(folder);
    const Picture all = compared(before, picture);
    const std::string shown = folder + "/" + name + "-difference.png";
    write_png(shown, all.width, all.height, all.rgb);
    UNSCOPED_INFO("stored, present and difference: " << shown);
  }
  CHECK(has_size);
  CHECK(different <= allowed_pixels(picture));
}

}  // namespace purr::shell::test

#include "shell/program/files/picture_reader.h"

#include <minizip/unzip.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <memory>

#include "engine/core/printable.h"
#include "shell/program/files/isolated.h"
#include "shell/program/files/sniff.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_NO_STDIO
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_ONLY_GIF
#define STBI_ONLY_BMP
#if defined(__GNUC__)
// The library brings more than is used here, and has its own way with signs.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#endif
#include <stb/stb_image.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace purr::shell {
namespace {

constexpr std::size_t kShownName = 120;
constexpr std::size_t kMaxBytes = std::size_t{64} << 20U;
constexpr double kMaxPixels = 60e6;  // decoded they would fill a quarter of a gigabyte
constexpr std::size_t kMaxFiles = 20000;

bool starts_with(std::span<const std::uint8_t> bytes, std::string_view start) {
  return bytes.size() >= start.size() &&
         std::equal(start.begin(), start.end(), bytes.begin(),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

std::vector<std::uint8_t> decode_and_shrink(std::span<const std::uint8_t> bytes, CropMode mode) {
  int width = 0;
  int height = 0;
  int channels = 0;
  const std::unique_ptr<stbi_uc, void (*)(void*)> rgba(
      stbi_load_from_memory(bytes.data(), static_cast<int>(bytes.size()), &width, &height,
                            &channels, 4),
      stbi_image_free);
  if (!rgba) return {};
  Shrinker shrinker(width, height, mode);
  shrinker.add_rows(
      {rgba.get(), static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4});
  return shrinker.finish();
}

/// The last folder of a path in a zip or on the disk, and the file's name.
std::pair<std::string, std::string> split_path(std::string path) {
  std::replace(path.begin(), path.end(), '\\', '/');
  const std::filesystem::path parts(path);
  return {parts.parent_path().filename().string(), parts.filename().string()};
}

void add_picture(const std::string& path, std::span<const std::uint8_t> bytes, CropMode mode,
                 std::vector<UserPicture>& pictures, std::vector<Error>& errors) {
  auto [folder, name] = split_path(path);
  const std::string shown = printable(name, kShownName);
  if (auto rgb = read_picture(shown, bytes, mode)) {
    constexpr std::size_t kShownFolder = 40;
    pictures.push_back({shown, printable(folder, kShownFolder), std::move(*rgb)});
  } else {
    errors.push_back(rgb.error());
  }
}

Error too_large(std::string_view name, std::uint64_t bytes) {
  return check_file_size(name, bytes, kMaxBytes).error();
}

}  // namespace

bool is_picture(std::span<const std::uint8_t> bytes) {
  return starts_with(bytes, "\xff\xd8\xff") || starts_with(bytes, "\x89PNG\r\n\x1a\n") ||
         starts_with(bytes, "GIF87a") || starts_with(bytes, "GIF89a") ||
         (starts_with(bytes, "BM") && bytes.size() > 26 && bytes[14] >= 12 && bytes[15] == 0);
}

bool is_zip(std::span<const std::uint8_t> bytes) {
  using namespace std::string_view_literals;
  return starts_with(bytes, "PK\x03\x04"sv) || starts_with(bytes, "PK\x05\x06"sv);
}

bool is_debris(std::string_view path) {
  if (path.starts_with("__MACOSX/") || path.find("/__MACOSX/") != std::string_view::npos) {
    return true;
  }
  const std::size_t slash = path.find_last_of("/\\");
  std::string name(slash == std::string_view::npos ? path : path.substr(slash + 1));
  if (name.starts_with("._")) return true;
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name == ".ds_store" || name == "thumbs.db" || name == "desktop.ini";
}

Result<std::vector<std::uint8_t>> read_picture(std::string_view name,
                                               std::span<const std::uint8_t> bytes, CropMode mode) {
  const std::string shown(name);
  if (bytes.size() > kMaxBytes) return std::unexpected(too_large(name, bytes.size()));
  if (!is_picture(bytes)) {
    switch (sniff(bytes)) {
      case FileKind::empty: return fail(Errc::file_empty, {shown});
      case FileKind::text:
      case FileKind::html:
      case FileKind::lfs_pointer: return fail(Errc::picture_is_text, {shown});
      default: return fail(Errc::picture_unknown, {shown});
    }
  }
  int width = 0;
  int height = 0;
  int channels = 0;
  if (stbi_info_from_memory(bytes.data(), static_cast<int>(bytes.size()), &width, &height,
                            &channels) == 0 ||
      width < 1 || height < 1) {
    return fail(Errc::picture_broken, {shown});
  }
  if (static_cast<double>(width) * height > kMaxPixels || std::max(width, height) > 65535) {
    return fail(Errc::picture_too_large,
                {shown, std::to_string(width) + "×" + std::to_string(height),
                 std::to_string(static_cast<int>(kMaxPixels / 1e6))});
  }
  const auto rgb = run_isolated([&] { return decode_and_shrink(bytes, mode); });
  constexpr std::size_t kSmallBytes = std::size_t{3} * Shrinker::kSide * Shrinker::kSide;
  if (!rgb || rgb->size() != kSmallBytes) return fail(Errc::picture_broken, {shown});
  return *rgb;
}

void read_zip(const std::string& path, CropMode mode, std::vector<UserPicture>& pictures,
              std::vector<Error>& errors) {
  const std::string zip_name = printable(file_name(path), kShownName);
  const std::unique_ptr<void, int (*)(unzFile)> zip(unzOpen64(path.c_str()), unzClose);
  if (!zip) {
    errors.push_back({Errc::zip_broken, {zip_name}});
    return;
  }
  std::size_t count = 0;
  for (int at = unzGoToFirstFile(zip.get()); at == UNZ_OK; at = unzGoToNextFile(zip.get())) {
    if (++count > kMaxFiles) {
      errors.push_back({Errc::zip_too_large, {zip_name, std::to_string(kMaxFiles)}});
      return;
    }
    unz_file_info64 info{};
    std::array<char, 512> entry{};
    if (unzGetCurrentFileInfo64(zip.get(), &info, entry.data(), entry.size() - 1, nullptr, 0,
                                nullptr, 0) != UNZ_OK) {
      errors.push_back({Errc::zip_broken, {zip_name}});
      return;
    }
    const std::string inside(entry.data());
    if (inside.empty() || inside.ends_with('/') || is_debris(inside)) continue;
    const std::string shown = printable(inside, kShownName);
    if ((info.flag & 1U) != 0) {
      errors.push_back({Errc::zip_locked, {shown}});
      continue;
    }
    if (info.uncompressed_size > kMaxBytes) {
      errors.push_back(too_large(shown, info.uncompressed_size));
      continue;
    }
    // A little room more shows data that is longer than it says.
    std::vector<std::uint8_t> bytes(info.uncompressed_size + 1);
    int got = -1;
    if (unzOpenCurrentFile(zip.get()) == UNZ_OK) {
      got = unzReadCurrentFile(zip.get(), bytes.data(), static_cast<unsigned>(bytes.size()));
      if (unzCloseCurrentFile(zip.get()) != UNZ_OK) got = -1;
    }
    if (got < 0 || static_cast<std::uint64_t>(got) != info.uncompressed_size) {
      errors.push_back({Errc::zip_entry_broken, {shown}});
      continue;
    }
    bytes.pop_back();
    add_picture(inside, bytes, mode, pictures, errors);
  }
}

void read_picture_file(const std::string& path, CropMode mode, std::vector<UserPicture>& pictures,
                       std::vector<Error>& errors) {
  const std::string shown = printable(file_name(path), kShownName);
  std::error_code code;
  const auto size = std::filesystem::file_size(path, code);
  if (!code && size > kMaxBytes) {
    errors.push_back(too_large(shown, size));
    return;
  }
  std::vector<std::uint8_t> bytes(code ? 0 : size);
  std::ifstream in(path, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!in) {
    errors.push_back({Errc::file_unreadable, {shown, "it cannot be opened"}});
    return;
  }
  add_picture(path, bytes, mode, pictures, errors);
}

void read_folder(const std::string& path, CropMode mode, std::vector<UserPicture>& pictures,
                 std::vector<Error>& errors) {
  std::vector<std::string> files;
  std::error_code code;
  using Walk = std::filesystem::recursive_directory_iterator;
  for (Walk walk(path, std::filesystem::directory_options::skip_permission_denied, code);
       !code && walk != Walk(); walk.increment(code)) {
    std::error_code ignored;
    if (walk->is_regular_file(ignored) && !is_debris(walk->path().string())) {
      files.push_back(walk->path().string());
    }
    if (files.size() >= kMaxFiles) break;
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) read_picture_file(file, mode, pictures, errors);
}

}  // namespace purr::shell

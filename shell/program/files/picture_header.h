#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/core/result.h"

namespace purr::shell {

/// The formats of pictures that the page or the program can read.
enum class PictureKind : std::uint8_t { jpeg, png, gif, bmp, webp, avif, heic };

/// What the first bytes of a picture file tell.
struct PictureHeader {
  PictureKind kind{};
  int width = 0;  ///< 0 where the size is stored further back
  int height = 0;
};

/// Nothing for a file that is not such a picture.
/// @param bytes  the first 64 kB, or all.
std::optional<PictureHeader> picture_header(std::span<const std::uint8_t> bytes);

/// Whether the bytes begin a zip.
bool is_zip(std::span<const std::uint8_t> bytes);

/// Checks a file before it is decoded.
///
/// Errors: file_empty; picture_is_text; picture_too_large and picture_broken by the size in its
/// header; the error of foreign_file() for other formats, HEIC and AVIF among them where nothing
/// decodes them; picture_unknown.
/// @param name         for messages.
/// @param bytes        the first 64 kB, or all.
/// @param has_decoder  of the platform: whether it may decode AVIF and HEIC.
Result<PictureHeader> check_picture(std::string_view name, std::span<const std::uint8_t> bytes,
                                    bool has_decoder);

/// picture_broken for a picture without area, picture_too_large above 60 million pixels.
Result<void> check_picture_size(std::string_view name, double width, double height);

/// Why a file that check_picture() let pass could not be decoded: picture_cut where its end is
/// missing, the error of foreign_file() for a format that only some browsers decode, otherwise
/// picture_broken.
/// @param head  the first bytes of the file. @param tail  the last ones.
Error undecodable_picture(std::string_view name, std::span<const std::uint8_t> head,
                          std::span<const std::uint8_t> tail);

}  // namespace purr::shell

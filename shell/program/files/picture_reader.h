#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/resize.h"

namespace purr::shell {

/// A picture of the user, already reduced.
struct UserPicture {
  std::string name;               ///< of its file
  std::string folder;             ///< all above it, such as "pets/cats" or "pets.zip/cats"
  std::vector<std::uint8_t> rgb;  ///< 64×64×3
};

/// Whether the first bytes are those of a format that read_picture() supports: JPEG, PNG, GIF, BMP,
/// WebP.
bool is_picture(std::span<const std::uint8_t> bytes);

/// Decodes a picture (picture_decoder.h) and makes it 64×64 (engine/data/resize.h).
///
/// The file may be hostile: its size is checked before anything is decoded, and decoding is done by
/// a child process of bounded memory and time. Errors: those of check_picture() and
/// undecodable_picture(), file_too_large.
Result<std::vector<std::uint8_t>> read_picture(std::string_view name,
                                               std::span<const std::uint8_t> bytes, CropMode mode);

/// Every picture of a zip on the disk; files that could not be read go to `errors`, a sentence
/// each.
void read_zip(const std::string& path, CropMode mode, std::vector<UserPicture>& pictures,
              std::vector<Error>& errors);

/// One picture file.
void read_picture_file(const std::string& path, CropMode mode, std::vector<UserPicture>& pictures,
                       std::vector<Error>& errors);

/// Every picture in a folder and its subfolders, ordered by name; zips among them are opened.
void read_folder(const std::string& path, CropMode mode, std::vector<UserPicture>& pictures,
                 std::vector<Error>& errors);

}  // namespace purr::shell

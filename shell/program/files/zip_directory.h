#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace purr::shell {

/// How much of the end of a zip find_zip_directory() needs: the record that ends it, the longest
/// comment behind that, and the records of a ZIP64 before it.
inline constexpr std::size_t kZipTailBytes = 65535 + 22 + 20 + 56;
/// The most files that are read from a zip.
inline constexpr std::uint64_t kMaxZipFiles = 20000;
/// The largest file in a zip that is unpacked.
inline constexpr std::uint64_t kMaxZipFileBytes = std::uint64_t{64} << 20U;
/// Before the data of a file; file name and extra field come in addition.
inline constexpr std::size_t kZipLocalHeaderBytes = 30;

/// Where the list of a zip's files stands.
struct ZipDirectory {
  std::uint64_t start = 0;  ///< first byte in the file
  std::uint64_t size = 0;   ///< bytes
  std::uint64_t count = 0;  ///< of files
};

/// One file of a zip, by its directory.
struct ZipEntry {
  std::string path;                ///< UTF-8
  int method = 0;                  ///< 0 stored, 8 deflated
  std::uint64_t packed = 0;        ///< bytes in the zip
  std::uint64_t size = 0;          ///< bytes unpacked
  std::uint64_t offset = 0;        ///< of its local header
  std::optional<Error> problem{};  ///< why it cannot be unpacked
};

/// Finds the directory of a zip (APPNOTE 6.3.10, sections 4.3.14 to 4.3.16).
///
/// Errors: zip_broken; zip_empty; zip_too_large above kMaxZipFiles; zip_part for one part of a
/// zip that was split.
/// @param name       for messages.
/// @param tail       the last kZipTailBytes of the file, or all of it.
/// @param file_size  bytes.
Result<ZipDirectory> find_zip_directory(std::string_view name, std::span<const std::uint8_t> tail,
                                        std::uint64_t file_size);

/// The files of a zip, without folders and without what file managers leave.
///
/// Names are UTF-8 where the zip says so or they are valid UTF-8. The encoding of the others is
/// detected from all of them together; where that fails they are code page 437, as the standard
/// demands.
///
/// A file is given its `problem` where it has a password (zip_locked), another method than 0 and 8
/// (zip_method), or a size that is too large or that so few bytes cannot give (zip_entry_broken).
///
/// Error: zip_broken.
/// @param bytes  ZipDirectory::size bytes from ZipDirectory::start on.
Result<std::vector<ZipEntry>> read_zip_entries(std::string_view name,
                                               std::span<const std::uint8_t> bytes,
                                               const ZipDirectory& directory,
                                               std::uint64_t file_size);

/// Where the data of a file begins, by its local header of kZipLocalHeaderBytes; nothing where the
/// header is wrong or the data would pass the end of the zip.
std::optional<std::uint64_t> zip_data_start(const ZipEntry& entry,
                                            std::span<const std::uint8_t> header,
                                            std::uint64_t file_size);

/// Files that file managers and version control add to folders and zips, and hidden ones.
bool is_debris(std::string_view path);

}  // namespace purr::shell

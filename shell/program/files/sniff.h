#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/core/result.h"

namespace purr::shell {

/// The largest file that is read; its size is checked before anything is read.
inline constexpr std::size_t kMaxFileBytes = std::size_t{256} << 20U;

/// The type of a file by its first bytes, independent of its name.
enum class FileKind : std::uint8_t {
  empty,
  hdf5,
  html,         ///< a web page that was saved under the name of the data
  lfs_pointer,  ///< git-LFS's pointer to the data
  text,         ///< any other text: perhaps a CSV of points
  unknown,
};

/// `bytes` is the whole file, or at least its first 64 kB: an HDF5 signature may follow a
/// user block of 512, 1024, 2048 … bytes.
FileKind sniff(std::span<const std::uint8_t> bytes);

/// Whether the name is one of an HDF5 file: .h5, .hdf5, .hdf, .he5, in any case.
bool is_named_hdf5(std::string_view name);

/// Whether the name is one of a table: .csv, .tsv, .txt, .dat, in any case.
bool is_named_table(std::string_view name);

/// The part of a path after its last slash, for messages.
std::string_view file_name(std::string_view path);

/// file_too_large where `size` passes `limit`; `name` as it appears in the message.
Result<void> check_file_size(std::string_view name, std::uint64_t size,
                             std::uint64_t limit = kMaxFileBytes);

}  // namespace purr::shell

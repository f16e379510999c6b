#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/core/result.h"

namespace purr::shell {

/// A person's file may have this size and no more; it is asked before anything is read.
inline constexpr std::size_t kMaxFileBytes = std::size_t{256} << 20U;

/// What a file is by its first bytes; its name is not asked.
enum class FileKind : std::uint8_t {
  empty,
  hdf5,
  html,         ///< a web page that was saved under the name of the data
  lfs_pointer,  ///< git-LFS's note about where the data would be
  text,         ///< any other text: perhaps a CSV of points
  unknown,
};

/// `bytes` is the whole file, or at least its first 64 kB: an HDF5 signature may stand behind a
/// user block of 512, 1024, 2048 … bytes.
FileKind sniff(std::span<const std::uint8_t> bytes);

/// Whether a person means HDF5 by the name: .h5, .hdf5, .hdf, .he5, in any case.
bool is_named_hdf5(std::string_view name);

/// Whether a person means a table by the name: .csv, .tsv, .txt, .dat, in any case.
bool is_named_table(std::string_view name);

/// The part of a path after its last slash, which is how a message names a file.
std::string_view file_name(std::string_view path);

/// file_too_large where `size` passes `limit`; `name` as a message shows it.
Result<void> check_file_size(std::string_view name, std::uint64_t size,
                             std::uint64_t limit = kMaxFileBytes);

}  // namespace purr::shell

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace purr::shell {

/// Unpacks a zip on the disk: calls `take` with each file in the order of the directory, or with
/// why it cannot be unpacked. Only one file is in memory at a time.
///
/// Errors, where no file can be read: those of find_zip_directory(), file_unreadable.
/// @param take  path in the zip (UTF-8), and the bytes or an Error.
Result<void> read_zip_files(
    const std::string& path,
    const std::function<void(const std::string& inside, Result<std::vector<std::uint8_t>> bytes)>&
        take);

}  // namespace purr::shell

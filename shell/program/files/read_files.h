#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/inputs.h"
#include "shell/program/files/picture_reader.h"

namespace purr::shell {

/// What a list of files gave: everything that could be read, and a sentence for each file that
/// could not.
struct FilesRead {
  BroughtData data;
  std::vector<BroughtPicture> pictures{};  ///< a person's own, already small
  std::vector<Error> errors{};
};

/// Reads files that a person brought, in their order; of two files with the same part (two training
/// sets, say) the later one stays.
///
/// A file is what its first bytes say, whatever its name: HDF5 with pictures; text with points,
/// which are the test set where the name has "test" in it; text with other columns, which is a
/// table; a picture, or a zip or a folder of pictures.
FilesRead read_files(std::span<const std::string> paths, CropMode crop = CropMode::middle);

/// One file. A path that is no ordinary file, that is larger than kMaxFileBytes, or whose content
/// is of no use is an Error that says what was found.
Result<BroughtData> read_file(const std::string& path);

/// What the file called `name` holds, given all its bytes.
Result<BroughtData> read_bytes(std::string_view name, std::span<const std::uint8_t> bytes);

/// Whether nothing at all was brought.
bool is_empty(const BroughtData& data);

/// Whether training and test data fit together: size_mismatch where both are pictures of different
/// size, no_training_set where only a test set is there.
Result<void> check_sets(const BroughtData& data);

}  // namespace purr::shell

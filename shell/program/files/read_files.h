#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/inputs.h"
#include "shell/program/files/picture_reader.h"

namespace purr::shell {

/// The result of reading a list of files: the data, and a sentence for each file that could not be
/// read.
struct FilesRead {
  BroughtData data;
  std::vector<BroughtPicture> pictures{};  ///< the user's own, already reduced
  std::vector<Error> errors{};
};

/// Reads the user's files in order; of two files with the same part (two training sets, say) the
/// later one is used.
///
/// The type of a file follows from its first bytes, not from its name: HDF5 with pictures; text
/// with points, which are the test set where the name has "test" in it; text with other columns,
/// which is a table; a picture, or a zip or a folder of pictures.
FilesRead read_files(std::span<const std::string> paths, CropMode crop = CropMode::middle);

/// One file. A path that is no ordinary file, that is larger than kMaxFileBytes, or whose content
/// cannot be used is an Error that says what was found.
Result<BroughtData> read_file(const std::string& path);

/// The content of the file called `name`, given all its bytes.
Result<BroughtData> read_bytes(std::string_view name, std::span<const std::uint8_t> bytes);

/// Whether no data was read.
bool is_empty(const BroughtData& data);

/// Whether training and test data fit together: size_mismatch where both are pictures of different
/// size, no_training_set where there is only a test set.
Result<void> check_sets(const BroughtData& data);

}  // namespace purr::shell

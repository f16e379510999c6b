#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/inputs.h"
#include "shell/program/files/picture_reader.h"
#include "shell/program/files/table_sets.h"

namespace purr::shell {

/// The result of reading a list of files: the data, and a sentence for each file that could not be
/// read.
struct FilesRead {
  UserData data;
  std::vector<UserPicture> pictures{};  ///< the user's own, already reduced
  std::vector<TableReport> tables{};    ///< what was understood of the table
  TableSource table_source{};           ///< its files, to be read again
  std::vector<Error> notes{};           ///< the same in sentences
  std::vector<Error> skipped{};         ///< files in a zip or folder that has pictures
  std::vector<Error> errors{};          ///< one for each file that could not be read
};

struct ReadOptions {
  CropMode crop = CropMode::middle;
  std::optional<TextEncoding> encoding{};        ///< of text; none is detected
  DataSpec chosen{.source = DataSource::table};  ///< columns of a table, by name
  bool is_dropped = false;                       ///< TableSource::is_dropped
};

/// Reads the user's files in order; of two files with the same part (two training sets, say) the
/// later one is used.
///
/// The type of a file follows from its first bytes, not from its name: HDF5 with pictures; text,
/// which is a table (table_reader.h); a picture, or a zip or a folder of pictures.
FilesRead read_files(std::span<const std::string> paths, const ReadOptions& options = {});

/// What one file contains: pictures, or a table whose types are not decided yet.
using FileContent = std::variant<UserData, TextTable>;

/// One file. A path that is no ordinary file, that is larger than kMaxFileBytes, or whose content
/// cannot be used is an Error that says what was found.
Result<FileContent> read_file(const std::string& path, const ReadOptions& options = {});

/// The content of the file called `name`, given all its bytes.
Result<FileContent> read_bytes(std::string_view name, std::span<const std::uint8_t> bytes,
                               const ReadOptions& options = {});

/// Whether no data was read.
bool is_empty(const UserData& data);

/// Whether training and test data fit together: size_mismatch where both are pictures of different
/// size, no_training_set where there is only a test set.
Result<void> check_sets(const UserData& data);

}  // namespace purr::shell

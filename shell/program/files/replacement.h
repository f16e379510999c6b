#pragma once

#include <string>
#include <string_view>

#include "engine/core/result.h"

namespace purr::shell {

/// A file that takes the place of `path` only when it is whole. It is written beside it, flushed
/// and renamed, so that a full disk leaves what was there. Devices and pipes are written as they
/// are.
class Replacement {
 public:
  explicit Replacement(std::string path);
  /// Removes what was not committed.
  ~Replacement();
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  /// Where to write.
  const std::string& written_path() const { return written_path_; }
  /// Puts it in its place. Errors: write_failed.
  Result<void> commit();

 private:
  std::string path_;          // symbolic links followed
  std::string written_path_;  // equal to path_ where nothing can be made beside it
};

/// Writes a whole file. Errors: write_failed.
Result<void> write_file(const std::string& path, std::string_view content);

/// The error of a file that could not be written, by the code of the system (errno).
Error write_error(const std::string& path, int code);

}  // namespace purr::shell

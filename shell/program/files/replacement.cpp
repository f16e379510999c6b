#include "shell/program/files/replacement.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

namespace purr::shell {
namespace {

constexpr unsigned kNewFileMode = 0666;  // less the umask

/// An empty file beside `path` with its rights, or an empty name where that is not possible.
std::string make_beside(const std::string& path) {
  struct stat before {};
  const bool was_there = stat(path.c_str(), &before) == 0;
  if (was_there && !S_ISREG(before.st_mode)) return {};
  std::string name = path + ".XXXXXX";
  const int file = mkstemp(name.data());
  if (file < 0) return {};
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(file, was_there ? before.st_mode & 07777U : kNewFileMode & ~mask);
  close(file);
  return name;
}

}  // namespace

Error write_error(const std::string& path, int code) {
  return {Errc::write_failed, {path, std::generic_category().message(code)}};
}

Replacement::Replacement(std::string path) : path_(std::move(path)) {
  std::error_code none;
  if (std::filesystem::is_symlink(path_, none)) {
    const auto target = std::filesystem::weakly_canonical(path_, none);
    if (!none) path_ = target.string();
  }
  written_path_ = make_beside(path_);
  if (written_path_.empty()) written_path_ = path_;
}

Replacement::~Replacement() {
  if (written_path_ != path_) std::remove(written_path_.c_str());
}

Result<void> Replacement::commit() {
  if (written_path_ == path_) return {};
  // Some file systems say only now that they are full.
  const int file = open(written_path_.c_str(), O_RDONLY | O_CLOEXEC);
  const bool is_flushed = file >= 0 && fsync(file) == 0;
  const int code = errno;
  if (file >= 0) close(file);
  if (!is_flushed) return std::unexpected(write_error(path_, code));
  if (std::rename(written_path_.c_str(), path_.c_str()) != 0) {
    return std::unexpected(write_error(path_, errno));
  }
  written_path_ = path_;
  return {};
}

Result<void> write_file(const std::string& path, std::string_view content) {
  Replacement replacement(path);
  errno = 0;
  std::ofstream file(replacement.written_path(), std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) return std::unexpected(write_error(path, errno));
  return replacement.commit();
}

}  // namespace purr::shell

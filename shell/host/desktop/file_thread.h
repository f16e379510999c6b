#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "shell/program/files/read_files.h"

namespace purr::shell::desktop {

/// Reads the files that are dropped on the window, one drop after the other, while the window goes
/// on drawing.
class FileThread {
 public:
  /// `wake` is called from the thread whenever a drop has been read.
  explicit FileThread(std::function<void()> wake);
  /// Waits for the file in progress.
  ~FileThread();
  FileThread(const FileThread&) = delete;
  FileThread& operator=(const FileThread&) = delete;

  /// Requests the files of one drop.
  void read(std::vector<std::string> paths, const ReadOptions& options = {});
  /// What has been read since the last call, one for each drop.
  std::vector<FilesRead> take();
  /// Whether something that was requested has not been taken yet.
  bool is_busy() const;

 private:
  void loop(const std::stop_token& stop);

  std::function<void()> wake_;
  mutable std::mutex mutex_;  // of the three below
  std::condition_variable_any has_drops_;
  struct Drop {
    std::vector<std::string> paths;
    ReadOptions options;
  };
  std::vector<Drop> drops_;
  std::vector<FilesRead> results_;
  int open_count_ = 0;   ///< drops requested and not taken
  std::jthread thread_;  // last: it uses everything above
};

}  // namespace purr::shell::desktop

#include "shell/host/desktop/file_thread.h"

#include <utility>

namespace purr::shell::desktop {

FileThread::FileThread(std::function<void()> wake)
    : wake_(std::move(wake)), thread_([this](const std::stop_token& stop) { loop(stop); }) {}

FileThread::~FileThread() = default;  // std::jthread requests the stop and joins

void FileThread::read(std::vector<std::string> paths, const ReadOptions& options) {
  {
    const std::scoped_lock lock(mutex_);
    drops_.push_back({std::move(paths), options});
    ++open_count_;
  }
  has_drops_.notify_one();
}

std::vector<FilesRead> FileThread::take() {
  const std::scoped_lock lock(mutex_);
  open_count_ -= static_cast<int>(results_.size());
  return std::exchange(results_, {});
}

bool FileThread::is_busy() const {
  const std::scoped_lock lock(mutex_);
  return open_count_ > 0;
}

void FileThread::loop(const std::stop_token& stop) {
  while (true) {
    Drop drop;
    {
      std::unique_lock lock(mutex_);
      if (!has_drops_.wait(lock, stop, [this] { return !drops_.empty(); })) return;
      drop = std::move(drops_.front());
      drops_.erase(drops_.begin());
    }
    FilesRead files = read_files(drop.paths, drop.options);
    {
      const std::scoped_lock lock(mutex_);
      results_.push_back(std::move(files));
    }
    wake_();
  }
}

}  // namespace purr::shell::desktop

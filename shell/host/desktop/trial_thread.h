#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "engine/data/inputs.h"
#include "shell/view/ways_out.h"

namespace purr::shell::desktop {

/// The result of one experiment that was tried.
struct Trial {
  std::uint32_t serial = 0;
  std::size_t index = 0;
  TrialResult result;
};

/// Trains experiments beside the trainer, one after another on a thread of its own. Where the
/// machine has one core only, none is tried.
class TrialThread {
 public:
  /// `wake` is called from this thread whenever there is a result to take.
  explicit TrialThread(std::function<void()> wake);
  /// Waits for the slice in progress, no longer.
  ~TrialThread();
  TrialThread(const TrialThread&) = delete;
  TrialThread& operator=(const TrialThread&) = delete;

  /// User data for the experiments that follow; pictures and points are shared, not copied.
  void bring(const UserData& data);
  /// Tries these experiments in place of those that are under way.
  void start(std::uint32_t serial, std::vector<std::string> experiments);
  /// The results since the last call.
  std::vector<Trial> take();

 private:
  void loop(const std::stop_token& stop);
  void add_result(const Trial& trial);

  std::function<void()> wake_;
  std::mutex mutex_;  // of all below
  std::condition_variable_any has_work_;
  std::vector<UserData> data_;
  std::vector<std::string> experiments_;
  std::uint32_t serial_ = 0;
  std::size_t next_ = 0;  // place in experiments_
  std::vector<Trial> results_;
  std::jthread thread_;  // last: it uses everything above
};

}  // namespace purr::shell::desktop

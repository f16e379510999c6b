#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "engine/run/messages.h"

namespace purr::shell::desktop {

/// The trainer of the desktop: a TrainingRun on a thread of its own, between two queues. It is to
/// the window what a Web Worker is to the page. Nothing is shared but the messages.
class TrainerThread {
 public:
  /// `wake` is called from the trainer's thread whenever there are updates to take.
  explicit TrainerThread(std::function<void()> wake);
  /// Waits for the time slice in progress, no longer.
  ~TrainerThread();
  TrainerThread(const TrainerThread&) = delete;
  TrainerThread& operator=(const TrainerThread&) = delete;

  /// Puts a command into the queue; never waits for the trainer.
  void send(Command command);
  /// The updates since the last call, oldest first.
  std::vector<Update> take_updates();

 private:
  void loop(const std::stop_token& stop);

  std::function<void()> wake_;
  std::mutex mutex_;  // of the two queues
  std::condition_variable_any has_commands_;
  std::vector<Command> commands_;
  std::vector<Update> updates_;
  std::jthread thread_;  // last: it uses everything above
};

}  // namespace purr::shell::desktop

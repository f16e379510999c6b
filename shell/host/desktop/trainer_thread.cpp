#include "shell/host/desktop/trainer_thread.h"

#include <chrono>
#include <iterator>
#include <utility>

#include "engine/run/training_run.h"

namespace purr::shell::desktop {
namespace {

constexpr double kBudgetMs = 12.0;  // a command waits little longer than this

}  // namespace

TrainerThread::TrainerThread(std::function<void()> wake)
    : wake_(std::move(wake)), thread_([this](const std::stop_token& stop) { loop(stop); }) {}

TrainerThread::~TrainerThread() = default;  // std::jthread requests the stop and joins

void TrainerThread::send(Command command) {
  {
    const std::scoped_lock lock(mutex_);
    commands_.push_back(std::move(command));
  }
  has_commands_.notify_one();
}

std::vector<Update> TrainerThread::take_updates() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(updates_, {});
}

void TrainerThread::loop(const std::stop_token& stop) {
  TrainingRun run;
  bool is_busy = false;
  while (!stop.stop_requested()) {
    std::vector<Command> commands;
    {
      std::unique_lock lock(mutex_);
      const auto has_work = [&] { return is_busy || !commands_.empty(); };
      if (!has_commands_.wait(lock, stop, has_work)) return;
      // In slow motion the next iteration may be a second away; a command does not wait for it.
      if (const double wait = run.wait_ms(); is_busy && wait > 0.0) {
        has_commands_.wait_for(lock, stop, std::chrono::duration<double, std::milli>(wait),
                               [&] { return !commands_.empty(); });
        if (stop.stop_requested()) return;
      }
      commands.swap(commands_);
    }
    for (Command& command : commands) run.handle(std::move(command));
    is_busy = run.advance(kBudgetMs);
    std::vector<Update> made = run.take_updates();
    if (made.empty()) continue;
    {
      const std::scoped_lock lock(mutex_);
      updates_.insert(updates_.end(), std::make_move_iterator(made.begin()),
                      std::make_move_iterator(made.end()));
    }
    wake_();
  }
}

}  // namespace purr::shell::desktop

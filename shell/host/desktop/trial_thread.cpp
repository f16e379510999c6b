#include "shell/host/desktop/trial_thread.h"

#include <utility>

#include "engine/run/experiment_run.h"

namespace purr::shell::desktop {
namespace {

constexpr double kBudgetMs = 20.0;  // newer experiments wait no longer than this, or than one step

}  // namespace

TrialThread::TrialThread(std::function<void()> wake)
    : wake_(std::move(wake)), thread_([this](const std::stop_token& stop) { loop(stop); }) {}

TrialThread::~TrialThread() = default;  // std::jthread requests the stop and joins

void TrialThread::bring(const UserData& data) {
  const std::scoped_lock lock(mutex_);
  data_.push_back(data);
}

void TrialThread::start(std::uint32_t serial, std::vector<std::string> experiments) {
  {
    const std::scoped_lock lock(mutex_);
    serial_ = serial;
    experiments_ = std::move(experiments);
    next_ = 0;
    if (std::thread::hardware_concurrency() == 1) {
      for (; next_ < experiments_.size(); ++next_) {
        results_.push_back({serial_, next_, {.outcome = TrialOutcome::not_tried}});
      }
    }
  }
  has_work_.notify_one();
}

std::vector<Trial> TrialThread::take() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(results_, {});
}

void TrialThread::add_result(const Trial& trial) {
  {
    const std::scoped_lock lock(mutex_);
    if (trial.serial != serial_) return;
    results_.push_back(trial);
  }
  wake_();
}

void TrialThread::loop(const std::stop_token& stop) {
  ExperimentRun run;
  while (!stop.stop_requested()) {
    std::vector<UserData> data;
    std::string experiment;
    Trial trial;
    {
      std::unique_lock lock(mutex_);
      if (!has_work_.wait(lock, stop, [&] { return next_ < experiments_.size(); })) return;
      data.swap(data_);
      trial.serial = serial_;
      trial.index = next_;
      experiment = experiments_[next_++];
    }
    for (UserData& part : data) run.bring(std::move(part));
    run.begin(std::move(experiment));
    const auto is_wanted = [&] {
      const std::scoped_lock lock(mutex_);
      return trial.serial == serial_ && !stop.stop_requested();
    };
    bool has_more = true;
    while (has_more && is_wanted()) has_more = run.advance(kBudgetMs);
    if (has_more) continue;
    trial.result = trial_result(run.summary());
    add_result(trial);
  }
}

}  // namespace purr::shell::desktop

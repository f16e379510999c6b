#include "engine/run/training_run.h"

#include <new>
#include <utility>
#include <vector>

#include "engine/run/replies.h"
#include "engine/run/run_driver.h"

namespace purr {

struct TrainingRun::State {
  static constexpr std::size_t kMaxQuestions = 1000;

  RunDriver driver;
  std::vector<AskPrediction> questions{};  // asked while a run is prepared

  void answer_questions() {
    if (questions.empty() || !run().preparation.is_idle()) return;
    for (const AskPrediction& question : std::exchange(questions, {})) {
      answer(question, run(), publisher());
    }
  }
  /// @param work  calls of the driver
  void guarded(const auto& work) {
#ifdef __cpp_exceptions
    try {
      work();
    } catch (const std::bad_alloc&) {
      driver.out_of_memory();
    }
#else
    // The page has no exceptions: what cannot be allocated ends its worker, and the page says so.
    work();
#endif
  }

  const RunState& run() const { return driver.run(); }
  Publisher& publisher() { return driver.publisher(); }

  void handle(const Configure& command) {
    Reading reading = read_experiment(command.experiment);
    publisher().add_notes(reading.notes);
    driver.configure(command.serial, std::move(reading.experiment), command.retrain);
  }
  void handle(const Play&) { driver.play(); }
  void handle(const Pause&) { driver.pause(); }
  void handle(const RunTo& command) { driver.run_to(command.iteration); }
  void handle(const LookBack& command) { driver.look_back(command.iteration); }
  void handle(Bring&& command) { driver.bring(std::move(command.data), command.kept_as); }
  void handle(const Watch& command) { publisher().set_watch(command); }
  void handle(const AskWeights& command) { answer(command, run(), publisher()); }
  void handle(const AskPrediction& command) {
    // The network that it asks is on its way.
    if (!run().preparation.is_idle() && questions.size() < kMaxQuestions) {
      questions.push_back(command);
    } else {
      answer(command, run(), publisher());
    }
  }
  void handle(const EditWeight& command) { driver.edit(command); }
  void handle(const AskBatch& command) { answer(command, run(), publisher()); }
  void handle(const Pace& command) { driver.set_pace(command.per_second); }
  void handle(const AskPictures& command) { driver.sender().answer(command, publisher()); }
  void handle(const FindNearDuplicates& command) { driver.find_near_duplicates(command.revision); }
};

TrainingRun::TrainingRun(double max_matrix_bytes)
    : state_(new State{RunDriver(max_matrix_bytes)}) {}
TrainingRun::~TrainingRun() = default;
TrainingRun::TrainingRun(TrainingRun&&) noexcept = default;
TrainingRun& TrainingRun::operator=(TrainingRun&&) noexcept = default;

void TrainingRun::handle(Command command) {
  state_->guarded([&] {
    std::visit([&](auto&& value) { state_->handle(std::forward<decltype(value)>(value)); },
               std::move(command));
  });
}

bool TrainingRun::advance(double budget_ms) {
  bool has_more = true;
  state_->guarded([&] {
    has_more = state_->driver.advance(budget_ms);
    state_->answer_questions();
  });
  return has_more;
}

double TrainingRun::wait_ms() const { return state_->driver.wait_ms(); }

std::vector<Update> TrainingRun::take_updates() { return state_->publisher().take(); }

}  // namespace purr

#include "engine/run/run_driver.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>

#include "engine/run/memory_advice.h"

namespace purr {
namespace {

// Of a data set's pictures: above it, the old set is released before the next is made.
constexpr std::size_t kMaxBytesTwice = std::size_t{64} << 20U;

}  // namespace

// ---- commands --------------------------------------------------------------------------------------

void RunDriver::configure(std::uint32_t serial, Experiment experiment, bool retrain) {
  const Experiment before = std::exchange(run_.experiment, std::move(experiment));
  run_.serial = serial;
  publisher_.status_changed();
  const bool is_first = !std::exchange(is_configured_, true);
  const ChangeKind change = is_first ? ChangeKind::new_data : change_kind(before, run_.experiment);
  if (retrain || change > ChangeKind::view) end_looking_back(before.training);
  if (retrain) {
    plays_when_ready_ = true;
    play_to_.reset();
    if (!pacer_.is_on()) publisher_.mute();
  }
  if (change == ChangeKind::new_data) return prepare_data();
  // What is under way, or waited for, leads to a trainer of the new settings by itself.
  if (run_.preparation.stage() == Preparation::Stage::data || !run_.dataset) return;
  if (retrain || change == ChangeKind::restart) {
    if (run_.phase == Phase::training) plays_when_ready_ = true;
    return restart();
  }
  Trainer* trainer = run_.ready_trainer();
  // Not ready yet, or too large before: once more, with the weights that are to be kept.
  if (trainer == nullptr) return prepare_trainer();
  const bool is_other_solver =
      run_.preparation.would_use_gram(run_.experiment, *run_.dataset) != trainer->is_gram();
  if (change == ChangeKind::reshape || is_other_solver) {
    if (run_.phase == Phase::training) plays_when_ready_ = true;
    trainer->take_back_step();
    run_.preparation.set_warm_start(trainer->warm_start());
    return prepare_trainer();
  }
  if (change == ChangeKind::live) apply_training();
}

void RunDriver::bring(UserData data, std::uint32_t kept_as) {
  // An empty set is treated as absent.
  const auto drop_empty = [](auto& set) {
    if (set && set->count() == 0) set.reset();
  };
  drop_empty(data.train_pictures);
  drop_empty(data.test_pictures);
  drop_empty(data.my_pictures);
  drop_empty(data.train_points);
  drop_empty(data.test_points);
  run_.preparation.bring(data, kept_as);
  const DataSource source = run_.experiment.data.source;
  const bool is_used =
      is_user_data(source) || (source == DataSource::emoji && data.glyphs != nullptr);
  if (is_configured_ && is_used) prepare_data();
}

void RunDriver::play() {
  if (run_.phase == Phase::training || run_.phase == Phase::failed) return;
  play_to_.reset();
  go_on_from_there();
  const Trainer* trainer = run_.ready_trainer();
  if (trainer == nullptr) {
    plays_when_ready_ = true;
    return;
  }
  run_.target = run_.experiment.training.iterations;
  if (trainer->iteration() < run_.target) start_training();
}

void RunDriver::pause() {
  plays_when_ready_ = false;
  publisher_.unmute();
  if (run_.phase == Phase::training) stop_training(Phase::ready);
}

void RunDriver::run_to(int iteration) {
  const int target = std::clamp(iteration, 0, 1000000);
  end_looking_back();
  const Trainer* trainer = run_.ready_trainer();
  if (trainer == nullptr) {
    plays_when_ready_ = true;
    play_to_ = target;
    return;
  }
  if (target < trainer->iteration() && !return_to(target)) return;
  if (run_.phase == Phase::failed) return;
  run_.target = target;
  play_to_ = target;
  if (trainer->iteration() < target) {
    start_training();
  } else {
    stop_training(Phase::ready);
  }
}

void RunDriver::look_back(int iteration) {
  Trainer* trainer = run_.ready_trainer();
  if (trainer == nullptr) return;
  const int newest = run_.newest ? run_.newest->iteration : trainer->iteration();
  if (iteration == LookBack::kNow || iteration >= newest) return end_looking_back();
  if (run_.phase == Phase::training) stop_training(Phase::ready);
  if (!run_.newest) {
    run_.newest = NewestState{.iteration = newest,
                              .phase = run_.phase,
                              .stop_reason = run_.stop_reason,
                              .point = run_.now,
                              .state = trainer->save()};
  }
  // So many steps are not noticed while a slider is dragged.
  constexpr double kMaxMs = 100.0;
  const double ms = run_.ms_per_iteration;
  const int max_steps = ms > 0.0 ? static_cast<int>(std::min(1e6, kMaxMs / ms)) : 1000000;
  const bool is_there = run_.history.show(iteration, max_steps, *trainer, run_.experiment.training);
  if (!is_there || trainer->iteration() >= newest) return end_looking_back();
  run_.stop_reason = StopReason::none;
  run_.now = trainer->evaluate();
  // The last states of a run that broke have no cost.
  run_.phase = std::isfinite(run_.now.cost) ? Phase::ready : Phase::failed;
  publisher_.unmute();
  publisher_.run_changed();
}

void RunDriver::end_looking_back(const TrainingSpec& training) {
  const std::optional<NewestState> kept = std::exchange(run_.newest, std::nullopt);
  if (!kept) return;
  const NewestState& newest = *kept;
  // The settings come first: the saved state is read by them.
  run_.trainer->set_training(training);
  run_.trainer->load(newest.state);
  run_.phase = newest.phase;
  run_.stop_reason = newest.stop_reason;
  run_.now = newest.point;
  publisher_.run_changed();
}

void RunDriver::go_on_from_there() {
  if (!run_.newest) return;
  const int iteration = run_.trainer->iteration();
  run_.newest.reset();
  if (!return_to(iteration)) return;
  evaluate();
  publisher_.run_changed();
}

void RunDriver::set_pace(double per_second) {
  pacer_.set(per_second);
  if (pacer_.is_on()) publisher_.unmute();
}

void RunDriver::edit(const EditWeight& edit) {
  Trainer* trainer = run_.ready_trainer();
  if (trainer == nullptr || run_.phase == Phase::failed) {
    publisher_.add(Notice{true, {Errc::edit_not_now, {}}});
    return;
  }
  const std::vector<int> sizes = run_.sizes();
  const bool has_layer = edit.layer >= 1 && edit.layer < static_cast<int>(sizes.size());
  const auto l = static_cast<std::size_t>(has_layer ? edit.layer : 1);
  if (!has_layer || edit.unit < 1 || edit.unit > sizes[l] || edit.input < 0 ||
      edit.input > sizes[l - 1]) {
    publisher_.add(Notice{
        true,
        {Errc::edit_not_there,
         {std::to_string(edit.layer), std::to_string(edit.unit), std::to_string(edit.input)}}});
    return;
  }
  go_on_from_there();
  if (!trainer->edit(edit.layer, edit.unit, edit.input, edit.value)) {
    publisher_.add(Notice{true, {Errc::edit_refused, {}}});
    return;
  }
  run_.history.add_edit(*trainer, run_.experiment.training, edit);
  if (run_.phase == Phase::training) return evaluate();
  stop_training(Phase::ready);
}

void RunDriver::find_near_duplicates(std::uint32_t revision) {
  if (!run_.dataset || revision != run_.data_revision || !run_.dataset->train.is_pixels()) return;
  near_duplicates_.start(run_.dataset, run_.data_revision, publisher_);
}

// ---- from settings to a trainer --------------------------------------------------------------------

void RunDriver::prepare_data() {
  run_.newest.reset();
  std::vector<Error> notes;
  const Result<void> started = run_.preparation.start_data(run_.experiment.data, notes);
  data_notes_ = std::move(notes);
  if (!started) {
    publisher_.add_notes(std::exchange(data_notes_, {}));
    publisher_.add(Notice{true, started.error()});
    run_.history.clear_curves();
    release_data();
    return wait_for_data();
  }
  // With the Gram matrices of a large set its pictures are needed, too: they tell what is new.
  if (run_.dataset && !run_.preparation.has_gram() &&
      run_.dataset->train.pixels.size() + run_.dataset->test.pixels.size() > kMaxBytesTwice) {
    release_data();
  }
  if (run_.phase == Phase::training) plays_when_ready_ = true;
  run_.phase = Phase::preparing;
  fresh_start_.forget();
}

void RunDriver::release_data() {
  run_.newest.reset();
  near_duplicates_.stop();
  sender_.stop();
  standing_.reset();
  run_.trainer.reset();
  run_.dataset.reset();
}

void RunDriver::out_of_memory() {
  const bool was_preparing = !run_.preparation.is_idle();
  const bool was_working = run_.phase == Phase::training || evaluation_ != Evaluation::none;
  const Dataset* data =
      run_.preparation.stage() == Preparation::Stage::data ? nullptr : run_.dataset.get();
  const bool uses_gram = data != nullptr && run_.preparation.would_use_gram(run_.experiment, *data);
  // First of all: words need memory, too.
  run_.preparation.abandon();
  near_duplicates_.stop();
  evaluation_ = Evaluation::none;
  plays_when_ready_ = false;
  if (run_.trainer) run_.trainer->take_back_step();
  const Error error = purr::out_of_memory(run_.experiment, data, uses_gram);
  publisher_.unmute();
  publisher_.add(Notice{true, error});
  // The trainer that ran out of it keeps buffers of which some are missing.
  if (!was_preparing && !was_working) {
    // A question, or settings that failed before anything was under way.
    if (standing_) run_.experiment = *standing_;
    return;
  }
  if (!was_preparing || !run_.trainer || !standing_) return wait_for_data();
  run_.experiment = *standing_;
  run_.phase = Phase::ready;
  publisher_.run_changed();
}

void RunDriver::wait_for_data() {
  run_.newest.reset();
  run_.phase = Phase::waiting;
  standing_.reset();
  run_.trainer.reset();
  publisher_.unmute();
  publisher_.status_changed();
}

void RunDriver::take_data() {
  near_duplicates_.stop();
  standing_.reset();  // the trainer that is there is of other data
  run_.dataset = run_.preparation.take_data();
  ++run_.data_revision;
  run_.health.set_data(*run_.dataset);
  fresh_start_.forget();
  sender_.start(run_.dataset, run_.data_revision, run_.preparation.kept_as(), publisher_);
  publisher_.add_notes(std::exchange(data_notes_, {}));
  note_one_class();
  prepare_trainer();
}

/// A set of one class can be trained on, but there is nothing to tell apart.
void RunDriver::note_one_class() {
  const std::vector<std::uint8_t>& labels = run_.dataset->train_labels;
  const bool is_mixed =
      std::adjacent_find(labels.begin(), labels.end(), std::not_equal_to<>()) != labels.end();
  if (is_mixed || labels.empty()) return;
  const std::uint8_t y = labels.front();
  const std::string& name = run_.dataset->class_names[y];
  publisher_.add(
      Notice{false,
             {Errc::one_class,
              {std::to_string(labels.size()), name.empty() ? "y = " + std::to_string(y) : name}}});
}

void RunDriver::prepare_trainer() {
  run_.newest.reset();
  std::vector<Error> notes;
  const Result<void> started = run_.preparation.start_trainer(run_.experiment, run_.dataset, notes);
  publisher_.add_notes(notes);
  run_.phase = Phase::preparing;
  if (started) return;
  publisher_.add(Notice{true, started.error()});
  wait_for_data();
}

void RunDriver::take_trainer() {
  run_.newest.reset();
  bool is_fresh = false;
  run_.trainer = run_.preparation.take_trainer(run_.experiment.training, is_fresh);
  standing_ = run_.experiment;
  if (is_fresh) {
    fresh_start_.keep(*run_.trainer, run_.experiment);
    return start_at_zero();
  }
  fresh_start_.forget();
  run_.history.start_again_from(*run_.trainer, run_.experiment.training);
  run_.health.start(*run_.trainer);
  ready_or_play();
}

void RunDriver::restart() {
  run_.preparation.clear_warm_start();
  if (!run_.dataset) return;
  Trainer* trainer = run_.ready_trainer();
  const bool uses_gram = run_.preparation.would_use_gram(run_.experiment, *run_.dataset);
  if (trainer == nullptr || !fresh_start_.fits(*trainer, run_.experiment, uses_gram)) {
    return prepare_trainer();
  }
  // Before, because the saved state is read by the settings; after, because it brings its own.
  trainer->set_training(run_.experiment.training);
  trainer->load(fresh_start_.state());
  trainer->set_training(run_.experiment.training);
  start_at_zero();
}

void RunDriver::start_at_zero() {
  run_.history.start(run_.experiment.training, fresh_start_.state());
  run_.health.start(*run_.trainer);
  run_.elapsed_ms = unmeasured_ms_ = 0.0;
  ready_or_play();
}

void RunDriver::ready_or_play() {
  run_.phase = Phase::ready;
  if (std::exchange(plays_when_ready_, false)) {
    run_.target = play_to_.value_or(run_.experiment.training.iterations);
    if (run_.target < run_.trainer->iteration() && !return_to(run_.target)) return;
    if (run_.trainer->iteration() < run_.target) return start_training();
  }
  stop_training(Phase::ready);
}

}  // namespace purr

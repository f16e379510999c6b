#include "engine/run/history.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace purr {

void History::clear_curves() {
  curve_.clear();
  gradients_.clear();
}

void History::start(const TrainingSpec& training, std::vector<std::uint8_t> state) {
  clear_curves();
  patience_ = {};
  changes_ = {{0, training}};
  checkpoints_.clear();
  checkpoints_.add({0, 1, patience_, std::move(state)});
  set_checkpoint_interval(training);
}

void History::start_again_from(const Trainer& trainer, const TrainingSpec& training) {
  changes_ = {{trainer.steps(), training}};
  checkpoints_.clear();
  checkpoints_.add({trainer.iteration(), 1, patience_, trainer.save()});
  set_checkpoint_interval(training);
}

void History::set_checkpoint_interval(const TrainingSpec& training) {
  checkpoint_interval_ = std::max(1, training.iterations / 40);
}

bool History::is_last_change_open(const Trainer& trainer) const {
  return changes_.size() > checkpoints_.change_count() && changes_.back().step == trainer.steps();
}

void History::push(Change change) {
  if (changes_.size() >= kMaxChanges) {
    // Memory is bounded: earlier iterations can be returned to from the next checkpoint on.
    changes_.clear();
    checkpoints_.clear();
  }
  changes_.push_back(std::move(change));
}

void History::add_change(const Trainer& trainer, const TrainingSpec& training) {
  if (is_last_change_open(trainer)) {
    // A new optimiser, a new order of the examples and what is frozen reset parts of the trainer
    // even if no step uses them.
    TrainingSpec& last = changes_.back().training;
    if (!changes_.back().edit && last.optimizer == training.optimizer &&
        last.batch_size == training.batch_size && last.shuffle_seed == training.shuffle_seed &&
        last.frozen == training.frozen) {
      last = training;
      return;
    }
  }
  push({trainer.steps(), training});
}

void History::add_edit(const Trainer& trainer, const TrainingSpec& training,
                       const EditWeight& edit) {
  if (is_last_change_open(trainer)) {
    std::optional<EditWeight>& last = changes_.back().edit;
    if (last && last->layer == edit.layer && last->unit == edit.unit && last->input == edit.input) {
      last = edit;
      return;
    }
  }
  push({trainer.steps(), training, edit});
}

void History::add_point(const Trainer& trainer, const TrainingSpec& training, bool has_test_set) {
  const CurvePoint& point = trainer.last_point();
  curve_.add(point);
  if (const GradientPoint* gradient = trainer.last_gradient()) gradients_.add(*gradient);
  // A step evaluates the test set now and then. What is measured in a pause does not count, so that
  // a run ends at the same iteration with or without pauses.
  if (point.has_test != 0) {
    patience_.note(point.test_cost);
  } else if (!has_test_set && point.iteration % test_interval(training, trainer.is_gram()) == 0) {
    patience_.note(point.cost);
  }
}

void History::add_checkpoint(const Trainer& trainer) {
  if (trainer.iteration() % checkpoint_interval_ != 0) return;
  checkpoints_.add({trainer.iteration(), changes_.size(), patience_, trainer.save()});
}

void History::load(const Checkpoint& checkpoint, Trainer& trainer) const {
  // The settings come first: the saved state is read by them.
  trainer.set_training(changes_[checkpoint.change_count - 1].training);
  trainer.load(checkpoint.state);
}

std::size_t History::make_changes(std::size_t made, Trainer& trainer) const {
  for (; made < changes_.size() && changes_[made].step <= trainer.steps(); ++made) {
    const Change& change = changes_[made];
    trainer.set_training(change.training);
    if (const auto& edit = change.edit) {
      trainer.edit(edit->layer, edit->unit, edit->input, edit->value);
    }
  }
  return made;
}

void History::return_to(int iteration, Trainer& trainer, const TrainingSpec& training,
                        bool has_test_set) {
  const Checkpoint* checkpoint = checkpoints_.find(iteration);
  std::size_t made = checkpoint->change_count;
  load(*checkpoint, trainer);
  patience_ = checkpoint->patience;
  curve_.cut(trainer.iteration());
  gradients_.cut(trainer.iteration());
  checkpoints_.cut(iteration);
  while (trainer.iteration() < iteration) {
    made = make_changes(made, trainer);
    if (trainer.step()) add_point(trainer, training, has_test_set);
    if (trainer.has_failed()) break;
  }
  changes_.erase(changes_.begin() + static_cast<std::ptrdiff_t>(made), changes_.end());
  if (changes_.back().training == training) return;
  trainer.set_training(training);
  add_change(trainer, training);
}

bool History::show(int iteration, int max_steps, Trainer& trainer,
                   const TrainingSpec& training) const {
  const std::vector<Checkpoint>& all = checkpoints_.all();
  if (all.empty()) return false;
  const Checkpoint* before = checkpoints_.find(iteration);
  const bool is_near = before != nullptr && iteration - before->iteration <= max_steps;
  const auto distance = [&](const Checkpoint& one) { return std::abs(one.iteration - iteration); };
  const Checkpoint& from =
      is_near ? *before
              : *std::min_element(all.begin(), all.end(), [&](const auto& one, const auto& other) {
                  return distance(one) < distance(other);
                });
  load(from, trainer);
  std::size_t made = from.change_count;
  while (is_near && trainer.iteration() < iteration && !trainer.has_failed()) {
    made = make_changes(made, trainer);
    trainer.step();
  }
  // What is asked of this state, such as its next step, is asked under the present settings.
  trainer.set_training(training);
  return true;
}

std::vector<WeightPoint> History::weight_history(Trainer& trainer, const TrainingSpec& training,
                                                 const WeightPlace& place) const {
  const std::vector<std::uint8_t> now = trainer.save();
  std::vector<WeightPoint> points;
  for (const Checkpoint& checkpoint : checkpoints_.all()) {
    load(checkpoint, trainer);
    points.push_back({checkpoint.iteration, trainer.weight(place.layer, place.unit, place.input)});
  }
  trainer.set_training(training);
  trainer.load(now);
  return points;
}

}  // namespace purr

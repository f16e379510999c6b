#include "engine/run/preparation.h"

#include <string>
#include <utility>

namespace purr {
namespace {

SolverEstimate estimate(const Experiment& experiment, const Dataset& dataset) {
  return estimate_solvers(dataset.train.n_x, dataset.train.count, dataset.test.count,
                          experiment.network, experiment.training, dataset.train.is_pixels());
}

/// Why the Gram solver cannot do what was asked for.
Error why_not_gram(Optimizer optimizer) {
  if (optimizer == Optimizer::rmsprop || optimizer == Optimizer::adam) {
    return {Errc::gram_unsupported, {"RMSprop / Adam"}};
  }
  return {Errc::gram_frozen, {}};
}

std::string megabytes(double bytes) { return std::to_string(static_cast<int>(bytes / 1e6)); }

}  // namespace

void Preparation::bring(const UserData& data, std::uint32_t kept_as) {
  builder_.bring(data);
  if (data.train_pictures) course_train_kept_as_ = kept_as;
  if (data.test_pictures) course_test_kept_as_ = kept_as;
  if (data.my_pictures) my_pictures_kept_as_ = kept_as;
}

Result<void> Preparation::start_data(const DataSpec& spec, std::vector<Error>& notes) {
  building_kept_as_ = {};
  if (spec.source == DataSource::course) {
    building_kept_as_ = {course_train_kept_as_, course_test_kept_as_};
  }
  if (spec.source == DataSource::mine) {
    building_kept_as_ = {my_pictures_kept_as_, my_pictures_kept_as_};
  }
  Result<void> started = builder_.start(spec, notes);
  warm_start_ = {};
  trainer_builder_.reset();
  stage_ = started ? Stage::data : Stage::idle;
  return started;
}

std::shared_ptr<const Dataset> Preparation::take_data() {
  has_gram_ = false;
  gram64_.reset();
  gram32_.reset();
  stage_ = Stage::idle;
  kept_as_ = building_kept_as_;
  return builder_.take();
}

void Preparation::set_warm_start(WarmStart warm_start) {
  warm_start_ = std::move(warm_start);
  trainer_builder_.reset();
}

void Preparation::clear_warm_start() {
  if (!warm_start_.parameters.empty()) trainer_builder_.reset();
  warm_start_ = {};
}

bool Preparation::would_use_gram(const Experiment& experiment, const Dataset& dataset) const {
  return choose_gram(estimate(experiment, dataset), experiment.training.solver, max_matrix_bytes_);
}

Result<void> Preparation::start_trainer(const Experiment& experiment,
                                        const std::shared_ptr<const Dataset>& dataset,
                                        std::vector<Error>& notes) {
  const TrainingSpec& training = experiment.training;
  uses_gram_ = would_use_gram(experiment, *dataset);
  if (training.solver == SolverChoice::gram && !uses_gram_) {
    notes.push_back(why_not_gram(training.optimizer));
  }
  if (builder_network_ != experiment.network || builder_uses_gram_ != uses_gram_ ||
      builder_precision_ != training.precision) {
    trainer_builder_.reset();
  }
  const SolverEstimate costs = estimate(experiment, *dataset);
  const double bytes = uses_gram_ ? costs.gram_bytes : costs.primal_bytes;
  if (bytes > kMaxRunBytes) {
    stage_ = Stage::idle;
    return fail(Errc::too_much_memory, {megabytes(bytes), megabytes(kMaxRunBytes)});
  }
  stage_ = uses_gram_ && !has_gram_ ? Stage::gram : Stage::trainer;
  if (stage_ == Stage::gram) gram_builder_.start(dataset);
  return {};
}

std::unique_ptr<Trainer> Preparation::take_trainer(const TrainingSpec& training, bool& is_fresh) {
  is_fresh = warm_start_.parameters.empty();
  std::unique_ptr<Trainer> trainer = trainer_builder_->take(training);
  trainer_builder_.reset();
  warm_start_ = {};
  stage_ = Stage::idle;
  return trainer;
}

Preparation::Finished Preparation::advance(const Experiment& experiment,
                                           const std::shared_ptr<const Dataset>& dataset) {
  switch (stage_) {
    case Stage::idle: break;
    case Stage::data: return builder_.advance() ? Finished::data : Finished::nothing;
    case Stage::gram:
      if (gram_builder_.advance()) {
        has_gram_ = true;
        stage_ = Stage::trainer;
      }
      break;
    case Stage::trainer:
      if (!trainer_builder_) {
        experiment.training.precision == Precision::f64
            ? make_builder<double>(experiment, dataset, gram64_)
            : make_builder<float>(experiment, dataset, gram32_);
      }
      if (trainer_builder_->advance()) return Finished::trainer;
      break;
  }
  return Finished::nothing;
}

template <class Real>
void Preparation::make_builder(const Experiment& experiment,
                               const std::shared_ptr<const Dataset>& dataset,
                               std::shared_ptr<const GramMatrices<Real>>& gram) {
  if (uses_gram_ && !gram) gram = gram_builder_.matrices<Real>();
  trainer_builder_ = purr::start_trainer<Real>(dataset, experiment.network, warm_start_,
                                               uses_gram_ ? gram : nullptr);
  builder_network_ = experiment.network;
  builder_precision_ = experiment.training.precision;
  builder_uses_gram_ = uses_gram_;
}

void Preparation::abandon() {
  if (stage_ == Stage::data || stage_ == Stage::idle) builder_.abandon();
  stage_ = Stage::idle;
  warm_start_ = {};
  trainer_builder_.reset();
  if (has_gram_) return;
  gram64_.reset();
  gram32_.reset();
  gram_builder_ = {};
}

double Preparation::progress() const {
  switch (stage_) {
    case Stage::data: return 0.5 * builder_.progress();
    case Stage::gram: return 0.5 + 0.5 * gram_builder_.progress();
    case Stage::trainer:
    case Stage::idle: break;
  }
  return 1.0;
}

void FreshStart::keep(const Trainer& trainer, const Experiment& experiment) {
  state_ = trainer.save();
  network_ = experiment.network;
  precision_ = experiment.training.precision;
}

bool FreshStart::fits(const Trainer& trainer, const Experiment& experiment, bool uses_gram) const {
  return !state_.empty() && network_ == experiment.network &&
         precision_ == experiment.training.precision && uses_gram == trainer.is_gram();
}

}  // namespace purr

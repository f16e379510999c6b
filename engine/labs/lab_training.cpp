#include "engine/labs/lab_training.h"

#include <utility>

#include "engine/run/preparation.h"
#include "engine/solver/choice.h"

namespace purr {

Result<LabTraining> prepare_training(std::string_view settings, const LabContext& context) {
  LabTraining training;
  std::vector<Error> notes;
  training.experiment = read_experiment(settings).experiment;
  Preparation preparation(kMaxRunBytes);
  preparation.bring(context.data, 0);
  if (auto started = preparation.start_data(training.experiment.data, notes); !started) {
    return std::unexpected(started.error());
  }
  while (!preparation.is_idle()) preparation.advance(training.experiment, nullptr);
  training.dataset = preparation.take_data();
  if (auto started = preparation.start_trainer(training.experiment, training.dataset, notes);
      !started) {
    return std::unexpected(started.error());
  }
  while (!preparation.is_idle()) preparation.advance(training.experiment, training.dataset);
  bool is_fresh = false;
  training.trainer = preparation.take_trainer(training.experiment.training, is_fresh);
  return training;
}

void train_until(LabTraining& training, int iteration) {
  while (training.trainer->iteration() < iteration && !training.trainer->has_failed()) {
    if (training.trainer->step()) training.curve.push_back(training.trainer->last_point());
  }
}

}  // namespace purr

#include "engine/labs/lab_training.h"

#include <utility>

#include "engine/data/dataset.h"
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

Result<std::shared_ptr<const Dataset>> prepare_data(std::string_view settings,
                                                    const LabContext& context) {
  std::vector<Error> notes;
  DatasetBuilder builder;
  builder.bring(context.data);
  if (auto started = builder.start(read_experiment(settings).experiment.data, notes); !started) {
    return std::unexpected(started.error());
  }
  while (!builder.advance()) {
  }
  return builder.take();
}

Matrix<double> inputs_of(const Inputs& inputs) {
  Matrix<double> X(inputs.n_x, inputs.count);
  inputs.fill<double>(0, X);
  return X;
}

PictureSet pictures_of(const Dataset& dataset, bool of_test) {
  return {.width = dataset.width,
          .height = dataset.height,
          .channels = dataset.train.n_x / (dataset.width * dataset.height),
          .pixels = of_test ? dataset.test.pixels : dataset.train.pixels,
          .labels = of_test ? dataset.test_labels : dataset.train_labels,
          .class_names = dataset.class_names};
}

void train_until(LabTraining& training, int iteration) {
  while (training.trainer->iteration() < iteration && !training.trainer->has_failed()) {
    if (training.trainer->step()) training.curve.push_back(training.trainer->last_point());
  }
}

}  // namespace purr

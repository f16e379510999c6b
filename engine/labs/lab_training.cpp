#include "engine/labs/lab_training.h"

#include <utility>

#include "engine/data/dataset.h"
#include "engine/run/preparation.h"
#include "engine/solver/choice.h"

namespace purr {
namespace {

/// The training or test pictures of a run as a set of their own.
PictureSet pictures_of(const Dataset& dataset, bool of_test) {
  return {.width = dataset.width,
          .height = dataset.height,
          .channels = dataset.train.n_x / (dataset.width * dataset.height),
          .pixels = of_test ? dataset.test.pixels : dataset.train.pixels,
          .labels = of_test ? dataset.test_labels : dataset.train_labels,
          .class_names = dataset.class_names};
}

}  // namespace

Result<LabTraining> prepare_training(std::string_view settings, const LabContext& context) {
  return prepare_training(read_experiment(settings).experiment, context);
}

Result<LabTraining> prepare_training(const Experiment& experiment, const LabContext& context) {
  LabTraining training;
  std::vector<Error> notes;
  training.experiment = experiment;
  Preparation preparation(kMaxRunBytes);
  preparation.bring(context.data, 0);
  if (auto started = preparation.start_data(training.experiment.data, notes); !started) {
    return std::unexpected(started.error());
  }
  while (preparation.advance(training.experiment, nullptr) != Preparation::Finished::data) {
  }
  training.dataset = preparation.take_data();
  if (auto started = preparation.start_trainer(training.experiment, training.dataset, notes);
      !started) {
    return std::unexpected(started.error());
  }
  while (preparation.advance(training.experiment, training.dataset) !=
         Preparation::Finished::trainer) {
  }
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

Result<LabTraining> prepare_changed(const LabTraining& plain,
                                    const std::function<PictureSet(PictureSet)>& change,
                                    const LabContext& context) {
  // The source `course` takes two sets of pictures as they are; all other settings stay.
  Experiment experiment = plain.experiment;
  experiment.data.source = DataSource::course;
  LabContext changed = context;
  for (const bool of_test : {false, true}) {
    auto set = std::make_shared<const PictureSet>(change(pictures_of(*plain.dataset, of_test)));
    (of_test ? changed.data.test_pictures : changed.data.train_pictures) = std::move(set);
  }
  return prepare_training(experiment, changed);
}

void train_until(LabTraining& training, int iteration) {
  while (training.trainer->iteration() < iteration && !training.trainer->has_failed()) {
    if (training.trainer->step()) training.curve.push_back(training.trainer->last_point());
  }
}

}  // namespace purr
